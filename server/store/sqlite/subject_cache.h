// Hot subjects in the memory of the one writer, least recently used out first. Holds what is
// stored, committed or of the running transaction; the writer takes out what a rollback undoes.
// Nothing of it is needed at a start.
#pragma once

#include <cstddef>
#include <list>
#include <unordered_map>

#include "server/ports/rows.h"

namespace qianqiao {

class SubjectCache {
 public:
  explicit SubjectCache(std::size_t capacity) : capacity_(capacity) {}

  const SubjectRow* find(const SubjectId& id);  // null: not here; valid until the next put
  void put(const SubjectRow& row);
  void erase(const SubjectId& id);
  std::size_t size() const { return by_id_.size(); }

 private:
  std::size_t capacity_;
  std::list<SubjectRow> rows_;  // newest use first
  std::unordered_map<SubjectId, std::list<SubjectRow>::iterator> by_id_;
};

}  // namespace qianqiao
