// Hooks that are called at set times of the engine's clock. When each is due next is stored, so
// that a time that passed while nobody was running is made up for, once.
#pragma once

#include "server/engine/hook_table.h"
#include "server/ports/plugin_records.h"
#include "server/ports/store.h"

namespace qianqiao {

// A version was enabled: its times count from now on, those of another no more.
void arm_schedules(PluginWrites& writes, const InstalledPluginRow& row, Instant now);

// A job for each that is due, however often it was missed. Returns how many.
int open_scheduled_jobs(Writer& writer, const HookTable& hooks, Instant now);

}  // namespace qianqiao
