#include "server/api/clock_mover.h"

#include <algorithm>
#include <charconv>

#include "server/ports/plugin_records.h"

namespace qianqiao {
namespace {

using namespace std::chrono;

// Runs on the writing thread; a queue that has stopped drops the job.
template <class Job>
Result<void> on_engine(CommandQueue& queue, Job job) {
  try {
    queue.run(std::move(job)).get();
    return {};
  } catch (const std::future_error&) {
    return fail("server.stopping");
  } catch (const StoreFailure&) {
    return fail("server.stopping");
  }
}

}  // namespace

ClockMover::ClockMover(Store& store, CommandQueue& queue, SimulatedClock& clock, Outward outward)
    : store_(store), queue_(queue), clock_(clock), outward_(std::move(outward)) {}

std::optional<Instant> ClockMover::next_stop(Instant now, Instant target) {
  const auto reader = store_.reader();
  std::optional<Instant> next;
  const auto consider = [&](std::optional<Instant> at) {
    if (at && *at > now && *at <= target && (!next || *at < *next)) next = at;
  };
  consider(next_due_instant(*reader));
  consider(reader->next_message_instant());
  consider(reader->plugins().next_job_instant());
  consider(reader->plugins().next_schedule_instant());
  if (outward_.next_chore) consider(outward_.next_chore(now));
  return next;
}

Result<bool> ClockMover::work_here() {
  bool worked = false;
  const auto swept = on_engine(queue_, [&](Engine& engine) {
    SweepReport report;
    do {
      report = engine.sweep();
      worked = worked || report.worked;
    } while (report.more_due && report.worked);
  });
  if (!swept) return fail(swept.error());
  while (outward_.deliver && outward_.deliver() > 0) worked = true;
  if (outward_.do_chores) outward_.do_chores();
  return worked;
}

// To the next stop. On the writing thread, so that no command comes between looking and moving;
// stored first, so that nobody has seen or done anything at an instant that a restart would go back
// behind.
Result<void> ClockMover::go_on(Instant target) {
  return on_engine(queue_, [&](Engine& engine) {
    const Instant next = next_stop(clock_.now(), target).value_or(target);
    engine.record([&](Writer& writer) {
      writer.put_setting(kSimulatedNow, std::to_string(to_milliseconds(next)));
    });
    clock_.set(next);
  });
}

Result<void> ClockMover::advance_to(Instant target) {
  const std::lock_guard lock(mutex_);
  if (target < clock_.now())
    return fail("clock.backwards",
                {{"now", format_instant(clock_.now())}, {"target", format_instant(target)}});
  while (true) {
    const auto worked = work_here();
    if (!worked) return fail(worked.error());
    // A letter that was just sent, or a rung just claimed, may have set the next one for now.
    if (*worked) continue;
    if (clock_.now() == target) return {};
    if (auto moved = go_on(target); !moved) return moved;
  }
}

Result<milliseconds> parse_span(std::string_view text) {
  const auto malformed = [&] {
    return fail("clock.span_malformed", {{"input", std::string(text)}});
  };
  int count = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), count);
  const std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
  constexpr int kLongest = 10'000;
  if (problem != std::errc{} || count < 0 || count > kLongest) return malformed();
  if (unit == "d") return milliseconds(days(count));
  if (unit == "h") return milliseconds(hours(count));
  if (unit == "m") return milliseconds(minutes(count));
  return malformed();
}

}  // namespace qianqiao
