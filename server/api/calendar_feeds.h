// Each person's secret link to a calendar of their deadlines: one at a time, stored as a digest,
// shown once. Time here is the wall's.
//
// Threads: any.
#pragma once

#include <array>
#include <chrono>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "server/engine/command_queue.h"
#include "server/ports/calendar_records.h"
#include "server/ports/clock.h"
#include "server/ports/store.h"

namespace qianqiao {

class CalendarFeeds {
 public:
  // Of wrong links from one address within a window; an office has one address for many calendars,
  // some of them with links that were revoked.
  static constexpr int kFreeFailures = 60;
  static constexpr std::chrono::hours kWindow{1};

  CalendarFeeds(Store& store, CommandQueue& queue, const Clock& wall);

  struct Made {
    CalendarFeedRow row;
    std::string token;  // 256 random bits, shown once
  };
  // The link that the person had before is over. Errors: server.stopping.
  Result<Made> make(const PersonId& person, std::string origin);
  Result<void> revoke(const PersonId& person);
  std::optional<CalendarFeedRow> of(const PersonId& person);

  // Whose link this is. Errors: calendar_feed.not_found; calendar_feed.locked after too many wrong
  // ones from there, for right ones too.
  Result<CalendarFeedRow> open(std::string_view token, std::string_view address);

 private:
  struct Failures {
    std::int64_t count = 0, since_ms = 0;
  };
  Failures& failures_from(std::string_view address);
  std::optional<std::int64_t> locked_until(const Failures& failures) const;
  Result<void> record(const std::function<void(Writer&)>& change);

  Store& store_;
  CommandQueue& queue_;
  const Clock& wall_;
  std::mutex mutex_;
  std::array<Failures, 1024> failures_{};
};

}  // namespace qianqiao
