#include "server/engine/deadline_check.h"

#include <algorithm>
#include <map>

#include "server/engine/deadline_keeper.h"

namespace qianqiao {
namespace {

std::string name_of(const DeadlineRow& row) {
  return row.subject + " " + row.rule + " (" + std::to_string(row.id) + ")";
}

class Check {
 public:
  Check(Reader& reader, const RuleBook& rules, std::vector<Difference>& found)
      : reader_(reader), rules_(rules), found_(found) {}

  void compare(const DeadlineRow& row, const ExpectedDeadline& expected) {
    if (row.anchor_ms != expected.anchor_ms)
      add("deadline.anchor_wrong", row,
          {"起算时点与历史不符", "its anchor is not that of history"});
    if (row.rule_version != expected.rule_version)
      add("deadline.version_wrong", row,
          {"流程版本与历史不符，应为" + expected.rule_version,
           "its workflow version is not that of history, " + expected.rule_version});
    if (row.budget != expected.budget)
      add("deadline.budget_wrong", row,
          {"期限长短与办法不符", "its budget is not that of its rule"});
    if (row.state != expected.state) {
      add("deadline.state_wrong", row,
          {"运行、停止或作废的状态与历史不符", "running, stopped or void: not as history says"});
      return;
    }
    if (row.state != DeadlineState::kRunning && row.stopped_ms != expected.stopped_ms)
      add("deadline.stop_wrong", row, {"停止时点与历史不符", "its stop is not that of history"});
    check_due(row);
    check_rungs(row, expected);
  }

 private:
  void add(const char* kind, const DeadlineRow& row, Text words) {
    found_.push_back({kind, name_of(row), std::move(words)});
  }

  void check_due(const DeadlineRow& row) {
    const Calendar* calendar = rules_.calendar(row.calendar_version);
    if (calendar == nullptr) {
      add("deadline.calendar_unknown", row,
          {"所用工作日历版本未保存：" + row.calendar_version,
           "its calendar version is not stored: " + row.calendar_version});
      return;
    }
    if (!is_valid(row.budget)) return;  // named as a wrong budget
    const Due due = compute_due(row.budget, from_milliseconds(row.anchor_ms), *calendar);
    if (to_milliseconds(due.instant) != row.due_ms || format_date(due.nominal) != row.due_nominal)
      add("deadline.due_wrong", row,
          {"到期时点应为" + format_instant(due.instant),
           "it ought to be due at " + format_instant(due.instant)});
  }

  void check_rungs(const DeadlineRow& row, const ExpectedDeadline& expected) {
    const DeadlineRule* rule = rules_.definition(row.rule_version).rule(row.rule);
    const Calendar* calendar = rules_.calendar(row.calendar_version);
    if (rule == nullptr || calendar == nullptr || !is_valid(row.budget)) return;
    std::map<std::string, int> claims;
    for (const RungRow& rung : reader_.rungs_of(row.id)) {
      if (++claims[rung.rung] == 2)
        add("rung.doubled", row,
            {"台阶“" + rung.rung + "”被执行两次", "rung '" + rung.rung + "' was claimed twice"});
      if (rung.claimed_ms < rung.due_ms)
        add("rung.early", row,
            {"台阶“" + rung.rung + "”提前执行",
             "rung '" + rung.rung + "' was claimed before its time"});
      if (!rung.inherited && !is_time_of(rung, row, *rule))
        add("rung.time_wrong", row,
            {"台阶“" + rung.rung + "”的时点不是任何工作日历下应有的时点",
             "rung '" + rung.rung + "' is stored with a time that no calendar gives"});
    }
    const PlannedRung* next = nullptr;
    const auto plan = plan_ladder(*rule, from_milliseconds(row.due_ms),
                                  from_milliseconds(expected.armed_ms), *calendar);
    for (const PlannedRung& planned : plan) {
      if (claims.count(planned.rule->name)) continue;
      if (next == nullptr) next = &planned;
      const bool stopped = row.state == DeadlineState::kMet || row.state == DeadlineState::kMoot;
      if (stopped && to_milliseconds(planned.at) <= expected.stop_recorded_ms)
        add("rung.missed", row,
            {"台阶“" + planned.rule->name + "”应执行而未执行",
             "rung '" + planned.rule->name + "' was due and never claimed"});
    }
    for (const auto& [name, times] : claims)
      if (std::none_of(rule->ladder.begin(), rule->ladder.end(),
                       [&](const RungRule& r) { return r.name == name; }))
        add("rung.unknown", row,
            {"台阶“" + name + "”不属于该时限", "rung '" + name + "' is none of this deadline's"});
    check_next(row, next);
  }

  // Under the calendar of that day, which may have been replaced since.
  bool is_time_of(const RungRow& rung, const DeadlineRow& row, const DeadlineRule& rule) {
    for (const RungRule& step : rule.ladder)
      if (step.name == rung.rung)
        for (const auto& [version, calendar] : rules_.calendars()) {
          const Due due = compute_due(row.budget, from_milliseconds(row.anchor_ms), *calendar);
          const Instant at =
              rung_instant(step.offset_working_days, local_date(due.instant), *calendar);
          if (to_milliseconds(at) == rung.due_ms) return true;
        }
    // A rung of another rule is named by itself.
    return std::none_of(rule.ladder.begin(), rule.ladder.end(),
                        [&](const RungRule& step) { return step.name == rung.rung; });
  }

  // A running clock whose next rung is not the first unclaimed one would stay silent.
  void check_next(const DeadlineRow& row, const PlannedRung* next) {
    const bool armed = row.state == DeadlineState::kRunning && next != nullptr;
    if (!armed) {
      if (row.next_rung_ms)
        add("deadline.armed_after_end", row,
            {"已无台阶可执行，却仍在待执行之列", "nothing is left to fire, yet it is armed"});
      return;
    }
    if (!row.next_rung_ms)
      add("deadline.unarmed", row,
          {"下一台阶“" + next->rule->name + "”未排定",
           "its next rung '" + next->rule->name + "' is not armed"});
    else if (row.next_rung != next->rule->name || *row.next_rung_ms != to_milliseconds(next->at))
      add("deadline.next_rung_wrong", row,
          {"下一台阶应为“" + next->rule->name + "”，" + format_instant(next->at),
           "its next rung ought to be '" + next->rule->name + "' at " + format_instant(next->at)});
  }

  Reader& reader_;
  const RuleBook& rules_;
  std::vector<Difference>& found_;
};

}  // namespace

std::vector<Difference> check_deadlines(Reader& reader, const RuleBook& rules,
                                        const SubjectRow& subject, const SubjectReplay& replay) {
  std::vector<Difference> found;
  Check check(reader, rules, found);
  std::vector<DeadlineRow> stored = reader.deadlines_of(subject.id);
  for (const ExpectedDeadline& expected : replay.deadlines()) {
    const auto same = std::find_if(stored.begin(), stored.end(), [&](const DeadlineRow& row) {
      return row.rule == expected.rule && row.armed_sequence == expected.armed_sequence;
    });
    if (same == stored.end()) {
      found.push_back(
          {"deadline.missing",
           subject.id + " " + expected.rule + "#" + std::to_string(expected.armed_sequence),
           {"历史要求的时限未设立", "history asks for this deadline; it is not stored"}});
      continue;
    }
    check.compare(*same, expected);
    stored.erase(same);
  }
  for (const DeadlineRow& row : stored)
    found.push_back({"deadline.surplus",
                     name_of(row),
                     {"历史中没有设立此时限的依据", "nothing in history armed this deadline"}});
  return found;
}

bool is_past_ladder(Reader& reader, const RuleBook& rules, const DeadlineRow& deadline) {
  const DeadlineRule* rule = rules.definition(deadline.rule_version).rule(deadline.rule);
  if (rule == nullptr) return false;
  const Calendar* stored = rules.calendar(deadline.calendar_version);
  const auto plan =
      plan_ladder(*rule, from_milliseconds(deadline.due_ms), from_milliseconds(deadline.armed_ms),
                  stored == nullptr ? rules.calendar() : *stored);
  const auto claimed = claimed_rungs(reader, deadline.id);
  return std::all_of(plan.begin(), plan.end(), [&](const PlannedRung& planned) {
    return claimed.count(planned.rule->name) > 0;
  });
}

}  // namespace qianqiao
