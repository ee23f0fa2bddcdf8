#include "server/engine/known_facts.h"

#include <nlohmann/json.hpp>

#include "server/engine/reception.h"
#include "server/engine/visiting_rounds.h"

namespace qianqiao {
namespace {

using nlohmann::json;
using Facts = std::unique_ptr<json>;

// A statutory date comes from the county's own round, never from whoever posts the event.
Result<Facts> with_round(Reader& reader, const SubjectRow& subject, const json& posted,
                         Date today) {
  if (posted.contains("round")) {
    for (const RoundRow& round : reader.rounds())
      if (round.county == subject.county && round.opens <= today &&
          round.id == posted["round"].value("id", "") &&
          format_date(round.ends) == posted["round"].value("ends", ""))
        return Facts();
    return fail("round.unknown",
                {{"id", posted["round"].value("id", "")}, {"county", subject.county}});
  }
  const auto round = round_open_on(reader, subject.county, today);
  if (!round) return Facts();
  auto facts = std::make_unique<json>(posted);
  (*facts)["round"] = {{"id", round->id}, {"ends", format_date(round->ends)}};
  return facts;
}

Facts with_belonging(Reader& reader, const SubjectRow& subject, const json& posted) {
  const auto enterprise = reader.enterprise(subject.enterprise);
  if (!enterprise || !is_reception(*enterprise)) return {};
  auto facts = std::make_unique<json>(posted);
  (*facts)["elsewhere"] = true;
  return facts;
}

Result<void> check_county(const Directory& directory, const std::string& id) {
  const Organisation* county = directory.organisation(id);
  if (county == nullptr || county->kind != OrganisationKind::kCounty)
    return fail("organisation.not_found", {{"organisation", id}});
  return {};
}

Result<void> check_places(const Directory& directory, const SubjectRow& subject,
                          std::string_view event, const json& posted) {
  const bool transfer = event == "Transferred";
  const std::string county = posted.value(transfer ? "to_county" : "county", "");
  if (!county.empty()) {
    if (auto known = check_county(directory, county); !known) return known;
    if (transfer && county == subject.county) return fail("case.same_county", {{"county", county}});
  }
  const std::string township = posted.value("township", "");
  const std::string& around = county.empty() ? subject.county : county;
  if (!township.empty() && (township == around || !directory.is_within(township, around)))
    return fail("organisation.not_found", {{"organisation", township}});
  return {};
}

}  // namespace

Result<Facts> with_known_facts(Reader& reader, const Directory& directory,
                               const SubjectRow& subject, std::string_view event,
                               const json& posted, Date today) {
  if (subject.kind != SubjectKind::kCase) return Facts();
  if (event == "Listed" || event == "Reinstated" || event == "RoundJoined")
    return with_round(reader, subject, posted, today);
  if (event == "Nominated" || event == "WalkedIn") return with_belonging(reader, subject, posted);
  if (event == "Transferred" || event == "JurisdictionChanged")
    if (auto sound = check_places(directory, subject, event, posted); !sound)
      return fail(sound.error());
  return Facts();
}

}  // namespace qianqiao
