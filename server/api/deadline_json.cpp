#include "server/api/deadline_json.h"

#include <nlohmann/json.hpp>

#include "server/api/subject_json.h"

namespace qianqiao {
namespace {

using Json = nlohmann::ordered_json;

Json instant_or_null(const std::optional<std::int64_t>& ms) {
  return ms ? Json(format_instant(from_milliseconds(*ms))) : Json(nullptr);
}

Json to_json(const Text& text) { return {{"zh", text.zh}, {"en", text.en}}; }

// By whom and why a deadline was extended: its subject's history says it.
struct Extension {
  DeadlineRow before;
  HistoryRow granted;
  std::string until, reason, authority, clause;
};

std::optional<Extension> extension_of(const DeadlineRow& row, Reader& reader) {
  if (row.supersedes == 0) return std::nullopt;
  const auto before = reader.deadline(row.supersedes);
  const auto history = reader.history(row.subject, row.armed_sequence - 1, 1);
  // A damaged row must not lead round in a circle.
  const bool sound = before && before->id < row.id && is_valid(before->budget);
  if (!sound || history.empty() || history.front().event != "DeadlineExtended") return std::nullopt;
  const auto data = Json::parse(history.front().data, nullptr, /*allow_exceptions=*/false);
  if (!data.is_object()) return std::nullopt;
  const auto text = [&](const char* name) {
    const auto found = data.find(name);
    return found != data.end() && found->is_string() ? found->get<std::string>() : std::string();
  };
  return Extension{*before,        history.front(),   text("until"),
                   text("reason"), text("authority"), text("clause")};
}

Json to_json(const Extension& extension) {
  return {{"until", extension.until},
          {"due_before", format_instant(from_milliseconds(extension.before.due_ms))},
          {"reason", extension.reason},
          {"authority", extension.authority},
          {"clause", extension.clause},
          {"granted", format_instant(from_milliseconds(extension.granted.instant_ms))},
          {"actor", extension.granted.actor},
          {"acting_for", extension.granted.acting_for},
          {"sequence", extension.granted.sequence}};
}

Json days(const std::vector<Date>& list) {
  Json json = Json::array();
  for (const Date day : list) json.push_back(format_date(day));
  return json;
}

Json days(const std::vector<SkippedDay>& list) {
  Json json = Json::array();
  for (const SkippedDay& day : list)
    json.push_back({{"day", format_date(day.day)}, {"why", to_string(day.why)}});
  return json;
}

// The calendar that the deadline was counted by.
const Calendar& calendar_of(const DeadlineRow& row, const RuleBook& rules) {
  const Calendar* stored = rules.calendar(row.calendar_version);
  return stored == nullptr ? rules.calendar() : *stored;
}

// An extended deadline is explained by what it was before, and by who extended it why.
Text explain(const DeadlineRow& row, const RuleBook& rules, Reader& reader) {
  if (const auto extension = extension_of(row, reader)) {
    const Text before = explain(extension->before, rules, reader);
    const std::string on =
        format_date(local_date(from_milliseconds(extension->granted.instant_ms)));
    return {before.zh + extension->authority + "依" + extension->clause + "于" + on + "批准延长至" +
                extension->until + "（含当日），不再顺延。理由：" + extension->reason + "。",
            before.en + " On " + on + " " + extension->authority + " permitted its extension to " +
                extension->until + ", that day included (" + extension->clause +
                "); that day does not roll over. Reason: " + extension->reason + "."};
  }
  const Calendar& calendar = calendar_of(row, rules);
  const Instant anchor = from_milliseconds(row.anchor_ms);
  return explain_due(row.budget, anchor, compute_due(row.budget, anchor, calendar), calendar);
}

Json rungs_done(const DeadlineRow& row, Reader& reader) {
  Json rungs = Json::array();
  for (const RungRow& rung : reader.rungs_of(row.id))
    rungs.push_back({{"rung", rung.rung},
                     {"due", format_instant(from_milliseconds(rung.due_ms))},
                     {"claimed", format_instant(from_milliseconds(rung.claimed_ms))},
                     {"inherited", rung.inherited}});
  return rungs;
}

}  // namespace

std::string_view to_string(Effect effect) {
  return effect == Effect::kStatutory ? "statutory" : "service";
}

std::string_view to_string(DeadlineState state) {
  switch (state) {
    case DeadlineState::kRunning:
      return "running";
    case DeadlineState::kMet:
      return "met";
    case DeadlineState::kMoot:
      return "moot";
    case DeadlineState::kVoid:
      return "void";
  }
  return {};
}

std::string_view to_string(DayKind kind) {
  switch (kind) {
    case DayKind::kWorking:
      return "working";
    case DayKind::kWeekend:
      return "weekend";
    case DayKind::kHoliday:
      return "holiday";
    case DayKind::kMakeUpWorking:
      return "make-up-working";
  }
  return {};
}

bool is_overdue(const DeadlineRow& row, Instant now) {
  return row.state == DeadlineState::kRunning && is_over(from_milliseconds(row.due_ms), now);
}

Json to_json(const DeadlineRow& row, Instant now, const RuleBook& rules, Reader& reader) {
  const DeadlineRule* rule = rules.definition(row.rule_version).rule(row.rule);
  const Instant anchor = from_milliseconds(row.anchor_ms);
  Json json = {{"id", std::to_string(row.id)},
               {"subject", row.subject},
               {"rule", row.rule},
               {"clause", row.clause},
               {"title", rule == nullptr ? Json(nullptr) : to_json(rule->title)},
               {"effect", to_string(row.effect)},
               {"state", to_string(row.state)},
               {"overdue", is_overdue(row, now)},
               {"anchor", format_instant(anchor)},
               {"due", format_instant(from_milliseconds(row.due_ms))},
               {"due_nominal", row.due_nominal},
               {"provisional", row.provisional},
               {"stopped", instant_or_null(row.stopped_ms)}};
  if (row.state == DeadlineState::kMet && row.stopped_ms)
    json["late"] = is_over(from_milliseconds(row.due_ms), from_milliseconds(*row.stopped_ms));
  if (row.supersedes != 0) json["supersedes"] = std::to_string(row.supersedes);
  if (const auto extension = extension_of(row, reader)) json["extension"] = to_json(*extension);
  json["rungs"] = rungs_done(row, reader);
  json["next_rung"] = row.next_rung_ms
                          ? Json{{"rung", row.next_rung}, {"at", instant_or_null(row.next_rung_ms)}}
                          : Json(nullptr);
  if (is_valid(row.budget)) {
    const Due due = compute_due(row.budget, anchor, calendar_of(row, rules));
    json["counted_days"] = days(due.counted);
    json["skipped"] = days(due.skipped);
    json["explanation"] = to_json(explain(row, rules, reader));
  }
  json["rule_version"] = row.rule_version;
  json["calendar_version"] = row.calendar_version;
  return json;
}

Json to_json(const ListedDeadline& listed, Instant now, const RuleBook& rules) {
  const DeadlineRow& row = listed.deadline;
  const DeadlineRule* rule = rules.definition(row.rule_version).rule(row.rule);
  return {{"id", std::to_string(row.id)},
          {"subject", row.subject},
          {"subject_kind", to_string(listed.kind)},
          {"subject_state", listed.state},
          {"case", listed.kind == SubjectKind::kCase ? row.subject : listed.case_id},
          {"organisation", listed.organisation},
          {"enterprise_name", listed.enterprise_name},
          {"county", row.county},
          {"rule", row.rule},
          {"clause", row.clause},
          {"title", rule == nullptr ? Json(nullptr) : to_json(rule->title)},
          {"effect", to_string(row.effect)},
          {"overdue", is_overdue(row, now)},
          {"anchor", format_instant(from_milliseconds(row.anchor_ms))},
          {"due", format_instant(from_milliseconds(row.due_ms))},
          {"due_nominal", row.due_nominal},
          {"provisional", row.provisional},
          {"next_rung", row.next_rung_ms ? Json{{"rung", row.next_rung},
                                                {"at", instant_or_null(row.next_rung_ms)}}
                                         : Json(nullptr)}};
}

Json to_json(const DeadlineRule& rule, Instant anchor, const Calendar& calendar) {
  const Due due = compute_due(rule.budget, anchor, calendar);
  return {{"rule", rule.name},
          {"clause", rule.clause},
          {"title", to_json(rule.title)},
          {"anchor", format_instant(anchor)},
          {"due", format_instant(due.instant)},
          {"due_nominal", format_date(due.nominal)},
          {"provisional", due.provisional},
          {"effect", to_string(rule.effect)},
          {"counted_days", days(due.counted)},
          {"skipped", days(due.skipped)},
          {"explanation", to_json(explain_due(rule.budget, anchor, due, calendar))}};
}

}  // namespace qianqiao
