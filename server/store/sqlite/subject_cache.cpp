#include "server/store/sqlite/subject_cache.h"

namespace qianqiao {

const SubjectRow* SubjectCache::find(const SubjectId& id) {
  const auto found = by_id_.find(id);
  if (found == by_id_.end()) return nullptr;
  rows_.splice(rows_.begin(), rows_, found->second);
  return &rows_.front();
}

void SubjectCache::put(const SubjectRow& row) {
  if (capacity_ == 0) return;
  if (const auto found = by_id_.find(row.id); found != by_id_.end()) {
    rows_.splice(rows_.begin(), rows_, found->second);
    rows_.front() = row;
    return;
  }
  if (rows_.size() == capacity_) {
    by_id_.erase(rows_.back().id);
    rows_.pop_back();
  }
  rows_.push_front(row);
  by_id_.emplace(row.id, rows_.begin());
}

void SubjectCache::erase(const SubjectId& id) {
  const auto found = by_id_.find(id);
  if (found == by_id_.end()) return;
  rows_.erase(found->second);
  by_id_.erase(found);
}

}  // namespace qianqiao
