// Warnings and messages of plugins' answers, put into the inboxes of those they are for: people of
// the county's own office and the city's, never a bank's.
#pragma once

#include "server/engine/directory.h"
#include "server/ports/plugin_records.h"
#include "server/ports/store.h"

namespace qianqiao {

// In the transaction that ends the job, so that each is told once. Where nobody holds a role it is
// an incident.
void tell_answer(Writer& writer, const Directory& directory, const PluginJobRow& job, Instant now);

}  // namespace qianqiao
