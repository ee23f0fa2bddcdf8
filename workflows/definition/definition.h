// What a county's workflow is made of: the statute (the notice's rules, locked), the city template
// and the county's overlay, merged. Immutable; a published version is named by its digest and
// cases keep the version they entered a stage with.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "workflows/base/result.h"
#include "workflows/base/text.h"
#include "workflows/charts/chart.h"
#include "workflows/domain/deadline.h"

namespace qianqiao {

// A step of the ladder (督办阶梯): when it fires and whom it tells.
struct RungRule {
  std::string name;                    // "ahead-3", "overdue", "escalate-1"
  int offset_working_days = 0;         // before (-), at (0), after (+) the deadline
  std::vector<std::string> audiences;  // see `Audience` names in the statute file
  bool operator==(const RungRule&) const = default;
};

struct DeadlineRule {
  std::string name;  // "bank-decision"; a county's tighter one is "bank-decision@411502"
  std::string hook;  // the name that charts arm and drop; equal to `name` in the statute
  SubjectKind subject;
  std::string clause;  // "(六)"
  Text title;          // what must be done until then
  Effect effect;
  Budget budget;
  std::vector<RungRule> ladder;  // by offset
  bool operator==(const DeadlineRule&) const = default;
};

enum class StepKind { kForm, kApproval, kDepartmentReport };
struct StepRule {
  std::string id;
  std::string stage;  // leaf state it belongs to
  StepKind kind;
  Text title;
  std::string role;        // who does it
  std::string department;  // of a report: organisation id within the county, else empty
  std::string form_json;   // JSON Schema draft-07 of the form's data; empty: none
  bool operator==(const StepRule&) const = default;
};

struct ReasonCode {
  std::string code;
  Text title;
  bool repairable = false;  // of a decline: can the enterprise mend it?
  std::string department;   // who helps with it; empty: nobody in particular
  bool operator==(const ReasonCode&) const = default;
};

// A text that is sent; {field} is filled in.
struct NoticeText {
  Text subject;
  Text body;
  bool operator==(const NoticeText&) const = default;
};

class Definition {
 public:
  // Statute ← template ← overlay (may be empty). Errors: definition.* with file and line.
  static Result<Definition> merge(std::string_view statute_yaml, std::string_view template_yaml,
                                  std::string_view overlay_yaml);
  // 信发改财金〔2024〕329号 with the city's template.
  static const Definition& shipped();

  const std::string& version() const { return version_; }  // first 12 hex digits of SM3 of content

  // All deadlines that the hook arms: the statutory one first, then the county's own.
  std::vector<const DeadlineRule*> rules_for(std::string_view hook) const;
  const DeadlineRule* rule(std::string_view name) const;  // null: none
  // May the hook be absent? Statutory hooks may not.
  bool is_statutory_hook(std::string_view hook) const;

  const ChartRules& chart_rules() const { return chart_rules_; }
  const std::vector<StepRule>& steps() const { return steps_; }
  const std::map<std::string, std::vector<ReasonCode>>& reasons() const { return reasons_; }
  const NoticeText* notice(std::string_view name) const;  // null: none
  // audience name ("county_leader") → role and where it is looked for; see audience.h.
  const std::vector<DeadlineRule>& rules() const { return rules_; }

  // The sources, for storing and showing a version.
  const std::string& statute_yaml() const { return statute_yaml_; }
  const std::string& template_yaml() const { return template_yaml_; }
  const std::string& overlay_yaml() const { return overlay_yaml_; }

 private:
  friend class DefinitionBuilder;
  std::string version_, statute_yaml_, template_yaml_, overlay_yaml_;
  std::vector<DeadlineRule> rules_;
  std::vector<StepRule> steps_;
  std::map<std::string, std::vector<ReasonCode>> reasons_;
  std::map<std::string, NoticeText> notices_;
  ChartRules chart_rules_;
};

}  // namespace qianqiao
