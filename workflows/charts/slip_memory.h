// What the slip's guards remember between events.
#pragma once

#include <map>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "workflows/base/ids.h"
#include "workflows/base/result.h"

namespace qianqiao::charts {

struct SlipMemory {
  struct Part {
    std::string id;
    OrganisationId department;
    bool started = false;
    bool answered = false;
    bool operator==(const Part&) const = default;
  };

  std::string kind;   // of difficulty
  std::string level;  // of an escalation: "city", "province"; empty: the county's own
  std::vector<Part> parts;
  std::map<std::string, std::string> owed;  // accepted without it (容缺受理) → due date

  bool operator==(const SlipMemory&) const = default;

  static Result<SlipMemory> from_json(std::string_view text);
  std::string to_json() const;
  void take_from(const nlohmann::json& object);
};

}  // namespace qianqiao::charts
