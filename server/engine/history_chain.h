// How a history row becomes part of its subject's chain:
//   digest = SM3(digest of the subject's previous row ‖ canonical row)
// Canonical form: JSON with sorted keys, no spaces, UTF-8 (RFC 8785; all numbers are integers).
#pragma once

#include <string>

#include "server/ports/rows.h"

namespace qianqiao {

// Keys: acting_for, actor, calendar_version, case, clause, data, event, instant, mandate,
// plugin_digest, receipt, request, sequence, workflow_version; empty ones are left out.
// `case` is the subject's id; receipt and request are hexadecimal.
std::string canonical_row(const HistoryRow& row);

Digest chain_digest(const Digest& previous, const HistoryRow& row);

// 16 bytes that stand for "this actor's request with this key".
std::string receipt_key(const PersonId& actor, std::string_view idempotency_key);
// 16 bytes of SM3.
std::string short_digest(std::string_view bytes);

}  // namespace qianqiao
