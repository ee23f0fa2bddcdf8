#include "server/api/change_feed.h"

#include <utility>

namespace qianqiao {

void ChangeFeed::publish(const std::vector<SubjectRow>& changed) {
  const std::lock_guard lock(mutex_);
  if (!wake_ || changed.empty()) return;
  const bool had_news = !held_.empty();
  for (const SubjectRow& row : changed) {
    const auto [place, is_new] = place_.try_emplace(row.id, held_.size());
    if (!is_new)
      held_[place->second] = row;
    else if (held_.size() < kMostHeld)
      held_.push_back(row);
    else {
      place_.erase(place);
      overflowed_ = true;
    }
  }
  if (!had_news) wake_();
}

ChangeFeed::News ChangeFeed::take() {
  const std::lock_guard lock(mutex_);
  place_.clear();
  return {std::exchange(held_, {}), std::exchange(overflowed_, false)};
}

void ChangeFeed::watch(std::function<void()> wake) {
  const std::lock_guard lock(mutex_);
  wake_ = std::move(wake);
}

void ChangeFeed::stop_watching() {
  const std::lock_guard lock(mutex_);
  wake_ = nullptr;
  held_.clear();
  place_.clear();
  overflowed_ = false;
}

}  // namespace qianqiao
