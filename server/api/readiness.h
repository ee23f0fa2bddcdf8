// What a county, or the house itself, still lacks before the first case can go its whole way:
// organisations, somebody in each role, working days, steps that somebody can do, a way for letters
// to leave, backups. Read from what is there now; nothing is remembered.
//
// Threads: any. Costs a look at the directory and a few small reads, whatever the number of cases.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "server/api/service.h"
#include "workflows/base/text.h"

namespace qianqiao {

// Where a server leaves "1" at its start if it has a mail server to send through, else nothing.
inline constexpr char kSendsMail[] = "notify.sends_mail";

enum class Readiness {
  kDone,
  kMissing,
  kLater,  // cannot be done yet, and nothing waits for it
};
std::string_view to_string(Readiness state);

struct ReadinessItem {
  std::string name;     // what kind of thing: "role", "bank_contact", "notice"; pages go by it
  std::string subject;  // which of several: the role, the bank, the year, the step; else empty
  Readiness state = Readiness::kDone;
  Text words;  // what is there, or what is missing and who mends it
};

// Of this county. `keeps_house`: backups too, which are not the county's to make.
std::vector<ReadinessItem> county_readiness(const Service& service, const std::string& county,
                                            bool keeps_house);
// Of the house, whatever its counties: administrators, city office, banks, working days, letters,
// backups.
std::vector<ReadinessItem> house_readiness(const Service& service);

bool is_complete(const std::vector<ReadinessItem>& items);  // nothing is missing

}  // namespace qianqiao
