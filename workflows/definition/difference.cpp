#include "workflows/definition/difference.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

#include "workflows/definition/explain.h"

namespace qianqiao {
namespace {

using Change = DefinitionDifference::Change;
using Part = DefinitionDifference::Part;

using Parts = std::vector<DefinitionPart>;

const DefinitionPart* find(const Parts& parts, const std::string& name) {
  const auto found = std::find_if(parts.begin(), parts.end(),
                                  [&](const DefinitionPart& part) { return part.name == name; });
  return found == parts.end() ? nullptr : &*found;
}

void add(std::vector<DefinitionDifference>& out, Change change, const DefinitionPart& part,
         Text before, Text after) {
  out.push_back(
      {change, part.part, part.name, part.stage, part.clause, std::move(before), std::move(after)});
}

void compare(const Parts& before, const Parts& after, std::vector<DefinitionDifference>& out) {
  for (const DefinitionPart& part : after) {
    const DefinitionPart* earlier = find(before, part.name);
    if (earlier == nullptr)
      add(out, Change::kAdded, part, {}, part.sentence);
    else if (!part.says_as(*earlier))
      add(out, Change::kChanged, part, earlier->sentence, part.sentence);
  }
  for (const DefinitionPart& part : before)
    if (find(after, part.name) == nullptr) add(out, Change::kRemoved, part, part.sentence, {});
}

Parts deadlines_of(const Definition& definition) {
  Parts parts;
  for (const DeadlineRule& rule : definition.rules())
    parts.push_back({Part::kDeadline, rule.name, "", rule.clause, explain(rule)});
  return parts;
}

Parts limits_of(const Definition& definition) {
  Parts parts;
  for (const Limit& limit : definition.limits())
    parts.push_back({Part::kLimit, limit.name, "", limit.clause, explain(limit)});
  return parts;
}

Parts visits_of(const Definition& definition) {
  return {{Part::kVisits, "visits", "", "", explain_visits(definition.chart_rules())}};
}

// "表单：间数（必填）、备注。"
void add_form(Text& sentence, const std::string& form_json) {
  const auto form = nlohmann::json::parse(form_json, nullptr, /*allow_exceptions=*/false);
  if (!form.is_object() || !form.contains("properties")) return;
  const auto required = form.value("required", std::vector<std::string>());
  std::string zh, en;
  for (const auto& [name, field] : form["properties"].items()) {
    const bool must = std::find(required.begin(), required.end(), name) != required.end();
    const std::string title = field.value("title", name);
    const std::string only =
        field.contains("visible_when") ? field["visible_when"].value("field", std::string()) : "";
    zh += (zh.empty() ? "" : "、") + title + (must ? "（必填）" : "") +
          (only.empty() ? "" : "（视" + only + "而定）");
    en += (en.empty() ? "" : ", ") + field.value("title_en", title) + (must ? " (required)" : "") +
          (only.empty() ? "" : " (depends on " + only + ")");
  }
  sentence.zh += "表单：" + zh + "。";
  sentence.en += " Form: " + en + ".";
}

Parts steps_of(const Definition& definition) {
  Parts parts;
  for (const StepRule& step : definition.steps()) {
    Text sentence = explain(step);
    if (!step.form_json.empty()) add_form(sentence, step.form_json);
    parts.push_back({Part::kStep, step.id, step.stage, "", std::move(sentence), step.form_json});
  }
  return parts;
}

Parts reasons_of(const Definition& definition) {
  Parts parts;
  for (const auto& [list, reasons] : definition.reasons())
    for (const ReasonCode& reason : reasons)
      parts.push_back(
          {Part::kReason, list + "/" + reason.code, "", reason.clause, explain(reason, list)});
  return parts;
}

Parts notices_of(const Definition& definition) {
  Parts parts;
  for (const auto& [name, notice] : definition.notices())
    parts.push_back({Part::kNotice,
                     name,
                     "",
                     "",
                     {"文稿“" + name + "”：" + notice.subject.zh + "——" + notice.body.zh,
                      "Text '" + name + "': " + notice.subject.en + " - " + notice.body.en}});
  return parts;
}

Parts approval_of(const Definition& definition) {
  return {{Part::kApproval, "approval", "", "", explain(definition.approval())}};
}

constexpr auto kKinds = {deadlines_of, limits_of,  visits_of,  steps_of,
                         reasons_of,   notices_of, approval_of};

}  // namespace

std::vector<DefinitionPart> parts_of(const Definition& definition) {
  Parts all;
  for (const auto of_kind : kKinds) {
    Parts some = of_kind(definition);
    all.insert(all.end(), std::make_move_iterator(some.begin()),
               std::make_move_iterator(some.end()));
  }
  return all;
}

std::vector<DefinitionDifference> differences(const Definition& before, const Definition& after) {
  std::vector<DefinitionDifference> out;
  for (const auto of_kind : kKinds) compare(of_kind(before), of_kind(after), out);
  return out;
}

Text explain(const DefinitionDifference& difference) {
  switch (difference.change) {
    case Change::kAdded:
      return {"新增：" + difference.after.zh, "New: " + difference.after.en};
    case Change::kRemoved:
      return {"取消：" + difference.before.zh, "No more: " + difference.before.en};
    case Change::kChanged:
      return {"原为：" + difference.before.zh + "改为：" + difference.after.zh,
              "Was: " + difference.before.en + " Is: " + difference.after.en};
  }
  return {};
}

std::string_view to_string(Change change) {
  switch (change) {
    case Change::kAdded:
      return "added";
    case Change::kRemoved:
      return "removed";
    case Change::kChanged:
      return "changed";
  }
  return {};
}

std::string_view to_string(Part part) {
  switch (part) {
    case Part::kDeadline:
      return "deadline";
    case Part::kLimit:
      return "limit";
    case Part::kVisits:
      return "visits";
    case Part::kStep:
      return "step";
    case Part::kReason:
      return "reason";
    case Part::kNotice:
      return "notice";
    case Part::kApproval:
      return "approval";
  }
  return {};
}

}  // namespace qianqiao
