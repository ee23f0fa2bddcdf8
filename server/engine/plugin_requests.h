// What a hook is asked: the case, or the county's open cases, as they stand, and what the call is
// about beside them. Pure reading, on any thread.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "server/engine/engine.h"
#include "server/ports/plugin_records.h"
#include "server/ports/step_runner.h"

namespace qianqiao {

// Of a job: a step's, an event's, or one that its schedule opened.
HookRequest request_of_job(Reader& reader, const Engine& engine, const PluginJobRow& job);

// Puts the county's open cases into a request, and lets what it proposes concern them.
void add_open_cases(HookRequest& request, Reader& reader, const Engine& engine);

// The event of a history row as a plugin is shown it.
nlohmann::json event_json(const Directory& directory, const HistoryRow& row);

// What a job of an event is about, for PluginJobRow::about.
std::string about_event(const HistoryRow& row);

}  // namespace qianqiao
