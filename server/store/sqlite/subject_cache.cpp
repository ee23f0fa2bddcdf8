#include "server/store/sqlite/subject_cache.h"

#include <utility>

namespace qianqiao {

StoredSubject* SubjectCache::find(const SubjectId& id) {
  const auto found = by_id_.find(id);
  if (found == by_id_.end()) return nullptr;
  subjects_.splice(subjects_.begin(), subjects_, found->second);
  return &subjects_.front();
}

StoredSubject* SubjectCache::put(StoredSubject subject) {
  if (StoredSubject* known = find(subject.row.id)) {
    *known = std::move(subject);
    return known;
  }
  if (!subjects_.empty() && subjects_.size() >= capacity_) {
    by_id_.erase(subjects_.back().row.id);
    subjects_.pop_back();
  }
  subjects_.push_front(std::move(subject));
  by_id_.emplace(subjects_.front().row.id, subjects_.begin());
  return &subjects_.front();
}

void SubjectCache::erase(const SubjectId& id) {
  const auto found = by_id_.find(id);
  if (found == by_id_.end()) return;
  subjects_.erase(found->second);
  by_id_.erase(found);
}

}  // namespace qianqiao
