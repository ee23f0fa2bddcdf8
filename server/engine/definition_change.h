// What adopting a workflow definition asks of this city: its area and the departments that its
// steps name must be there.
#pragma once

#include <memory>

#include "server/engine/directory.h"
#include "server/engine/rule_book.h"

namespace qianqiao {

// The rules with this definition in force for its county or city. Errors: workflow.area_unknown,
// workflow.department_unknown, definition.* of a county's overlay that a new statute refuses.
Result<std::shared_ptr<RuleBook>> with_definition(const RuleBook& rules, const Directory& directory,
                                                  const Definition& definition);

}  // namespace qianqiao
