#include "server/engine/roster_listing.h"

#include <nlohmann/json.hpp>

#include "server/engine/reception.h"

namespace qianqiao {
namespace {

// What the newer list knows is filled in or brought up to date; what it does not say stays.
void take_over(std::string& known, const std::string& said) {
  if (!said.empty()) known = said;
}

EnterpriseRow merged(EnterpriseRow known, const EnterpriseRow& said) {
  if (known.uscc.empty()) known.uscc = said.uscc;  // a later code is linked, never re-keyed
  take_over(known.name, said.name);
  take_over(known.kind, said.kind);
  take_over(known.township, said.township);
  take_over(known.address, said.address);
  take_over(known.industry, said.industry);
  take_over(known.contact_name, said.contact_name);
  take_over(known.contact_phone, said.contact_phone);
  take_over(known.legal_representative, said.legal_representative);
  take_over(known.size_class, said.size_class);
  nlohmann::json attributes = nlohmann::json::parse(known.attributes, nullptr, false);
  const nlohmann::json added = nlohmann::json::parse(said.attributes, nullptr, false);
  if (!attributes.is_object()) attributes = nlohmann::json::object();
  if (added.is_object()) attributes.update(added);
  known.attributes = attributes.dump();
  return known;
}

}  // namespace

RosterListing::RosterListing(Transaction& transaction, Writer& writer, const RuleBook& rules,
                             const Directory& directory, const PersonId& actor,
                             const std::optional<RoundRow>& round, Instant now)
    : transaction_(transaction),
      writer_(writer),
      rules_(rules),
      directory_(directory),
      actor_(actor),
      given_round_(round),
      now_(now) {
  if (given_round_) return;
  const Date today = local_date(now);
  for (RoundRow& open : writer.rounds())
    if (open.opens <= today && today <= open.ends)
      open_rounds_.emplace(open.county, std::move(open));
}

const RoundRow* RosterListing::round_of(const std::string& county) const {
  if (given_round_) return given_round_->id.empty() ? nullptr : &*given_round_;
  const auto open = open_rounds_.find(county);
  return open == open_rounds_.end() ? nullptr : &open->second;
}

std::optional<EnterpriseRow> RosterListing::known(const EnterpriseRow& row) {
  if (!row.uscc.empty()) {
    if (auto same = writer_.enterprise_by_uscc(row.uscc)) return same;
  }
  auto same = native_by_name(writer_, row.county, row.name);
  // Two codes are two enterprises, whatever they are called.
  if (same && !same->uscc.empty() && !row.uscc.empty()) return std::nullopt;
  return same;
}

Result<Engine::Listing> RosterListing::list(const EnterpriseRow& row) {
  if (directory_.organisation(row.county) == nullptr)
    return fail("roster.county_not_set_up", {{"county", row.county}});
  Engine::Listing listing = Engine::Listing::kNew;
  EnterpriseRow enterprise = row;
  if (const auto before = known(row)) {
    if (before->county != row.county)
      return fail("roster.other_county", {{"name", row.name}, {"county", before->county}});
    enterprise = merged(*before, row);
    listing = enterprise == *before ? Engine::Listing::kUnchanged : Engine::Listing::kMerged;
    if (listing == Engine::Listing::kMerged) writer_.update_enterprise(enterprise);
  } else {
    enterprise.id = make_numbered_id(writer_, row.county, 'E');
    enterprise.created_ms = to_milliseconds(now_);
    writer_.insert_enterprise(enterprise);
  }
  if (needs_case(enterprise)) {
    if (auto opened = open_case(enterprise); !opened) return fail(opened.error());
  }
  if (!roster_.empty()) writer_.insert_roster_entry(roster_, enterprise.id);
  return listing;
}

bool RosterListing::needs_case(const EnterpriseRow& enterprise) {
  if (writer_.open_case_of(enterprise.id)) return false;
  const auto last = writer_.last_case_of(enterprise.id);
  if (!last) return true;
  const RoundRow* round = round_of(enterprise.county);
  return round != nullptr && last->opened_ms < to_milliseconds(start_of_day(round->opens));
}

Result<void> RosterListing::open_case(const EnterpriseRow& enterprise) {
  SubjectRow row;
  row.kind = SubjectKind::kCase;
  row.county = enterprise.county;
  row.township = enterprise.township;
  row.enterprise = enterprise.id;
  row.opened_ms = to_milliseconds(now_);
  row.workflow_version = rules_.current(row.county).version();
  if (const auto earlier = writer_.last_case_of(enterprise.id)) row.case_id = earlier->id;
  row.id = make_numbered_id(writer_, row.county, 'C');
  nlohmann::json data = nlohmann::json::object();
  if (const RoundRow* round = round_of(row.county))
    data["round"] = {{"id", round->id}, {"ends", format_date(round->ends)}};
  return transaction_.post_by_system(row, true, "Listed", data, actor_);
}

}  // namespace qianqiao
