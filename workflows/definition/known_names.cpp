#include "workflows/definition/known_names.h"

#include <algorithm>

#include "workflows/charts/chart.h"
#include "workflows/domain/audience.h"
#include "workflows/domain/people.h"

namespace qianqiao {

const std::vector<std::string>& clauses() {
  static const std::vector<std::string> names = {
      "(一)", "(二)",   "(三)",   "(四)",   "(五)",   "(六)",   "(七)",   "(八)",   "(九)",
      "(十)", "(十一)", "(十二)", "(十三)", "(十四)", "(十五)", "(十六)", "(十七)", kSilent};
  return names;
}

const std::vector<std::string>& subject_names() {
  static const std::vector<std::string> names = {"case", "referral", "slip"};
  return names;
}

SubjectKind subject_kind(std::string_view name) {
  if (name == "referral") return SubjectKind::kReferral;
  return name == "slip" ? SubjectKind::kSlip : SubjectKind::kCase;
}

std::string_view subject_name(SubjectKind kind) {
  return subject_names()[static_cast<std::size_t>(kind)];
}

const std::vector<std::string>& audience_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all;
    for (const Audience& audience : audiences()) all.emplace_back(audience.name);
    return all;
  }();
  return names;
}

std::optional<SubjectKind> hook_subject(std::string_view hook) {
  for (const SubjectKind kind : {SubjectKind::kCase, SubjectKind::kReferral, SubjectKind::kSlip}) {
    const auto& known = clock_hooks(kind);
    if (std::find(known.begin(), known.end(), hook) != known.end()) return kind;
  }
  return std::nullopt;
}

std::vector<std::string> hooks() {
  std::vector<std::string> all;
  for (const SubjectKind kind : {SubjectKind::kCase, SubjectKind::kReferral, SubjectKind::kSlip})
    all.insert(all.end(), clock_hooks(kind).begin(), clock_hooks(kind).end());
  return all;
}

const std::vector<std::string>& statutory_hooks() {
  static const std::vector<std::string> names = {"bank-decision", "bank-feedback",
                                                 "first-visit-round"};
  return names;
}

const std::vector<std::string>& reason_list_names() {
  // Beside the lists that charts insist on: reasons that screens offer where any words are taken.
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all = reason_lists();
    for (const char* offered : {"close", "misroute", "unresponsive", "waiver"})
      if (std::find(all.begin(), all.end(), offered) == all.end()) all.emplace_back(offered);
    return all;
  }();
  return names;
}

const std::vector<std::string>& step_stages() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> open_stages = states(SubjectKind::kCase);
    std::erase_if(open_stages, [](const std::string& state) {
      return is_final(SubjectKind::kCase, state);  // nobody ever leaves it through a step
    });
    return open_stages;
  }();
  return names;
}

const std::vector<std::string>& role_names() {
  static const std::vector<std::string> names(all_roles().begin(), all_roles().end());
  return names;
}

// In the order of StepKind.
const std::vector<std::string>& step_kind_names() {
  static const std::vector<std::string> names = {"form",   "approval", "department_report",
                                                 "plugin", "notice",   "wait"};
  return names;
}

StepKind step_kind(std::string_view name) {
  const auto& names = step_kind_names();
  const auto found = std::find(names.begin(), names.end(), name);
  return found == names.end() ? StepKind::kForm : static_cast<StepKind>(found - names.begin());
}

const std::vector<std::string>& rung_fields() {
  static const std::vector<std::string> names = {"enterprise", "bank", "county", "due",     "rule",
                                                 "clause",     "days", "case",   "referral"};
  return names;
}

const std::vector<std::string>& event_fields() {
  static const std::vector<std::string> names = {"enterprise", "bank", "county", "case",
                                                 "referral"};
  return names;
}

}  // namespace qianqiao
