#include "server/engine/plugin_schedules.h"

#include "server/engine/decision_round.h"
#include "workflows/domain/schedule.h"

namespace qianqiao {
namespace {

void arm(PluginWrites& writes, const EnabledHook& hook, Instant now) {
  const auto schedule = Schedule::from(hook.at);
  const auto next = schedule ? schedule->next(now) : std::nullopt;
  if (next)
    writes.put_schedule({hook.county, hook.plugin, hook.name, to_milliseconds(*next)});
  else
    writes.delete_schedule(hook.county, hook.plugin, hook.name);
}

void open_job(Writer& writer, const EnabledHook& hook, Instant now) {
  PluginJobRow job;
  job.id = make_numbered_id(writer, hook.county, 'J');
  job.county = hook.county;
  job.kind = to_string(HookKind::kScheduled);
  job.hook = hook.name;
  job.plugin = hook.plugin;
  job.opened_ms = job.next_ms = to_milliseconds(now);
  writer.plugin_writes().insert_job(job);
}

}  // namespace

void arm_schedules(PluginWrites& writes, const InstalledPluginRow& row, Instant now) {
  writes.delete_schedules(row.county, row.name);
  for (const EnabledHook& hook : hooks_of(row))
    if (hook.kind == HookKind::kScheduled) arm(writes, hook, now);
}

int open_scheduled_jobs(Writer& writer, const HookTable& hooks, Instant now) {
  int opened = 0;
  for (const PluginScheduleRow& due : writer.plugins().due_schedules(now)) {
    const EnabledHook* hook = hooks.find(due.county, HookKind::kScheduled, due.plugin, due.hook);
    if (hook == nullptr) {
      writer.plugin_writes().delete_schedule(due.county, due.plugin, due.hook);
      continue;
    }
    open_job(writer, *hook, now);
    arm(writer.plugin_writes(), *hook, now);
    ++opened;
  }
  return opened;
}

}  // namespace qianqiao
