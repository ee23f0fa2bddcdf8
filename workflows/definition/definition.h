// What a county's workflow is made of: the statute (the notice's rules, locked), the city template
// and the county's overlay, merged. Immutable and cheap to copy; safe to share between threads. A
// published version is named by its digest and cases keep the version they entered a stage with.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "workflows/base/result.h"
#include "workflows/base/text.h"
#include "workflows/charts/chart.h"
#include "workflows/definition/condition.h"
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
  Text anchor;         // what starts the clock: "银行收齐申请材料"
  Effect effect;
  Budget budget;
  std::vector<RungRule> ladder;  // by offset
  std::string quote = {};        // of a statutory one: the notice's own words
  bool operator==(const DeadlineRule&) const = default;
};

// A text that is sent; {field} is filled in.
struct NoticeText {
  Text subject;
  Text body;
  bool operator==(const NoticeText&) const = default;
};

// The last two nobody does: a notice is sent when its turn comes, a wait ends by itself.
enum class StepKind { kForm, kApproval, kDepartmentReport, kPlugin, kNotice, kWait };
struct StepRule {
  std::string id;
  std::string stage;  // leaf state it belongs to
  StepKind kind;
  Text title;
  std::string role;         // who does it; of a plugin: who takes over where it cannot
  std::string department;   // of a report: organisation id within the county, else empty
  std::string form_json;    // JSON Schema draft-07 of the form's data; empty: none
  std::string plugin = {};  // that does it, by name; empty: people do
  std::string hook = {};    // of that plugin
  // Only where this holds, or cannot be decided: what is not known never lets a case pass.
  std::optional<Condition> when = {};
  std::set<std::string> after = {};  // steps of the stage that come first; the others run beside it
  int quorum = 1;                    // of an approval: so many different people
  Budget wait = {};                  // of a wait
  std::vector<std::string> audiences = {};  // of a notice; its text is notice("step.<id>")
  bool operator==(const StepRule&) const = default;
};

struct ReasonCode {
  std::string code;
  Text title;
  bool repairable = false;    // of a decline: can the enterprise mend it?
  std::string department;     // who helps with it; empty: nobody in particular
  std::string clause;         // where the notice itself gives the reason; else empty
  bool is_statutory = false;  // of the notice itself, not of template or overlay
  bool operator==(const ReasonCode&) const = default;
};

// A figure that the notice sets, "intended_banks_most".
struct Limit {
  std::string name;
  int value = 0;
  std::string clause;
  Text title;
  bool operator==(const Limit&) const = default;
};

// One of the five standards of (四), or a kind of information that (五) wants in a review.
struct Requirement {
  std::string code;
  Text title;
  std::string clause;
  bool operator==(const Requirement&) const = default;
};

// Who besides its author must agree before a draft is published: the city's template says it.
enum class Approval { kNone, kSecondPerson, kCity };

// A text of a definition and the name that problems give it: a file's name, "overlay".
struct DefinitionSource {
  std::string name;
  std::string_view yaml;
};

struct DefinitionReading;

class Definition {
 public:
  // Statute ← template ← overlay (may be empty). Errors: the first of check(), definition.* with
  // file and line.
  static Result<Definition> merge(std::string_view statute_yaml, std::string_view template_yaml,
                                  std::string_view overlay_yaml);
  // The same with names of the sources and every problem.
  static DefinitionReading read(const DefinitionSource& statute, const DefinitionSource& city,
                                const DefinitionSource& overlay);
  // What is wrong with the three; empty: merge() takes them.
  static std::vector<Error> check(const DefinitionSource& statute, const DefinitionSource& city,
                                  const DefinitionSource& overlay);
  // `written` on this one, as its heading says: a county's overlay in the place of this one's, or
  // a city's template on this one's statute, without an overlay.
  DefinitionReading with(const DefinitionSource& written) const;
  // 信发改财金〔2024〕329号 with the city's template.
  static const Definition& shipped();

  // The example of a county's overlay that ships, for the demo city; empty: none for this area.
  static std::string_view shipped_overlay(std::string_view area);

  // First 12 hex digits of SM3 over the content: layout and comments of the files do not count.
  const std::string& version() const { return parts_->version; }
  const std::string& document() const { return parts_->document; }  // 信发改财金〔2024〕329号
  // The code of the county whose overlay it has; without one, of the template's city.
  const std::string& area() const { return parts_->area; }
  bool has_overlay() const { return parts_->has_overlay; }

  // All deadlines that the hook arms: the statutory one first, then the county's own.
  const std::vector<const DeadlineRule*>& rules_for(std::string_view hook) const;
  const DeadlineRule* rule(std::string_view name) const;  // null: none
  // May the hook be absent? Statutory hooks may not.
  bool is_statutory_hook(std::string_view hook) const;
  const std::vector<DeadlineRule>& rules() const { return parts_->rules; }  // the statute's first

  const ChartRules& chart_rules() const { return parts_->chart_rules; }
  const std::vector<StepRule>& steps() const { return parts_->steps; }
  // Steps that begin by more than a task: asked under a condition, or done by nobody.
  bool has_conditional_steps() const { return parts_->has_conditional_steps; }
  const std::map<std::string, std::vector<ReasonCode>>& reasons() const { return parts_->reasons; }
  const NoticeText* notice(std::string_view name) const;  // null: none
  // Every text that may be sent, by its name: "bank-decision.overdue", "rung.ahead", "event".
  const std::map<std::string, NoticeText, std::less<>>& notices() const { return parts_->notices; }

  Approval approval() const { return parts_->approval; }
  const std::vector<Limit>& limits() const { return parts_->limits; }
  const Limit* limit(std::string_view name) const;                                     // null: none
  const std::vector<Requirement>& standards() const { return parts_->standards; }      // (四)
  const std::vector<Requirement>& information() const { return parts_->information; }  // (五)

  // The sources, for storing and showing a version.
  const std::string& statute_yaml() const { return parts_->statute_yaml; }
  const std::string& template_yaml() const { return parts_->template_yaml; }
  const std::string& overlay_yaml() const { return parts_->overlay_yaml; }

 private:
  friend class DefinitionBuilder;
  struct NameHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view name) const {
      return std::hash<std::string_view>{}(name);
    }
  };
  struct Parts {
    std::string version, document, area, statute_yaml, template_yaml, overlay_yaml;
    bool has_overlay = false, has_conditional_steps = false;
    std::vector<DeadlineRule> rules;
    std::vector<DeadlineRule> waits;  // the clocks of steps that wait; found by name and hook only
    // Into `rules`: the engine asks in its hot path.
    std::unordered_map<std::string, std::vector<const DeadlineRule*>, NameHash, std::equal_to<>>
        rules_by_hook;
    std::unordered_map<std::string, const DeadlineRule*, NameHash, std::equal_to<>> rules_by_name;
    std::vector<StepRule> steps;
    std::map<std::string, std::vector<ReasonCode>> reasons;
    std::map<std::string, NoticeText, std::less<>> notices;
    std::vector<Limit> limits;
    std::vector<Requirement> standards, information;
    Approval approval = Approval::kNone;
    ChartRules chart_rules;
  };
  explicit Definition(std::shared_ptr<const Parts> parts) : parts_(std::move(parts)) {}

  std::shared_ptr<const Parts> parts_;
};

struct DefinitionReading {
  std::optional<Definition> definition;  // none: there are problems
  std::vector<Error> problems;
};

}  // namespace qianqiao
