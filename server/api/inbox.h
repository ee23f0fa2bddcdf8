// Whose turn it is: the open tasks of who asks, by its appointments.
#pragma once

#include <string>
#include <vector>

#include "server/api/exchange.h"
#include "workflows/base/result.h"

namespace qianqiao {

// Least time left first, at most `limit`, after `cursor` (empty: from the beginning); of ?county=
// and ?role= only where the request has them. Errors: http.missing_parameter (the operator by
// itself names both), http.bad_parameter.
Result<std::vector<DueTask>> inbox_of(const Request& request, Reader& reader,
                                      const std::string& cursor, int limit);

std::string cursor_of(const DueTask& last);  // of the last task seen

}  // namespace qianqiao
