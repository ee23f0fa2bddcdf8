// Enterprises of a roster become known, and their cases open: the engine's side of an import.
#pragma once

#include <map>
#include <optional>

#include "server/engine/engine.h"
#include "server/engine/transaction.h"

namespace qianqiao {

class RosterListing {
 public:
  RosterListing(Transaction& transaction, Writer& writer, const RuleBook& rules,
                const Directory& directory, const PersonId& actor,
                const std::optional<RoundRow>& round, Instant now);

  // Each enterprise that is listed is noted as one of this roster's.
  void note_in(const std::string& roster) { roster_ = roster; }

  // New, merged with the one of the same USCC (or, without a code, of the same county and name),
  // or known as it is. Opens a case where none is open: for an enterprise never listed before, or
  // whose last case was closed before this round opened.
  // Errors: roster.other_county where the enterprise belongs to another county's roster.
  Result<Engine::Listing> list(const EnterpriseRow& row);

 private:
  std::optional<EnterpriseRow> known(const EnterpriseRow& row);
  Result<void> open_case(const EnterpriseRow& enterprise);
  const RoundRow* round_of(const std::string& county) const;  // null: none is open
  bool needs_case(const EnterpriseRow& enterprise);

  Transaction& transaction_;
  Writer& writer_;
  const RuleBook& rules_;
  const Directory& directory_;
  const PersonId actor_;
  const std::optional<RoundRow> given_round_;
  std::map<std::string, RoundRow> open_rounds_;  // by county; where none was given
  const Instant now_;
  std::string roster_;  // empty: none
};

}  // namespace qianqiao
