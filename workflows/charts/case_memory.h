// What the case's guards remember between events.
#pragma once

#include <map>
#include <nlohmann/json_fwd.hpp>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "workflows/base/ids.h"
#include "workflows/base/result.h"

namespace qianqiao::charts {

struct CaseMemory {
  std::string outcome;    // of a closed case: no_demand, withdrawn, financed, …
  bool followed = false;  // a closed case that another one follows

  std::string round;  // the visiting round whose clock runs
  int attempts = 0;   // visits that failed
  std::string team;   // who planned the last visit, and for when
  std::string planned_on;

  bool submitted = false;             // in the application list
  bool reviewed = false;              // the present application passed the three levels
  bool signed_off = false;            // in the recommendation list
  bool pushed = false;                // banks have, or had, the present application
  std::vector<OrganisationId> banks;  // intended banks
  std::set<std::string> information;  // kinds of (五) present or waived
  bool awaiting_information = false;  // the clock department-report runs
  std::map<std::string, std::vector<PersonId>> reviewers;  // level → actor and principal
  std::map<std::string, std::set<std::string>> steps;      // stage → completed county steps
  // step of the present stage → who passed it so far (actor → principal), where several must
  std::map<std::string, std::map<PersonId, PersonId>> approvals;

  int undecided = 0;  // referrals, as last told
  int feedback_owed = 0;
  int drawn = 0;
  bool drawing_concluded = false;  // every grant is drawn, not needed or lapsed
  bool removal_due = false;        // misuse was found, the task "removal" is open

  // Those of `wanted`, the county's steps of this stage, that are not completed; sorted.
  std::vector<std::string> open_steps(std::string_view stage,
                                      const std::set<std::string>& wanted) const;

  // Those whose turn it is: what `before` says comes first is completed.
  std::vector<std::string> ready_steps(
      std::string_view stage, const std::set<std::string>& wanted,
      const std::map<std::string, std::set<std::string>>& before) const;

  bool operator==(const CaseMemory&) const = default;

  static Result<CaseMemory> from_json(std::string_view text);
  std::string to_json() const;
  void take_from(const nlohmann::json& object);
};

}  // namespace qianqiao::charts
