// What every request that posts an event has in common: who asks, under which key, about which
// subject.
#pragma once

#include "server/api/exchange.h"
#include "workflows/base/result.h"

namespace qianqiao {

// Who asks, and under which key. Errors: http.actor_missing, http.idempotency_key_missing,
// http.idempotency_key_malformed.
Result<void> check_asker(const Request& request);

// The subject of the path's {id}, where the request may see it; else it is as one that does not
// exist. Errors: subject.not_found.
Result<SubjectRow> subject_of(Reader& reader, SubjectKind kind, const Request& request);

}  // namespace qianqiao
