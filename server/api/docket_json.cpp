#include "server/api/docket_json.h"

#include <nlohmann/json.hpp>

#include "server/engine/dockets.h"

namespace qianqiao {
namespace {

using Json = nlohmann::ordered_json;

Json moment(const std::optional<std::int64_t>& ms) {
  return ms ? Json(format_instant(from_milliseconds(*ms))) : Json(nullptr);
}

Json tally_json(const DocketTally& tally) {
  return {{"open", tally.open},
          {"signed", tally.signed_off},
          {"pushed", tally.pushed},
          {"refused", tally.refused}};
}

Json problem_json(const std::optional<Error>& error) {
  if (!error) return nullptr;
  const ErrorDescription words = describe(*error);
  return {{"code", error->code}, {"zh", words.advice.zh}, {"en", words.advice.en}};
}

Json sequence_json(std::int64_t sequence) { return sequence == 0 ? Json(nullptr) : Json(sequence); }

}  // namespace

Json list_version_json(const DocketRow& row, Reader& reader) {
  // Nothing comes of the cases of the other lists, which may be tens of thousands.
  const bool is_signed = row.kind == kRecommendationList;
  const DocketTally tally =
      is_signed ? reader.docket_tally(row.id) : DocketTally{.open = row.cases};
  return {
      {"id", row.id},         {"county", row.county},          {"list", row.kind},
      {"number", row.number}, {"as_of", moment(row.as_of_ms)}, {"frozen_by", row.made_by},
      {"cause", row.cause},   {"origin", row.origin},          {"superseded_by", row.superseded_by},
      {"cases", row.cases},   {"digest", to_hex(row.digest)},  {"tally", tally_json(tally)}};
}

Json batch_json(const DocketRow& row, Reader& reader) {
  return {{"id", row.id},
          {"county", row.county},
          {"number", row.number},
          {"made", moment(row.as_of_ms)},
          {"made_by", row.made_by},
          {"list_version", row.origin},
          {"cases", row.cases},
          {"digest", to_hex(row.digest)},
          {"tally", tally_json(reader.docket_tally(row.id))}};
}

Json docket_entry_json(const DocketEntryRow& entry) {
  return {{"case", entry.subject},
          {"enterprise", entry.enterprise},
          {"enterprise_name", entry.enterprise_name},
          {"uscc", entry.uscc},
          {"state", entry.state},
          {"case_version", entry.case_version},
          {"entered", moment(entry.entered_ms)},
          {"outcome", entry.outcome.empty() ? "open" : entry.outcome},
          {"problem", problem_json(error_from(entry.problem))},
          {"sequence", sequence_json(entry.sequence)},
          {"settled", moment(entry.settled_ms)}};
}

Json outcomes_json(const std::vector<CaseOutcome>& outcomes) {
  Json items = Json::array();
  for (const CaseOutcome& outcome : outcomes)
    items.push_back({{"case", outcome.subject},
                     {"outcome", outcome.outcome},
                     {"problem", problem_json(outcome.problem)},
                     {"sequence", sequence_json(outcome.sequence)}});
  return items;
}

}  // namespace qianqiao
