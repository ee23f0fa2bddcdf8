// A definition in plain sentences, for whoever has to follow it and does not read YAML. Pure.
#pragma once

#include <vector>

#include "workflows/base/text.h"
#include "workflows/definition/definition.h"

namespace qianqiao {

// One text for each rule, in the order of the definition: clocks with their ladders, limits,
// standards, information, visits, steps, reasons.
std::vector<Text> explain(const Definition& definition);

// "银行收齐企业申请材料后30日内作出是否授信的决定（六）。到期前7、3、1个工作日提醒银行联系人；…"
Text explain(const DeadlineRule& rule);

Text explain(const Limit& limit);
Text explain(const StepRule& step);
Text explain(const ReasonCode& reason, const std::string& list);
Text explain(Approval approval);
Text explain_visits(const ChartRules& rules);

}  // namespace qianqiao
