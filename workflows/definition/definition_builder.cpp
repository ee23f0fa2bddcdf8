#include "workflows/definition/definition_builder.h"

#include <algorithm>

#include "workflows/base/digest.h"
#include "workflows/charts/chart.h"
#include "workflows/definition/condition_reader.h"
#include "workflows/definition/known_names.h"
#include "workflows/definition/mapping_reader.h"

namespace qianqiao {
namespace {

constexpr std::size_t kVersionDigits = 12;

std::string in_words(const Budget& budget) {
  if (budget.unit == BudgetUnit::kFixedDate) return format_date(budget.fixed_date);
  return std::to_string(budget.days);
}

// Limits whose name ends so bound from below: tighter is larger.
bool bounds_from_below(const std::string& name) { return name.ends_with("_least"); }

}  // namespace

void DefinitionBuilder::put(const Layer& layer) {
  canonical_ += (canonical_.empty() ? "[" : ",") + layer.canonical;
  if (!layer.present) return;
  if (layer.kind == LayerKind::kStatute) parts_->document = layer.title;
  if (layer.kind == LayerKind::kTemplate) template_place_.file = layer.file;
  // A tighter clock bears its area's code: the city's and the county's must differ.
  if (!layer.area.empty() && layer.area == area_below_)
    duplicate(layer.area_place, "area", layer.area);
  area_below_ = layer.area;
  if (!layer.area.empty()) parts_->area = layer.area;
  parts_->has_overlay = layer.kind == LayerKind::kOverlay;
  for (const auto& written : layer.deadlines) put_deadline(layer, written);
  if (layer.kind == LayerKind::kStatute) require_statutory_rules(layer);
  for (const auto& written : layer.limits) put_limit(layer, written);
  put_requirements(layer.standards, parts_->standards);
  put_requirements(layer.information, parts_->information);
  for (const auto& [list, written] : layer.reasons) put_reasons(list, written);
  for (const auto& written : layer.steps) put_step(written);
  for (const auto& [name, written] : layer.notices) put_notice(name, written);
  if (layer.visit_attempt_limit)
    parts_->chart_rules.visit_attempt_limit = *layer.visit_attempt_limit;
  if (layer.approval) parts_->approval = *layer.approval;
  if (layer.visit_overlap_days) parts_->chart_rules.visit_overlap_days = *layer.visit_overlap_days;
}

Definition DefinitionBuilder::finish(const DefinitionSource& statute, const DefinitionSource& city,
                                     const DefinitionSource& overlay) {
  require_fallback_notices();
  if (read_cleanly_) check_steps();
  fill_chart_rules();
  for (const auto* rules : {&parts_->rules, &parts_->waits})
    for (const DeadlineRule& rule : *rules) {
      parts_->rules_by_hook[rule.hook].push_back(&rule);
      parts_->rules_by_name[rule.name] = &rule;
    }
  parts_->version = to_hex(sm3(canonical_ + "]")).substr(0, kVersionDigits);
  parts_->statute_yaml = statute.yaml;
  parts_->template_yaml = city.yaml;
  parts_->overlay_yaml = overlay.yaml;
  return Definition(std::move(parts_));
}

void DefinitionBuilder::refuse_loosening(const Place& place, const std::string& path,
                                         const std::string& clause, const Text& expected) {
  problems_.add_with_clause("definition.statute_loosened", place, path, clause, expected);
}

void DefinitionBuilder::duplicate(const Place& place, const std::string& path,
                                  const std::string& name) {
  problems_.add("definition.duplicate", place, path,
                {"“" + name + "”已有，请保留一处", "'" + name + "' is there already; keep one"});
}

DeadlineRule* DefinitionBuilder::find_rule(std::string_view name) {
  for (DeadlineRule& rule : parts_->rules)
    if (rule.name == name) return &rule;
  return nullptr;
}

void DefinitionBuilder::put_deadline(const Layer& layer, const WrittenPlace& written) {
  if (written.value.hook.empty()) return;  // reported already
  if (layer.kind == LayerKind::kStatute) {
    if (knows_hook(written)) put_statutory(written);
    return;
  }
  DeadlineRule* below = find_rule(written.value.hook);
  if (below == nullptr) {
    if (knows_hook(written)) put_service(written);
  } else if (below->effect == Effect::kStatutory) {
    put_tightened(layer, written, *below);
  } else if (knows_hook(written)) {
    replace_service(written, *below);
  }
}

// A clock that no chart arms would never run.
bool DefinitionBuilder::knows_hook(const WrittenPlace& written) {
  const auto subject = hook_subject(written.value.hook);
  if (!subject) {
    const Text known = listed(hooks());
    problems_.add("definition.unknown_name", written.place, written.path + ".hook",
                  {"没有时限“" + written.value.hook + "”，可用：" + known.zh,
                   "no clock '" + written.value.hook + "'; known: " + known.en});
    return false;
  }
  if (written.value.subject && written.value.subject != subject) {
    const std::string right(subject_name(*subject));
    problems_.add("definition.unknown_name", written.place, written.path + ".subject",
                  {"此时限的对象是" + right, "this clock belongs to a " + right});
    return false;
  }
  return true;
}

// The charts arm these clocks whatever a county does; without their rules no event would pass.
void DefinitionBuilder::require_statutory_rules(const Layer& layer) {
  if (!read_cleanly_) return;
  for (const std::string& hook : statutory_hooks())
    if (find_rule(hook) == nullptr)
      problems_.add("definition.missing_field", {layer.file, 1, 1}, "deadlines",
                    {"请补上时限“" + hook + "”", "add the clock '" + hook + "'"});
}

void DefinitionBuilder::put_statutory(const WrittenPlace& written) {
  const WrittenDeadline& w = written.value;
  parts_->rules.push_back({w.hook, w.hook, hook_subject(w.hook).value_or(SubjectKind::kCase),
                           w.clause, w.title, w.anchor, Effect::kStatutory, w.budget, w.ladder,
                           w.quote});
}

// A county's tighter limit runs beside the statutory clock, which stays as it is (process §4).
void DefinitionBuilder::put_tightened(const Layer& layer, const WrittenPlace& written,
                                      const DeadlineRule& statutory) {
  const WrittenDeadline& w = written.value;
  const bool changes = (w.subject && w.subject != statutory.subject) ||
                       (!w.clause.empty() && w.clause != statutory.clause) ||
                       (!w.anchor.zh.empty() && w.anchor != statutory.anchor);
  if (changes)
    return refuse_loosening(written.place, written.path, statutory.clause,
                            {"对象、条款和起算点由办法规定，请去掉subject、clause、anchor",
                             "subject, clause and anchor are the statute's; leave them out"});
  if (!is_tighter(written, statutory)) return;
  DeadlineRule rule = statutory;
  rule.name = statutory.hook + "@" + layer.area;
  rule.effect = Effect::kService;
  rule.quote.clear();
  if (!w.title.zh.empty()) rule.title = w.title;
  rule.budget = w.budget;
  rule.ladder = w.ladder;
  parts_->rules.push_back(std::move(rule));
}

// Only like is compared with like: 20 working days may well end after 30 calendar days.
bool DefinitionBuilder::is_tighter(const WrittenPlace& written, const DeadlineRule& statutory) {
  const Budget& mine = written.value.budget;
  const Budget& theirs = statutory.budget;
  const std::string path = written.path + ".budget";
  if (theirs.unit == BudgetUnit::kFixedDate) {
    refuse_loosening(written.place, path, statutory.clause,
                     {"截止日随走访轮次而定；要更早，请开一个更早截止的轮次",
                      "the date is the round's own; for an earlier one open a round that ends "
                      "earlier"});
    return false;
  }
  if (mine.unit == theirs.unit && mine.days < theirs.days) return true;
  const bool calendar = theirs.unit == BudgetUnit::kCalendarDays;
  refuse_loosening(
      written.place, path, statutory.clause,
      {"应为" + std::string(calendar ? "calendar_days" : "working_days") + "，且少于" +
           in_words(theirs),
       std::string(calendar ? "calendar_days" : "working_days") + " below " + in_words(theirs)});
  return false;
}

void DefinitionBuilder::put_service(const WrittenPlace& written) {
  const WrittenDeadline& w = written.value;
  const std::pair<const char*, bool> needed[] = {
      {"clause", w.clause.empty()}, {"title", w.title.zh.empty()}, {"anchor", w.anchor.zh.empty()}};
  for (const auto& [field, is_missing] : needed)
    if (is_missing && read_cleanly_)
      problems_.add("definition.missing_field", written.place, written.path + "." + field,
                    {std::string("请补上“") + field + "”", std::string("add '") + field + "'"});
  parts_->rules.push_back({w.hook, w.hook, *hook_subject(w.hook), w.clause, w.title, w.anchor,
                           Effect::kService, w.budget, w.ladder});
}

void DefinitionBuilder::replace_service(const WrittenPlace& written, DeadlineRule& rule) {
  const WrittenDeadline& w = written.value;
  if (!w.clause.empty()) rule.clause = w.clause;
  if (!w.title.zh.empty()) rule.title = w.title;
  if (!w.anchor.zh.empty()) rule.anchor = w.anchor;
  rule.budget = w.budget;
  rule.ladder = w.ladder;
}

void DefinitionBuilder::put_limit(const Layer& layer, const Placed<Limit>& written) {
  const Limit& w = written.value;
  if (w.name.empty()) return;  // reported already
  if (layer.kind == LayerKind::kStatute) {
    parts_->limits.push_back(w);
    return;
  }
  const auto below = std::find_if(parts_->limits.begin(), parts_->limits.end(),
                                  [&](const Limit& limit) { return limit.name == w.name; });
  if (below == parts_->limits.end()) {
    std::vector<std::string> names;
    for (const Limit& limit : parts_->limits) names.push_back(limit.name);
    const Text known = listed(names);
    problems_.add("definition.unknown_name", written.place, written.path + ".name",
                  {"没有限额“" + w.name + "”，可用：" + known.zh,
                   "no limit '" + w.name + "'; known: " + known.en});
    return;
  }
  const bool from_below = bounds_from_below(w.name);
  if (from_below ? w.value < below->value : w.value > below->value)
    return refuse_loosening(
        written.place, written.path + ".value", below->clause,
        {std::string(from_below ? "不小于" : "不大于") + std::to_string(below->value),
         std::string(from_below ? "at least " : "at most ") + std::to_string(below->value)});
  below->value = w.value;
  refuse_crossing(written);
}

// "intended_banks_least" above "intended_banks_most" would let nothing pass.
void DefinitionBuilder::refuse_crossing(const Placed<Limit>& written) {
  const std::string& name = written.value.name;
  const std::string stem = name.substr(0, name.rfind('_'));
  const auto value = [&](const char* ending) -> std::optional<int> {
    for (const Limit& limit : parts_->limits)
      if (limit.name == stem + ending) return limit.value;
    return std::nullopt;
  };
  const auto least = value("_least"), most = value("_most");
  if (least && most && *least > *most)
    problems_.add("definition.out_of_range", written.place, written.path + ".value",
                  {"下限不能大于上限：" + std::to_string(*least) + "和" + std::to_string(*most),
                   "such that the least, " + std::to_string(*least) + ", is not above the most, " +
                       std::to_string(*most)});
}

void DefinitionBuilder::put_requirements(const std::vector<Placed<Requirement>>& written,
                                         std::vector<Requirement>& all) {
  for (const auto& [requirement, path, place] : written) {
    const std::string& code = requirement.code;
    if (std::any_of(all.begin(), all.end(), [&](const Requirement& r) { return r.code == code; }))
      duplicate(place, path + ".code", code);
    else
      all.push_back(requirement);
  }
}

void DefinitionBuilder::put_reasons(const std::string& list,
                                    const std::vector<Placed<ReasonCode>>& written) {
  auto& all = parts_->reasons[list];
  for (const auto& [reason, path, place] : written) {
    const auto below =
        std::find_if(all.begin(), all.end(),
                     [&, &code = reason.code](const ReasonCode& r) { return r.code == code; });
    if (below == all.end())
      all.push_back(reason);
    else
      duplicate(place, path + ".code", reason.code);
  }
}

void DefinitionBuilder::put_step(const Layer::WrittenStep& written) {
  for (const StepRule& step : parts_->steps)
    if (!step.id.empty() && step.id == written.value.id)
      return duplicate(written.place, written.path + ".id", step.id);
  parts_->steps.push_back(written.value);
  written_steps_.push_back(written);
  if (written.value.kind == StepKind::kWait) put_wait(written.value);
  if (!written.notice) return;
  const std::string name = "step." + written.value.id;
  const Placed<NoticeText> text{*written.notice, written.path + ".text", written.place};
  check_fields(name, text, /*is_rung=*/false);
  parts_->notices.insert_or_assign(name, *written.notice);
}

// A wait is a clock like any other: it survives restarts, and its end explains itself. Nobody is
// reminded; passing its one rung completes the step.
void DefinitionBuilder::put_wait(const StepRule& step) {
  const std::string name = wait_hook(step.id);
  parts_->waits.push_back({name,
                           name,
                           SubjectKind::kCase,
                           "†",
                           step.title,
                           {"轮到此步骤", "the step's turn came"},
                           Effect::kService,
                           step.wait,
                           {{kWaitOver, 0, {}}}});
}

// What steps say of each other: known only when all have been read.
void DefinitionBuilder::check_steps() {
  for (const Layer::WrittenStep& written : written_steps_) {
    check_order(written);
    if (written.value.when)
      check_condition(*written.value.when, parts_->steps, written.place, written.path + ".when",
                      problems_);
  }
}

void DefinitionBuilder::check_order(const Layer::WrittenStep& written) {
  const StepRule& step = written.value;
  for (const std::string& id : step.after) {
    const bool is_there = std::any_of(
        parts_->steps.begin(), parts_->steps.end(),
        [&](const StepRule& other) { return other.id == id && other.stage == step.stage; });
    if (!is_there)
      problems_.add("definition.unknown_name", written.place, written.path + ".after",
                    {"同一环节没有步骤“" + id + "”", "the stage has no step '" + id + "'"});
  }
  if (comes_after_itself(step))
    problems_.add("definition.step_cycle", written.place, written.path + ".after",
                  {"步骤“" + step.id + "”要等的步骤又在等它，谁也不能开始",
                   "'" + step.id + "' waits for steps that wait for it: none can begin"});
}

bool DefinitionBuilder::comes_after_itself(const StepRule& step) const {
  std::set<std::string> before = step.after;
  for (bool grows = true; grows;) {
    grows = false;
    for (const StepRule& other : parts_->steps)
      if (before.count(other.id))
        for (const std::string& id : other.after) grows = before.insert(id).second || grows;
  }
  return before.count(step.id) > 0;
}

// "bank-decision.overdue" of a rule and its rung, a kind of rung, or an event's text.
bool DefinitionBuilder::knows_notice(const std::string& name, bool& is_rung) {
  const std::size_t dot = name.find('.');
  is_rung = dot != std::string::npos;
  if (!is_rung) {
    const auto& known = notice_names();
    return name == "event" || std::find(known.begin(), known.end(), name) != known.end();
  }
  const std::string rung = name.substr(dot + 1);
  if (name.starts_with("rung.")) return rung == "ahead" || rung == "overdue" || rung == "escalate";
  const DeadlineRule* rule = find_rule(name.substr(0, dot));
  return rule != nullptr && std::any_of(rule->ladder.begin(), rule->ladder.end(),
                                        [&](const RungRule& r) { return r.name == rung; });
}

void DefinitionBuilder::put_notice(const std::string& name, const Placed<NoticeText>& written) {
  bool is_rung = false;
  if (!knows_notice(name, is_rung) && read_cleanly_) {
    const Text known = listed(notice_names());
    problems_.add("definition.unknown_name", written.place, written.path,
                  {"没有这个通知，可用：时限名.督办级名、rung.ahead、rung.overdue、rung.escalate、"
                   "event、" +
                       known.zh,
                   "no such notice; known: RULE.RUNG of this definition, rung.ahead, "
                   "rung.overdue, rung.escalate, event, " +
                       known.en});
    return;
  }
  check_fields(name, written, is_rung);
  parts_->notices.insert_or_assign(name, written.value);
}

void DefinitionBuilder::check_fields(const std::string& name, const Placed<NoticeText>& written,
                                     bool is_rung) {
  const auto& known = is_rung ? rung_fields() : event_fields();
  const NoticeText& notice = written.value;
  for (const std::string* text :
       {&notice.subject.zh, &notice.subject.en, &notice.body.zh, &notice.body.en}) {
    for (std::size_t open = text->find('{'); open != std::string::npos;
         open = text->find('{', open + 1)) {
      const std::size_t close = text->find('}', open);
      const std::string field =
          close == std::string::npos ? "" : text->substr(open + 1, close - open - 1);
      if (std::find(known.begin(), known.end(), field) != known.end()) continue;
      const Text all = listed(known);
      problems_.add("definition.unknown_name", written.place, "notices." + name,
                    {"没有填充项{" + field + "}，可用：" + all.zh,
                     "no field {" + field + "} here; known: " + all.en});
    }
  }
}

// What every rung and event without a text of its own falls back to.
void DefinitionBuilder::require_fallback_notices() {
  if (!read_cleanly_) return;
  for (const char* name : {"rung.ahead", "rung.overdue", "rung.escalate", "event"})
    if (!parts_->notices.contains(name))
      problems_.add(
          "definition.missing_field", template_place_, std::string("notices.") + name,
          {std::string("请补上通知“") + name + "”", std::string("add the notice '") + name + "'"});
}

void DefinitionBuilder::fill_chart_rules() {
  ChartRules& rules = parts_->chart_rules;
  const std::pair<const char*, int*> taken[] = {
      {"intended_banks_least", &rules.intended_bank_least},
      {"intended_banks_most", &rules.intended_bank_limit},
      {"working_capital_months_usual", &rules.working_capital_months_usual},
      {"working_capital_months_most", &rules.working_capital_months_most},
      {"guarantee_fee_basis_points_most", &rules.guarantee_fee_bps_most}};
  for (const Limit& limit : parts_->limits)
    for (const auto& [name, value] : taken)
      if (limit.name == name) *value = limit.value;
  for (const Requirement& kind : parts_->information) rules.required_information.insert(kind.code);
  for (const auto& [list, reasons] : parts_->reasons)
    for (const ReasonCode& reason : reasons) rules.reasons[list].insert(reason.code);
  for (const StepRule& step : parts_->steps) {
    rules.steps[step.stage].insert(step.id);
    if (!step.after.empty()) rules.steps_before[step.id] = step.after;
    if (step.quorum > 1) rules.quorums[step.id] = step.quorum;
    if (step.kind == StepKind::kWait) rules.waits.insert(step.id);
    if (step.when || step.kind == StepKind::kNotice) parts_->has_conditional_steps = true;
  }
}

}  // namespace qianqiao
