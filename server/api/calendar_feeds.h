// Each person's secret link to a calendar of their deadlines: one at a time, stored as a digest,
// shown once. Time here is the wall's.
//
// Threads: any.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/api/wrong_tries.h"
#include "server/engine/command_queue.h"
#include "server/ports/calendar_records.h"
#include "server/ports/clock.h"
#include "server/ports/store.h"

namespace qianqiao {

class CalendarFeeds {
 public:
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
  Store& store_;
  CommandQueue& queue_;
  const Clock& wall_;
  WrongTries wrong_tries_;
};

}  // namespace qianqiao
