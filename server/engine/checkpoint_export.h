// Checkpoints as they are taken out of the house, in JSON: what an auditor keeps elsewhere and
// holds the store against later. Pure; thread-safe.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "server/ports/rows.h"
#include "workflows/base/result.h"

namespace qianqiao {

struct CheckpointExport {
  std::string public_key;                  // 32 bytes: of the key that they are signed by
  std::vector<CheckpointRow> checkpoints;  // by day
};

nlohmann::ordered_json to_json(const CheckpointRow& row);  // bytes as hexadecimal digits
std::string hex_of(const std::string& bytes);

// {"public_key", "checkpoints": […]}; what else it says is for people.
// Errors: checkpoints.malformed.
Result<CheckpointExport> read_checkpoint_export(const nlohmann::json& file);

}  // namespace qianqiao
