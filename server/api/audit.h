// The audit log: who did what beside the cases. Sign-ins, reveals, exports, changes of accounts
// and settings. No passwords, tokens or personal data of third parties in it.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "server/api/exchange.h"
#include "server/api/service.h"

namespace qianqiao {

using AuditDetail = std::initializer_list<std::pair<std::string_view, std::string>>;

// A row of the request's viewer, now, from its address.
AuditRow audit_row(const Service& service, const Request& request, std::string_view action,
                   std::string_view object, AuditDetail detail = {});
// Writes it in a transaction of its own. Errors: server.stopping.
Result<void> record_audit(Service& service, const AuditRow& row);

}  // namespace qianqiao
