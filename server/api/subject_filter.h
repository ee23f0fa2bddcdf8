// What a list of cases, referrals or slips is asked for: filters, order, page.
#pragma once

#include "server/api/exchange.h"
#include "workflows/base/result.h"

namespace qianqiao {

// Within what the viewer may see. Errors: http.bad_parameter, search.words, search.sorted, and
// those of due_before_of.
Result<SubjectFilter> filter_of(SubjectKind kind, const Request& request, Instant now);

// Where the next page begins: after this row.
std::string cursor_after(const SubjectRow& row, SubjectOrder order);

}  // namespace qianqiao
