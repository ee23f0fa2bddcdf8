#include "workflows/definition/explain.h"

#include <fmt/format.h>

#include "workflows/definition/known_names.h"
#include "workflows/definition/titles.h"

namespace qianqiao {
namespace {

constexpr char kProvinceList[] = "province_list";
constexpr double kBasisPointsPerPercent = 100;

// "(六)" and "第六条" as they stand in Chinese sentences: "（六）", "（第六条）".
std::string clause_zh(const std::string& clause) {
  if (clause.empty() || clause == kSilent) return clause;
  const bool is_bracketed = clause.size() > 2 && clause.front() == '(';
  return "（" + (is_bracketed ? clause.substr(1, clause.size() - 2) : clause) + "）";
}

std::string clause_en(const std::string& clause) { return clause.empty() ? "" : " " + clause; }

std::string join_zh(const std::vector<std::string>& parts, const char* between = "、") {
  return fmt::format("{}", fmt::join(parts, between));
}

std::string join_en(const std::vector<std::string>& parts) {
  if (parts.size() < 2) return parts.empty() ? "" : parts.front();
  const std::vector<std::string> head(parts.begin(), parts.end() - 1);
  return fmt::format("{} and {}", fmt::join(head, ", "), parts.back());
}

std::string capitalised(std::string sentence) {
  if (!sentence.empty() && sentence[0] >= 'a' && sentence[0] <= 'z')
    sentence[0] = static_cast<char>(sentence[0] - 'a' + 'A');
  return sentence;
}

Text explain_budget(const DeadlineRule& rule) {
  const int days = rule.budget.days;
  const std::string zh_clause = clause_zh(rule.clause);
  const std::string en_clause = clause_en(rule.clause);
  switch (rule.budget.unit) {
    case BudgetUnit::kCalendarDays:
      return {fmt::format("{}后{}日内{}{}；末日不是工作日的，顺延到下一个工作日。", rule.anchor.zh,
                          days, rule.title.zh, zh_clause),
              capitalised(fmt::format("{}: {} within {} days{}; where the last day is no working "
                                      "day, by the next one.",
                                      rule.anchor.en, rule.title.en, days, en_clause))};
    case BudgetUnit::kWorkingDays:
      return {fmt::format("{}后{}个工作日内{}{}。", rule.anchor.zh, days, rule.title.zh, zh_clause),
              capitalised(fmt::format("{}: {} within {} working day{}{}.", rule.anchor.en,
                                      rule.title.en, days, days == 1 ? "" : "s", en_clause))};
    case BudgetUnit::kFixedDate:
      return {fmt::format("{}后，在轮次截止日（首轮为{}，含当日，不顺延）前{}{}。", rule.anchor.zh,
                          format_date(rule.budget.fixed_date), rule.title.zh, zh_clause),
              capitalised(fmt::format("{}: {} by the round's last day, that day included and never "
                                      "moved ({} in the first round){}.",
                                      rule.anchor.en, rule.title.en,
                                      format_date(rule.budget.fixed_date), en_clause))};
  }
  return {};
}

// Rungs with the same audiences before the deadline are told in one breath: "7、3、1".
std::vector<std::vector<const RungRule*>> gathered(const std::vector<RungRule>& ladder) {
  std::vector<std::vector<const RungRule*>> groups;
  for (const RungRule& rung : ladder) {
    const bool joins = !groups.empty() && rung.offset_working_days < 0 &&
                       groups.back().front()->audiences == rung.audiences;
    if (joins)
      groups.back().push_back(&rung);
    else
      groups.push_back({&rung});
  }
  return groups;
}

struct Told {
  std::vector<std::string> people_zh, people_en;
  bool listed = false;  // in the circular and the report to the province
};

Told told_by(const RungRule& rung) {
  Told told;
  for (const std::string& audience : rung.audiences) {
    if (audience == kProvinceList) {
      told.listed = true;
      continue;
    }
    const Text title = audience_title(audience);
    told.people_zh.push_back(title.zh);
    told.people_en.push_back(title.en);
  }
  return told;
}

Text explain_rungs(const std::vector<const RungRule*>& rungs) {
  const int offset = rungs.front()->offset_working_days;
  const Told told = told_by(*rungs.front());
  std::vector<std::string> days;
  for (const RungRule* rung : rungs) days.push_back(std::to_string(-rung->offset_working_days));
  Text when;
  if (offset < 0) {
    when.zh = fmt::format("到期前{}个工作日", join_zh(days));
    when.en = fmt::format("{} working day{} before, ", join_en(days),
                          days.size() == 1 && offset == -1 ? "" : "s");
  } else if (offset == 0) {
    when = {"逾期即", "when it passes, "};
  } else {
    when.zh = fmt::format("逾期{}个工作日", offset);
    when.en = fmt::format("{} working day{} late, ", offset, offset == 1 ? "" : "s");
  }
  const char* verb_zh = offset < 0 ? "提醒" : offset == 0 ? "告知" : "报告";
  const char* verb_en = offset < 0 ? "remind" : "tell";
  Text sentence = when;
  if (!told.people_zh.empty()) {
    sentence.zh += verb_zh + join_zh(told.people_zh);
    sentence.en += fmt::format("{} {}", verb_en, join_en(told.people_en));
  }
  if (told.listed) {
    const Text list = audience_title(kProvinceList);
    sentence.zh += (told.people_zh.empty() ? "" : "，并") + ("列入" + list.zh);
    sentence.en += (told.people_en.empty() ? "" : " and ") + ("list it in " + list.en);
  }
  return sentence;
}

Text explain_force(const DeadlineRule& rule) {
  if (rule.effect == Effect::kStatutory)
    return {"这是办法规定的时限，县区不得放宽、延长或中止。",
            "This clock is the notice's own: no county loosens, extends or pauses it."};
  if (rule.name != rule.hook)
    return {"这是在办法时限之外另设的更严时限，办法的时限照常计算。",
            "This tighter clock runs beside the notice's own, which stays as it is."};
  return {"这是服务时限，由市模板或县区设定。",
          "This is a service clock, set by the city's template or the county."};
}

Text explain_requirements(const std::vector<Requirement>& all, const Text& opening) {
  std::vector<std::string> zh, en;
  for (const Requirement& requirement : all) {
    zh.push_back(requirement.title.zh);
    en.push_back(requirement.title.en);
  }
  const std::string clause = all.empty() ? "" : all.front().clause;
  return {opening.zh + join_zh(zh) + clause_zh(clause) + "。",
          opening.en + join_en(en) + clause_en(clause) + "."};
}

// Who does what at the step; without where and when.
Text explain_deed(const StepRule& step) {
  const Text role = role_title(step.role);
  const Text& title = step.title;
  switch (step.kind) {
    case StepKind::kPlugin:
      return {fmt::format("由插件“{}”办理“{}”；插件办不了的，由{}办理，法定时限照常计算",
                          step.plugin, title.zh, role.zh),
              fmt::format("the plugin '{}' does '{}'; where it cannot, {} does, and statutory "
                          "clocks run on",
                          step.plugin, title.en, role.en)};
    case StepKind::kNotice: {
      std::vector<std::string> zh, en;
      for (const std::string& audience : step.audiences) {
        zh.push_back(audience_title(audience).zh);
        en.push_back(audience_title(audience).en);
      }
      return {fmt::format("自动通知{}：“{}”", join_zh(zh), title.zh),
              fmt::format("'{}' is sent to {} by itself", title.en, join_en(en))};
    }
    case StepKind::kWait: {
      const bool working = step.wait.unit == BudgetUnit::kWorkingDays;
      return {fmt::format("“{}”，等待{}个{}，期满自动完成", title.zh, step.wait.days,
                          working ? "工作日" : "日"),
              fmt::format("'{}' waits {} {}day{} and ends by itself", title.en, step.wait.days,
                          working ? "working " : "", step.wait.days == 1 ? "" : "s")};
    }
    case StepKind::kApproval:
      if (step.quorum > 1)
        return {fmt::format("由{}名不同的{}分别批准“{}”", step.quorum, role.zh, title.zh),
                fmt::format("{} different people of {} must approve '{}'", step.quorum, role.en,
                            title.en)};
      return {fmt::format("由{}批准“{}”", role.zh, title.zh),
              fmt::format("{} must approve '{}'", role.en, title.en)};
    case StepKind::kDepartmentReport:
      return {fmt::format("由{}（{}）出具部门意见“{}”", role.zh, step.department, title.zh),
              fmt::format("{} ({}) must report on '{}'", role.en, step.department, title.en)};
    case StepKind::kForm:
      return {fmt::format("由{}填写表单“{}”", role.zh, title.zh),
              fmt::format("{} must fill in the form '{}'", role.en, title.en)};
  }
  return {};
}

Text explain_reasons(const std::string& list, const std::vector<ReasonCode>& reasons) {
  std::vector<std::string> zh, en;
  for (const ReasonCode& reason : reasons) {
    zh.push_back(reason.title.zh + clause_zh(reason.clause));
    en.push_back(reason.title.en + clause_en(reason.clause));
  }
  return {fmt::format("理由清单“{}”：{}。", list, join_zh(zh, "；")),
          fmt::format("Reasons of '{}': {}.", list, fmt::join(en, "; "))};
}

}  // namespace

Text explain(const Limit& limit) {
  std::string value = std::to_string(limit.value);
  if (limit.name.find("basis_points") != std::string::npos)
    value = fmt::format("{}（{:g}%）", limit.value, limit.value / kBasisPointsPerPercent);
  return {
      fmt::format("{}：{}{}。", limit.title.zh, value, clause_zh(limit.clause)),
      capitalised(fmt::format("{}: {}{}.", limit.title.en, limit.value, clause_en(limit.clause)))};
}

Text explain(const StepRule& step) {
  const Text stage = state_title(SubjectKind::kCase, step.stage);
  const Text deed = explain_deed(step);
  Text sentence = {
      fmt::format("“{}”环节增加一步：{}，完成后才能进入下一环节。", stage.zh, deed.zh),
      fmt::format("At '{}' one more step: {} before the case goes on.", stage.en, deed.en)};
  if (!step.after.empty()) {
    const std::vector<std::string> earlier(step.after.begin(), step.after.end());
    sentence.zh += fmt::format("须在这些步骤之后：{}。", join_zh(earlier));
    sentence.en += fmt::format(" It comes after {}.", join_en(earlier));
  }
  if (step.when) {
    const Text when = explain(*step.when);
    sentence.zh += fmt::format("仅在{}时需要；无法判断的，仍须办理。", when.zh);
    sentence.en +=
        fmt::format(" Only where {}; where that cannot be decided it is needed.", when.en);
  }
  return sentence;
}

Text explain(const ReasonCode& reason, const std::string& list) {
  const Text help = reason.department.empty() ? Text{}
                                              : Text{"，由" + reason.department + "部门协助",
                                                     ", with the help of " + reason.department};
  const Text mended = reason.repairable ? Text{"，可以改进", ", can be mended"} : Text{};
  return {"理由“" + reason.title.zh + "”" + clause_zh(reason.clause) + "（" + list + "）" +
              mended.zh + help.zh + "。",
          "Reason of '" + list + "': " + reason.title.en + clause_en(reason.clause) + mended.en +
              help.en + "."};
}

Text explain(Approval approval) {
  switch (approval) {
    case Approval::kNone:
      return {"县区方案由起草人发布。", "A county's draft is published by who wrote it."};
    case Approval::kSecondPerson:
      return {"县区方案经起草人以外的一人同意后发布。",
              "A county's draft is published when somebody other than its author agreed."};
    case Approval::kCity:
      return {"县区方案经市协调机制办公室同意后发布。",
              "A county's draft is published when the city office agreed."};
  }
  return {};
}

Text explain_visits(const ChartRules& rules) {
  return {fmt::format("联系企业{}次仍无法走访的，可以按无法联系办结；{}日内有其他走访的，先提示†。",
                      rules.visit_attempt_limit, rules.visit_overlap_days),
          fmt::format("After {} attempts without a visit the case may be closed as unreachable; "
                      "another visit within {} days is shown first †.",
                      rules.visit_attempt_limit, rules.visit_overlap_days)};
}

Text explain(const DeadlineRule& rule) {
  const Text budget = explain_budget(rule);
  std::vector<std::string> zh, en;
  for (const auto& rungs : gathered(rule.ladder)) {
    const Text sentence = explain_rungs(rungs);
    zh.push_back(sentence.zh);
    en.push_back(sentence.en);
  }
  const Text force = explain_force(rule);
  return {budget.zh + join_zh(zh, "；") + "。" + force.zh,
          fmt::format("{} {}. {}", budget.en, capitalised(fmt::format("{}", fmt::join(en, "; "))),
                      force.en)};
}

std::vector<Sentence> explain(const Definition& definition) {
  using About = Sentence::About;
  std::vector<Sentence> all;
  for (const DeadlineRule& rule : definition.rules())
    all.push_back({About::kDeadline, rule.name, "", rule.clause, rule.effect == Effect::kStatutory,
                   explain(rule)});
  for (const Limit& limit : definition.limits())
    all.push_back({About::kLimit, limit.name, "", limit.clause, true, explain(limit)});
  const auto required = [&](About about, const std::vector<Requirement>& some,
                            const Text& opening) {
    all.push_back({about, "", "", some.empty() ? "" : some.front().clause, true,
                   explain_requirements(some, opening)});
  };
  required(About::kStandards, definition.standards(),
           {"申报须逐项对照基本标准：", "An application answers: "});
  required(About::kInformation, definition.information(),
           {"审核须具备下列信息，缺少的须说明免于提供的理由：",
            "A review needs, or waives with a reason: "});
  all.push_back({About::kVisits, "", "", "", false, explain_visits(definition.chart_rules())});
  for (const StepRule& step : definition.steps())
    all.push_back({About::kStep, step.id, step.stage, "", false, explain(step)});
  for (const auto& [list, reasons] : definition.reasons())
    all.push_back({About::kReasons, list, "", "", false, explain_reasons(list, reasons)});
  all.push_back({About::kApproval, "", "", "", false, explain(definition.approval())});
  return all;
}

std::string_view to_string(Sentence::About about) {
  constexpr std::string_view kNames[] = {"deadline", "limit", "standards", "information",
                                         "visits",   "step",  "reasons",   "approval"};
  return kNames[static_cast<std::size_t>(about)];
}

}  // namespace qianqiao
