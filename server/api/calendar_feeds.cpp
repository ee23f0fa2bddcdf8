#include "server/api/calendar_feeds.h"

#include "server/api/secret_box.h"
#include "workflows/base/digest.h"

namespace qianqiao {

CalendarFeeds::CalendarFeeds(Store& store, CommandQueue& queue, const Clock& wall)
    : store_(store), queue_(queue), wall_(wall) {}

Result<void> CalendarFeeds::record(const std::function<void(Writer&)>& change) {
  try {
    queue_.run([&](Engine& engine) { engine.record(change); }).get();
    return {};
  } catch (const std::future_error&) {
    return fail("server.stopping");
  }
}

Result<CalendarFeeds::Made> CalendarFeeds::make(const PersonId& person, std::string origin) {
  Made made;
  made.token = random_token();
  made.row = {person, sm3(made.token), std::move(origin), to_milliseconds(wall_.now())};
  const auto done = record([&](Writer& writer) { writer.calendar_writes().put_feed(made.row); });
  if (!done) return fail(done.error());
  return made;
}

Result<void> CalendarFeeds::revoke(const PersonId& person) {
  return record([&](Writer& writer) { writer.calendar_writes().delete_feed(person); });
}

std::optional<CalendarFeedRow> CalendarFeeds::of(const PersonId& person) {
  return store_.reader()->calendars().feed_of(person);
}

CalendarFeeds::Failures& CalendarFeeds::failures_from(std::string_view address) {
  const Digest digest = sm3(address);
  return failures_[(digest[0] << 8 | digest[1]) % failures_.size()];
}

std::optional<std::int64_t> CalendarFeeds::locked_until(const Failures& failures) const {
  const std::int64_t until = failures.since_ms + std::chrono::milliseconds(kWindow).count();
  if (failures.count < kFreeFailures || until <= to_milliseconds(wall_.now())) return std::nullopt;
  return until;
}

Result<CalendarFeedRow> CalendarFeeds::open(std::string_view token, std::string_view address) {
  const std::int64_t now_ms = to_milliseconds(wall_.now());
  const std::lock_guard lock(mutex_);
  Failures& failures = failures_from(address);
  if (const auto until = locked_until(failures))
    return fail("calendar_feed.locked",
                {{"seconds", std::to_string((*until - now_ms + 999) / 1000)}});
  if (auto found = store_.reader()->calendars().feed(sm3(token))) return *std::move(found);
  if (failures.since_ms + std::chrono::milliseconds(kWindow).count() <= now_ms)
    failures = {0, now_ms};
  ++failures.count;
  return fail("calendar_feed.not_found");
}

}  // namespace qianqiao
