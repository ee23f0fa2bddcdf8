// Acting on the cases of a docket: each by a command of its own, through the engine's one door. A
// case that has changed since it was frozen is refused, and the others go on. Asked again, what is
// done stays done and the rest is tried.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "server/api/exchange.h"
#include "server/api/service.h"

namespace qianqiao {

struct DocketDeed {
  std::string event;
  std::shared_ptr<const nlohmann::json> data;
  PersonId actor;
  PersonId acting_for;  // empty: for itself
  Viewer viewer = {};   // who asks; guards of plugins are asked as for one case alone
};

struct CaseOutcome {
  SubjectId subject;
  std::string outcome;  // as of a docket's entry
  std::optional<Error> problem;
  std::int64_t sequence = 0;
};

// Of each entry that is not settled for good. Errors: those of the event's data; server.stopping,
// server.busy: then some were done, and the same request does the rest.
Result<std::vector<CaseOutcome>> do_deed(Service& service, const std::vector<DocketEntryRow>& cases,
                                         const DocketDeed& deed);
// What would come of each. Nothing is kept.
Result<std::vector<CaseOutcome>> rehearse_deed(Service& service,
                                               const std::vector<DocketEntryRow>& cases,
                                               const DocketDeed& deed);

// All of them, or those that are still to be done.
std::vector<DocketEntryRow> entries_of(Reader& reader, const std::string& docket, bool to_do_only);

// A refusal as an entry keeps it, and back.
std::string to_text(const Error& error);
std::optional<Error> error_from(const std::string& text);

}  // namespace qianqiao
