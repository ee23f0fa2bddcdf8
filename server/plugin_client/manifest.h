// plugin.yaml: what a plugin is, where it belongs, what it may see and reach, what it may use.
// Pure.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "workflows/base/result.h"
#include "workflows/domain/plugin_hook.h"

namespace qianqiao {

struct ManifestHook {
  HookKind kind = HookKind::kStep;
  std::string name;
  std::string at;  // stage, event, form, roster or feedback, schedule; empty for the others
  bool refuses_by_itself = false;  // of a guard or validator: where it fails, what it guards does
  auto operator<=>(const ManifestHook&) const = default;
};

struct ManifestLimits {
  int wall_ms = 2'000;    // of one call
  int memory_mib = 192;   // of a host
  int message_kib = 256;  // of an answer
  int requests = 8;       // of HTTP, in one call
  int store_keys = 200;   // of the plugin in a county, kept by its server
};

struct Manifest {
  std::string name;
  std::string version;  // 1.0.0
  std::string county;   // code; "*": any
  Text title;
  std::vector<ManifestHook> hooks;
  std::vector<std::string> fields;   // paths that it may read: "case.information.tax"
  std::vector<std::string> hosts;    // that it may reach through the server
  std::vector<std::string> secrets;  // names
  nlohmann::json settings = nlohmann::json::object();  // defaults, plain values by name
  ManifestLimits limits;

  const ManifestHook* find(HookKind kind, std::string_view hook) const;  // null: no such hook
};

struct ManifestReading {
  std::optional<Manifest> manifest;  // none: there are problems
  std::vector<Error> problems;       // each with file, line and column
};
ManifestReading read_manifest(std::string_view yaml, std::string_view file = "plugin.yaml");

bool is_plugin_version(const std::string& text);

// Roots and their fields that permissions may name: "enterprise" → "uscc", "name", ….
const std::vector<std::string>& readable_fields();

}  // namespace qianqiao
