#include "workflows/definition/layer_reader.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "workflows/definition/condition_reader.h"
#include "workflows/definition/form_schema.h"
#include "workflows/definition/known_names.h"
#include "workflows/definition/mapping_reader.h"
#include "workflows/domain/people.h"

namespace qianqiao {
namespace {

constexpr int kLongestRungOffset = 250;  // a year of working days
constexpr int kLargestQuorum = 9;

class LayerReader {
 public:
  LayerReader(LayerKind kind, const DefinitionSource& source,
              const std::vector<std::string>& clauses, Problems& problems)
      : file_(source.name), problems_(problems), clauses_(clauses) {
    layer_.kind = kind;
    layer_.file = source.name;
  }

  Layer read(const YamlNode& root);

 private:
  bool is_statute() const { return layer_.kind == LayerKind::kStatute; }
  MappingReader mapping(const YamlNode& node, const std::string& path) {
    return MappingReader(node, path, file_, problems_);
  }
  void read_clauses(MappingReader& top);
  void read_area(MappingReader& top);
  void read_approval(MappingReader& top);
  void read_deadline(const YamlNode& node, const std::string& path);
  std::optional<SubjectKind> read_subject(MappingReader& deadline);
  Budget read_budget(MappingReader& deadline);
  Budget read_days(MappingReader& reader, const std::string& path, bool may_be_date);
  Date read_date(MappingReader& budget);
  std::vector<RungRule> read_ladder(MappingReader& deadline);
  void read_rung(const YamlNode& node, const std::string& path, std::vector<RungRule>& ladder);
  void read_limit(const YamlNode& node, const std::string& path);
  Placed<Requirement> read_requirement(const YamlNode& node, const std::string& path);
  void read_reasons(const YamlNode& key, const YamlNode& list, const std::string& path);
  Placed<ReasonCode> read_reason(const YamlNode& node, const std::string& path);
  void read_audience(const YamlNode& audience, const std::string& at,
                     std::vector<std::string>& audiences);
  void read_step(const YamlNode& node, const std::string& path);
  void read_doer(MappingReader& reader, StepRule& step);
  void read_order(MappingReader& reader, StepRule& step);
  NoticeText read_step_notice(MappingReader& reader, StepRule& step);
  void read_notice(const YamlNode& key, const YamlNode& node, const std::string& path);
  void duplicate(const Place& place, const std::string& path, const std::string& name);

  std::string_view file_;
  Problems& problems_;
  std::vector<std::string> clauses_;  // that a rule may cite
  Layer layer_;
};

void LayerReader::duplicate(const Place& place, const std::string& path, const std::string& name) {
  problems_.add("definition.duplicate", place, path,
                {"“" + name + "”已有，请保留一处", "'" + name + "' is there already; keep one"});
}

Layer LayerReader::read(const YamlNode& root) {
  layer_.present = true;
  MappingReader top = mapping(root, "");
  const char* header = is_statute()                          ? "statute"
                       : layer_.kind == LayerKind::kTemplate ? "template"
                                                             : "overlay";
  layer_.title = top.text(header);
  if (is_statute())
    read_clauses(top);
  else
    read_area(top);
  const auto deadline = [&](const YamlNode& n, const std::string& p) { read_deadline(n, p); };
  if (layer_.kind == LayerKind::kOverlay)
    top.each_optional("deadlines", deadline);
  else
    top.each("deadlines", deadline);
  top.each_optional("limits", [&](const YamlNode& n, const std::string& p) { read_limit(n, p); });
  top.each_named_optional("reasons", [&](const YamlNode& key, const YamlNode& n,
                                         const std::string& p) { read_reasons(key, n, p); });
  if (is_statute()) {
    top.each("standards", [&](const YamlNode& n, const std::string& p) {
      layer_.standards.push_back(read_requirement(n, p));
    });
    top.each("information", [&](const YamlNode& n, const std::string& p) {
      layer_.information.push_back(read_requirement(n, p));
    });
  } else {
    top.each_optional("steps", [&](const YamlNode& n, const std::string& p) { read_step(n, p); });
    top.each_named_optional("notices", [&](const YamlNode& key, const YamlNode& n,
                                           const std::string& p) { read_notice(key, n, p); });
    layer_.visit_attempt_limit = top.optional_integer("visit_attempt_limit", 1, 20);
    layer_.visit_overlap_days = top.optional_integer("visit_overlap_days", 0, 365);
    if (layer_.kind == LayerKind::kTemplate) read_approval(top);
  }
  top.finish();
  return std::move(layer_);
}

// A notice of other clauses than (一) to (十七) names them, for those who cite them.
void LayerReader::read_clauses(MappingReader& top) {
  layer_.clauses = clauses();
  if (!top.has("clauses")) return;
  layer_.clauses = {kSilent};
  top.each("clauses", [&](const YamlNode& node, const std::string& path) {
    if (node.kind != YamlNode::Kind::kScalar || node.text.empty())
      problems_.add("definition.wrong_type", {file_, node.line, node.column}, path,
                    {"条款的名称，如第六条", "a clause's name, such as 第六条"});
    else if (std::count(layer_.clauses.begin(), layer_.clauses.end(), node.text) > 0)
      duplicate({file_, node.line, node.column}, path, node.text);
    else
      layer_.clauses.push_back(node.text);
  });
  clauses_ = layer_.clauses;
}

// Six characters: GB/T 2260, or a zone's internal code such as 4115Z1.
void LayerReader::read_area(MappingReader& top) {
  layer_.area = top.text("area");
  layer_.area_place = top.place("area");
  const bool fits =
      layer_.area.size() == 6 && std::all_of(layer_.area.begin(), layer_.area.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
      });
  if (!layer_.area.empty() && !fits)
    top.wrong_type("area", {"6位地区代码，如411502或4115Z1",
                            "an area's code of 6 characters, such as 411502 or 4115Z1"});
}

// A county cannot excuse itself from it: only the template has this field.
void LayerReader::read_approval(MappingReader& top) {
  static const std::vector<std::string> kNames = {"none", "second_person", "city"};
  const std::string name = top.optional_one_of("approval", kNames);
  const auto found = std::find(kNames.begin(), kNames.end(), name);
  if (found != kNames.end()) layer_.approval = static_cast<Approval>(found - kNames.begin());
}

void LayerReader::read_deadline(const YamlNode& node, const std::string& path) {
  MappingReader reader = mapping(node, path);
  WrittenDeadline deadline;
  deadline.hook = reader.identifier("hook");
  deadline.subject = read_subject(reader);
  // The statute states everything itself; what others leave out they inherit.
  deadline.clause =
      is_statute() ? reader.one_of("clause", clauses_) : reader.optional_one_of("clause", clauses_);
  deadline.title =
      is_statute() ? reader.both_languages("title") : reader.optional_both_languages("title");
  deadline.anchor =
      is_statute() ? reader.both_languages("anchor") : reader.optional_both_languages("anchor");
  if (is_statute()) deadline.quote = reader.text("quote");
  deadline.budget = read_budget(reader);
  deadline.ladder = read_ladder(reader);
  reader.finish();
  for (const auto& other : layer_.deadlines)
    if (!deadline.hook.empty() && other.value.hook == deadline.hook)
      return duplicate(reader.place("hook"), reader.path("hook"), deadline.hook);
  layer_.deadlines.push_back({std::move(deadline), path, reader.place()});
}

std::optional<SubjectKind> LayerReader::read_subject(MappingReader& deadline) {
  const std::string name = is_statute() ? deadline.one_of("subject", subject_names())
                                        : deadline.optional_one_of("subject", subject_names());
  if (name.empty()) return std::nullopt;
  return subject_kind(name);
}

Budget LayerReader::read_budget(MappingReader& deadline) {
  const YamlNode* node = deadline.node("budget");
  if (node == nullptr) {
    problems_.add("definition.missing_field", deadline.place(), deadline.path("budget"),
                  {"请补上“budget”", "add 'budget'"});
    return {};
  }
  MappingReader reader = mapping(*node, deadline.path("budget"));
  if (node->kind != YamlNode::Kind::kMapping) return {};
  const Budget budget = read_days(reader, deadline.path("budget"), /*may_be_date=*/true);
  reader.finish();
  return budget;
}

// Exactly one of the units, among the fields of `reader`.
Budget LayerReader::read_days(MappingReader& reader, const std::string& path, bool may_be_date) {
  std::vector<std::string> units = {"calendar_days", "working_days"};
  if (may_be_date) units.emplace_back("fixed_date");
  const auto given = std::count_if(units.begin(), units.end(), [&](const std::string& unit) {
    return reader.node(unit) != nullptr;
  });
  if (given != 1) {
    problems_.add("definition.missing_field", reader.place(), path,
                  {std::string("只写calendar_days（日）、working_days（工作日）") +
                       (may_be_date ? "、fixed_date（固定日期）" : "") + "中的一项",
                   std::string("exactly one of calendar_days") +
                       (may_be_date ? ", working_days and fixed_date" : " and working_days")});
    return {};
  }
  if (reader.has("calendar_days"))
    return {BudgetUnit::kCalendarDays, reader.integer("calendar_days", 1, kLongestBudgetDays), {}};
  if (reader.has("working_days"))
    return {BudgetUnit::kWorkingDays, reader.integer("working_days", 1, kLongestBudgetDays), {}};
  return {BudgetUnit::kFixedDate, 0, read_date(reader)};
}

Date LayerReader::read_date(MappingReader& budget) {
  const std::string text = budget.text("fixed_date");
  if (text.empty()) return {};
  const auto date = parse_date(text);
  if (!date) budget.wrong_type("fixed_date", {"日期，如2024-11-20", "a date such as 2024-11-20"});
  return date.value_or(Date{});
}

std::vector<RungRule> LayerReader::read_ladder(MappingReader& deadline) {
  std::vector<RungRule> ladder;
  const std::size_t before = problems_.found().size();
  deadline.each("ladder", [&](const YamlNode& node, const std::string& path) {
    read_rung(node, path, ladder);
  });
  const bool has_overdue = std::any_of(ladder.begin(), ladder.end(), [](const RungRule& rung) {
    return rung.offset_working_days == 0;
  });
  if (!has_overdue && problems_.found().size() == before)  // a breach that nobody hears of
    problems_.add("definition.missing_field", deadline.place("ladder"), deadline.path("ladder"),
                  {"要有offset为0的一级：逾期时告知谁",
                   "a rung with offset 0: whom to tell when the deadline passes"});
  std::stable_sort(ladder.begin(), ladder.end(), [](const RungRule& a, const RungRule& b) {
    return a.offset_working_days < b.offset_working_days;
  });
  return ladder;
}

void LayerReader::read_audience(const YamlNode& audience, const std::string& at,
                                std::vector<std::string>& audiences) {
  const auto& known = audience_names();
  const Place place{file_, audience.line, audience.column};
  if (std::find(known.begin(), known.end(), audience.text) == known.end()) {
    const Text all = listed(known);
    problems_.add("definition.unknown_name", place, at,
                  {"没有对象“" + audience.text + "”，可用：" + all.zh,
                   "no audience '" + audience.text + "'; known: " + all.en});
  } else if (std::count(audiences.begin(), audiences.end(), audience.text) > 0) {
    duplicate(place, at, audience.text);
  } else {
    audiences.push_back(audience.text);
  }
}

void LayerReader::read_rung(const YamlNode& node, const std::string& path,
                            std::vector<RungRule>& ladder) {
  MappingReader reader = mapping(node, path);
  RungRule rung;
  rung.name = reader.identifier("rung");
  rung.offset_working_days = reader.integer("offset", -kLongestRungOffset, kLongestRungOffset);
  reader.each("to", [&](const YamlNode& audience, const std::string& at) {
    read_audience(audience, at, rung.audiences);
  });
  reader.finish();
  if (rung.name.empty() || !reader.has("offset")) return;
  for (const RungRule& other : ladder) {
    if (other.name == rung.name)
      return duplicate(reader.place("rung"), reader.path("rung"), rung.name);
    if (other.offset_working_days == rung.offset_working_days)
      return duplicate(reader.place("offset"), reader.path("offset"),
                       std::to_string(rung.offset_working_days));
  }
  ladder.push_back(std::move(rung));
}

void LayerReader::read_limit(const YamlNode& node, const std::string& path) {
  MappingReader reader = mapping(node, path);
  Limit limit;
  limit.name = reader.identifier("name");
  limit.value = reader.integer("value", 0, 1'000'000);
  if (is_statute()) {
    limit.clause = reader.one_of("clause", clauses_);
    limit.title = reader.both_languages("title");
  }
  reader.finish();
  for (const auto& other : layer_.limits)
    if (!limit.name.empty() && other.value.name == limit.name)
      return duplicate(reader.place("name"), reader.path("name"), limit.name);
  layer_.limits.push_back({std::move(limit), path, reader.place("value")});
}

Placed<Requirement> LayerReader::read_requirement(const YamlNode& node, const std::string& path) {
  MappingReader reader = mapping(node, path);
  Requirement requirement;
  requirement.code = reader.identifier("code");
  requirement.title = reader.both_languages("title");
  requirement.clause =
      is_statute() ? reader.one_of("clause", clauses_) : reader.optional_one_of("clause", clauses_);
  reader.finish();
  return {std::move(requirement), path, reader.place("code")};
}

void LayerReader::read_reasons(const YamlNode& key, const YamlNode& list, const std::string& path) {
  const auto& known = reason_list_names();
  if (std::find(known.begin(), known.end(), key.text) == known.end()) {
    const Text all = listed(known);
    problems_.add("definition.unknown_name", {file_, key.line, key.column}, path,
                  {"没有理由清单“" + key.text + "”，可用：" + all.zh,
                   "no list of reasons '" + key.text + "'; known: " + all.en});
  }
  if (list.kind != YamlNode::Kind::kList) {
    problems_.add("definition.wrong_type", {file_, list.line, list.column}, path,
                  {"应为以“- ”开头的列表", "a list of lines that begin with '- '"});
    return;
  }
  auto& reasons = layer_.reasons[key.text];
  for (std::size_t i = 0; i < list.items.size(); ++i)
    reasons.push_back(read_reason(list.items[i], path + "[" + std::to_string(i + 1) + "]"));
}

Placed<ReasonCode> LayerReader::read_reason(const YamlNode& node, const std::string& path) {
  MappingReader reader = mapping(node, path);
  ReasonCode reason;
  reason.code = reader.identifier("code");
  reason.title = reader.both_languages("title");
  reason.repairable = reader.flag("repairable");
  reason.is_statutory = is_statute();
  reason.department = reader.optional_text("department");
  reason.clause =
      is_statute() ? reader.one_of("clause", clauses_) : reader.optional_one_of("clause", clauses_);
  reader.finish();
  return {std::move(reason), path, reader.place("code")};
}

void LayerReader::read_step(const YamlNode& node, const std::string& path) {
  MappingReader reader = mapping(node, path);
  Layer::WrittenStep written;
  StepRule& step = written.value;
  step.id = reader.identifier("id");
  step.stage = reader.one_of("stage", step_stages());
  const std::string kind = reader.one_of("kind", step_kind_names());
  step.kind = step_kind(kind);
  step.title = reader.both_languages("title");
  read_doer(reader, step);
  read_order(reader, step);
  if (const YamlNode* form = reader.node("form"))
    step.form_json = read_form(*form, reader.path("form"), file_, problems_);
  else if (kind == "form")
    problems_.add("definition.missing_field", reader.place(), reader.path("form"),
                  {"表单步骤要写明表单", "a step of kind form says which form"});
  if (step.kind == StepKind::kNotice) written.notice = read_step_notice(reader, step);
  reader.finish();
  written.path = path;
  written.place = reader.place("id");
  layer_.steps.push_back(std::move(written));
}

// Who does it; nobody sends a notice or waits.
void LayerReader::read_doer(MappingReader& reader, StepRule& step) {
  switch (step.kind) {
    case StepKind::kDepartmentReport:  // the department's people do it
      step.role = reader.optional_one_of("role", {std::string(roles::kDepartment)});
      step.role = roles::kDepartment;
      step.department = reader.text("department");
      return;
    case StepKind::kNotice:
      return;
    case StepKind::kWait:
      step.wait = read_days(reader, reader.path("working_days"), /*may_be_date=*/false);
      return;
    case StepKind::kPlugin:  // without a name of its own the hook is called as the step is
      step.plugin = reader.identifier("plugin");
      step.hook = reader.optional_text("hook");
      if (step.hook.empty()) step.hook = step.id;
      break;
    case StepKind::kApproval:
      step.quorum = reader.optional_integer("quorum", 1, kLargestQuorum).value_or(1);
      break;
    case StepKind::kForm:
      break;
  }
  step.role = reader.one_of("role", role_names());
}

// When its turn comes, and whether at all.
void LayerReader::read_order(MappingReader& reader, StepRule& step) {
  reader.each_optional("after", [&](const YamlNode& earlier, const std::string&) {
    step.after.insert(earlier.text);
  });
  if (const YamlNode* when = reader.node("when"))
    step.when = read_condition(*when, reader.path("when"), file_, problems_);
}

NoticeText LayerReader::read_step_notice(MappingReader& reader, StepRule& step) {
  reader.each("to", [&](const YamlNode& audience, const std::string& at) {
    read_audience(audience, at, step.audiences);
  });
  const YamlNode* text = reader.node("text");
  if (text == nullptr) {
    problems_.add("definition.missing_field", reader.place(), reader.path("text"),
                  {"请写明通知的文稿：{subject, body}", "the notice's text: {subject, body}"});
    return {};
  }
  MappingReader words = mapping(*text, reader.path("text"));
  NoticeText notice{words.both_languages("subject"), words.both_languages("body")};
  words.finish();
  return notice;
}

void LayerReader::read_notice(const YamlNode& key, const YamlNode& node, const std::string& path) {
  MappingReader reader = mapping(node, path);
  NoticeText notice{reader.both_languages("subject"), reader.both_languages("body")};
  reader.finish();
  layer_.notices.try_emplace(
      key.text, Placed<NoticeText>{std::move(notice), path, {file_, key.line, key.column}});
}

}  // namespace

Layer read_layer(LayerKind kind, const DefinitionSource& source,
                 const std::vector<std::string>& clauses, Problems& problems) {
  Layer absent;
  absent.kind = kind;
  absent.file = source.name;
  const auto root = parse_yaml(source.yaml, source.name, problems);
  if (!root) return absent;
  if (root->kind == YamlNode::Kind::kNull) {
    if (kind != LayerKind::kOverlay)
      problems.add("definition.missing_field", {source.name, 1, 1}, "",
                   {"文件是空的", "the file is empty"});
    return absent;
  }
  Layer layer = LayerReader(kind, source, clauses, problems).read(*root);
  layer.canonical = to_json(*root).dump();
  return layer;
}

}  // namespace qianqiao
