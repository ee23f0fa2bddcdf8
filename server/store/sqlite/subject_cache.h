// Hot subjects in the memory of the one writer, least recently used out first. Holds what is
// stored, committed or of the running transaction; the writer takes out what a rollback undoes.
// Nothing of it is needed at a start.
#pragma once

#include <cstddef>
#include <list>
#include <unordered_map>

#include "server/store/subject_table.h"

namespace qianqiao {

class SubjectCache {
 public:
  explicit SubjectCache(std::size_t capacity) : capacity_(capacity) {}  // at least one is kept

  StoredSubject* find(const SubjectId& id);  // null: not here; valid until the next put
  StoredSubject* put(StoredSubject subject);
  void erase(const SubjectId& id);
  std::size_t size() const { return by_id_.size(); }

 private:
  std::size_t capacity_;
  std::list<StoredSubject> subjects_;  // newest use first
  std::unordered_map<SubjectId, std::list<StoredSubject>::iterator> by_id_;
};

}  // namespace qianqiao
