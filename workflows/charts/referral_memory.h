// What the referral's guards remember between events.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "workflows/base/ids.h"
#include "workflows/base/result.h"

namespace qianqiao::charts {

struct ReferralMemory {
  // A date that one person showed and another has to confirm.
  struct Shown {
    std::string received_on;
    std::vector<PersonId> by;  // actor and principal
    bool operator==(const Shown&) const = default;
  };

  std::string pushed_on;
  std::string submitted_on;  // last MaterialsSubmitted before the completion
  std::string received_on;   // the completion that anchors bank-decision
  Shown evidence;
  Shown correction;
  std::string awaited;  // whose turn with materials: "enterprise", "bank"; a clock runs for each
  bool ledger_due = false;     // the clock ledger-entry runs
  bool excused = false;        // feedback is no longer owed: the enterprise was removed
  bool long_term = false;      // on the list of that name
  bool guarantee_fee = false;  // on the list of that name

  bool operator==(const ReferralMemory&) const = default;

  static Result<ReferralMemory> from_json(std::string_view text);
  std::string to_json() const;
  void take_from(const nlohmann::json& object);
};

}  // namespace qianqiao::charts
