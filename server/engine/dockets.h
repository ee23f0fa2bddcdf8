// Dockets: frozen versions of lists, and batches (process §1). Cases as they stood at one moment,
// under a number and a digest. What comes of a case there is written in the transaction of the
// event itself, so that history and docket cannot differ.
#pragma once

#include <set>
#include <string>

#include "server/engine/decision_round.h"
#include "server/ports/store.h"
#include "workflows/base/result.h"

namespace qianqiao {

inline constexpr char kTargetList[] = "target", kRecommendationList[] = "recommendation";
inline constexpr char kBatch[] = "batch";
inline constexpr std::size_t kMostBatchCases = 1000;

struct MadeDocket {
  DocketRow row;
  bool is_new = false;  // else the newest one has just these cases, just so
};

// A list of a county as it stands now. The recommendation list is what a convener signs and what is
// pushed then: the cases that passed three levels and wait for the signature, and those that are
// signed and not pushed yet. With a roster: what of that list came with it.
// Errors: list.unknown, list.empty.
struct FreezeWish {
  std::string county;
  std::string list;
  std::string roster = {};
  PersonId by;
};
Result<MadeDocket> freeze_list(Writer& writer, const FreezeWish& wish, Instant now);

// Cases to be pushed together. Errors: batch.empty, batch.too_many, subject.not_found.
struct BatchWish {
  std::string county;
  std::string list_version;  // that they were signed in; empty: chosen one by one
  std::set<SubjectId> cases;
  PersonId by;
};
Result<MadeDocket> make_batch(Writer& writer, const BatchWish& wish, Instant now);

// The signed cases of a version that have not gone further since.
std::set<SubjectId> cases_to_push(Reader& reader, const std::string& version);

// What is digested of an entry: what was frozen, not what came of it. Canonical JSON (RFC 8785) and
// a line feed.
std::string canonical_line(const DocketEntryRow& entry);
// SM3 over the lines of all entries, by case.
Digest digest_of_entries(Reader& reader, std::string_view docket);

// What a step means for dockets: a signature under a version, a push in a batch; where a signature
// is withdrawn, its version is followed by one without the case.
void settle_dockets(Writer& writer, const Step& step, Instant now);

}  // namespace qianqiao
