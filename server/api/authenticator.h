// Finds out who asks, from what came with the request.
#pragma once

#include <string>

#include "server/api/service.h"
#include "server/api/viewer.h"
#include "workflows/base/result.h"

namespace qianqiao {

struct Presented {
  std::string bearer;         // Authorization: Bearer …
  std::string session_token;  // the session's cookie
  std::string csrf_token;     // X-CSRF-Token
  std::string actor;          // X-Qianqiao-Actor: the operator's only
  bool is_change = false;     // any method but GET
  bool is_local = false;      // comes from this machine
};

// Nobody where nothing was presented, or a session that is over. Errors: http.unauthorised (a key
// that is not in force), operator.remote, session.csrf, http.actor_not_yours.
Result<Viewer> identify(Service& service, const std::string& operator_key,
                        const Presented& presented);

}  // namespace qianqiao
