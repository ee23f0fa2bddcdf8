#include "server/api/calendar_feeds.h"

#include "server/api/secret_box.h"
#include "workflows/base/digest.h"

namespace qianqiao {

CalendarFeeds::CalendarFeeds(Store& store, CommandQueue& queue, const Clock& wall)
    : store_(store), queue_(queue), wall_(wall), wrong_tries_(wall) {}

Result<CalendarFeeds::Made> CalendarFeeds::make(const PersonId& person, std::string origin) {
  Made made;
  made.token = random_token();
  made.row = {person, sm3(made.token), std::move(origin), to_milliseconds(wall_.now())};
  const auto done =
      queue_.record([&](Writer& writer) { writer.calendar_writes().put_feed(made.row); });
  if (!done) return fail(done.error());
  return made;
}

Result<void> CalendarFeeds::revoke(const PersonId& person) {
  return queue_.record([&](Writer& writer) { writer.calendar_writes().delete_feed(person); });
}

std::optional<CalendarFeedRow> CalendarFeeds::of(const PersonId& person) {
  return store_.reader()->calendars().feed_of(person);
}

Result<CalendarFeedRow> CalendarFeeds::open(std::string_view token, std::string_view address) {
  if (const auto left = wrong_tries_.locked_for(address))
    return fail("calendar_feed.locked", {{"seconds", std::to_string(left->count())}});
  if (auto found = store_.reader()->calendars().feed(sm3(token))) return *std::move(found);
  wrong_tries_.count(address);
  return fail("calendar_feed.not_found");
}

}  // namespace qianqiao
