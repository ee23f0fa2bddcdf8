// What a hook may answer, by its kind. No decimals, no nulls; texts are short; commands concern the
// subjects that the call was about and no other.
//
//   every kind  outcome, reason?, notes?: [TEXT]
//   step        passed | failed | report (with department)      form?, commands?, warnings?, score?
//   guard       allowed | refused (with reason)                 warnings?
//   on          done                                            commands?, warnings?
//   scheduled   done                                            commands?, warnings?, messages?
//   notifier    delivered | sent | retry | rejected (both with reason)
//   validator   valid | invalid (with problems: [{field, text}])
//   importer    rows (with rows: [{…}]; problems?: [{row, column, text}])
//   report      table (with title, columns: [TEXT], rows: [[TEXT or whole number]])
//
//   command   {event, data: {…}, subject?}
//   warning   {text, to}          `to`: task_force, county_office, leader, visitor; never a bank
//   message   {to, title, text}   `to`: also city_office
//   score     {value: 0…100, reasons: [TEXT]}
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "workflows/base/ids.h"
#include "workflows/base/result.h"
#include "workflows/domain/plugin_hook.h"

namespace qianqiao::protocol {

// The verdict as canonical JSON. Errors: plugin.bad_answer.
Result<std::string> check_verdict(HookKind kind, const nlohmann::json& verdict,
                                  const std::vector<SubjectId>& subjects);

}  // namespace qianqiao::protocol
