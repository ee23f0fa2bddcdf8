// What follows from a plugin's answer, as commands like anybody's. Pure reading.
#pragma once

#include <string>
#include <vector>

#include "server/engine/command.h"
#include "server/engine/directory.h"
#include "server/engine/rule_book.h"
#include "server/ports/plugin_records.h"

namespace qianqiao {

struct ProposedCommand {
  std::string event;
  Result<Command> command;  // an error: it is none, or none for a plugin to propose
  bool ends_step = false;   // the job's own step; the others are void where this one is refused
};

// Of a job with a verdict: that its step is done (passed, or a person looks at it), then what the
// plugin proposes. Each has an idempotency key made of the job's id. Errors within: as of
// make_command_of(), subject.not_found, plugin.event_not_open.
std::vector<ProposedCommand> commands_of(const PluginJobRow& job, Reader& reader,
                                         const RuleBook& rules, const Directory& directory);

// At most so many bytes, never ending within a character.
std::string shortened(const std::string& text, std::size_t most);

}  // namespace qianqiao
