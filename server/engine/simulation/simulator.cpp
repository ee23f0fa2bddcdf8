#include "server/engine/simulation/simulator.h"

#include <algorithm>

#include "server/engine/simulation/actors.h"
#include "server/engine/simulation/timeline.h"

namespace qianqiao {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::minutes kNight = 10min;  // after midnight: the day before is complete

class Run {
 public:
  Run(Engine& engine, SimulatedClock& clock, const SimulationOptions& options)
      : engine_(engine),
        clock_(clock),
        options_(options),
        timeline_(engine, clock, options, report_) {
    // An engine that knows a later instant than the clock goes on from there.
    clock_.set(engine.now());
    report_.from = clock_.now();
    if (options.actors == ActorKind::kSeeded)
      actors_.emplace(engine,
                      ActorOptions{options.seed, ActorOptions().most_turns_a_day, may_invent()});
  }

  SimulationReport go() {
    const Instant end = report_.from + std::chrono::days(options_.days);
    int done = 0;
    for (Date day = local_date(report_.from); start_of_day(day) < end;
         day += std::chrono::days(1)) {
      if (!live_through(day, end)) {
        report_.stopped = true;
        break;
      }
      if (options_.progress) options_.progress(std::min(++done, options_.days), options_.days);
    }
    if (!report_.stopped) report_.stopped = !timeline_.advance_to(end);
    report_.until = clock_.now();
    if (actors_) conclude();
    return std::move(report_);
  }

 private:
  bool may_invent() {
    if (options_.may_invent) return *options_.may_invent;
    return engine_.store().reader()->setting(kDemoSeed).has_value();
  }

  bool live_through(Date day, Instant end) {
    const Instant night = at_local_time(day, kNight);
    if (options_.every_night && night > report_.from && night < end) {
      if (!timeline_.advance_to(night)) return false;
      options_.every_night(day - std::chrono::days(1));
    }
    if (!actors_)
      return timeline_.advance_to(std::min(end, start_of_day(day + std::chrono::days(1))));
    if (!timeline_.advance_to(std::min(end, std::max(clock_.now(), at_local_time(day, 8h)))))
      return false;
    for (const Turn& turn : actors_->plan(day)) {
      if (turn.at < clock_.now()) continue;
      if (turn.at >= end) break;
      if (!timeline_.advance_to(turn.at)) return false;
      ++report_.turns;
      actors_->take(turn);
      if (!timeline_.work_here()) return false;
    }
    return true;
  }

  void conclude() {
    report_.events = actors_->accepted();
    report_.refused = actors_->refused();
    Coverage coverage;
    coverage.catch_up(*engine_.store().reader(), *engine_.rule_book());
    for (const Passage& passage : coverage.missing())
      report_.not_reached.push_back(to_line(passage));
  }

  Engine& engine_;
  SimulatedClock& clock_;
  const SimulationOptions& options_;
  SimulationReport report_;
  Timeline timeline_;
  std::optional<Actors> actors_;
};

}  // namespace

SimulationReport simulate(Engine& engine, SimulatedClock& clock, const SimulationOptions& options) {
  return Run(engine, clock, options).go();
}

}  // namespace qianqiao
