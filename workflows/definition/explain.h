// A definition in plain sentences, for whoever has to follow it and does not read YAML. Pure.
#pragma once

#include <vector>

#include "workflows/base/text.h"
#include "workflows/definition/definition.h"

namespace qianqiao {

// A sentence and what it is about.
struct Sentence {
  enum class About {
    kDeadline,
    kLimit,
    kStandards,
    kInformation,
    kVisits,
    kStep,
    kReasons,
    kApproval
  };
  About about = About::kDeadline;
  std::string name;        // of the clock, limit, step or list of reasons; else empty
  std::string stage;       // leaf state of a step; else empty
  std::string clause;      // that it stands by; empty: none
  bool is_locked = false;  // the notice's own: a county may tighten it at most
  Text text;
};
std::string_view to_string(Sentence::About about);  // "deadline", "limit", …

// One for each rule, in the order of the definition: clocks with their ladders, limits, standards,
// information, visits, steps, reasons.
std::vector<Sentence> explain(const Definition& definition);

// "银行收齐企业申请材料后30日内作出是否授信的决定（六）。到期前7、3、1个工作日提醒银行联系人；…"
Text explain(const DeadlineRule& rule);

Text explain(const Limit& limit);
Text explain(const StepRule& step);
Text explain(const ReasonCode& reason, const std::string& list);
Text explain(Approval approval);
Text explain_visits(const ChartRules& rules);

}  // namespace qianqiao
