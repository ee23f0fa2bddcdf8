// An enterprise, as far as its cases and referrals let the viewer see it.
#include <nlohmann/json.hpp>

#include "server/api/audit.h"
#include "server/api/gate.h"
#include "server/api/json_input.h"
#include "server/api/masking.h"
#include "server/api/paging.h"
#include "server/api/routes.h"
#include "server/engine/reception.h"

namespace qianqiao::routes {
namespace {

using Json = nlohmann::ordered_json;

// Whose work is to call the enterprise: they see its number at once.
const std::vector<std::string_view> kCallers = {roles::kTaskForce, roles::kPreliminaryReviewer,
                                                roles::kVisitor, roles::kWindowClerk,
                                                roles::kBankContact};

Result<EnterpriseRow> enterprise_seen(Reader& reader, const Request& request) {
  const std::string& id = request.path_value("id");
  auto row = reader.enterprise(id);
  if (!row || !may_see(request, *row, reader))
    return fail("enterprise.not_found", {{"enterprise", id}});
  return *std::move(row);
}

Json to_json(const EnterpriseRow& row, const Request& request, Reader& reader, bool in_full) {
  const auto open = reader.open_case_of(row.id);
  Json body = {{"id", row.id},
               {"uscc", row.uscc},
               {"uscc_overridden", row.uscc_overridden},
               {"name", row.name},
               {"kind", row.kind},
               {"county", row.county},
               {"township", row.township},
               {"address", row.address},
               {"industry", row.industry},
               {"contact_name", row.contact_name},
               {"contact_phone", in_full ? row.contact_phone : masked_phone(row.contact_phone)},
               {"legal_representative", row.legal_representative},
               {"size_class", row.size_class},
               {"open_case", open && may_see(request, *open) ? open->id : ""}};
  if (row.uscc_overridden) body["uscc_override_reason"] = row.uscc_override_reason;
  if (is_reception(row)) {
    const Reception said = reception_of(row);
    body["received"] = {{"uscc", said.uscc}, {"county", said.county}};
  }
  return body;
}

// Whoever would see a case of its place, or has a referral or slip of it.
std::optional<Sight> enterprise_sight(const Request& request) {
  const auto sights = sights_of(request);
  if (!sights) return std::nullopt;
  Sight all = sights->cases;
  for (const Sight* sight : {&sights->referrals, &sights->slips}) {
    all.everything |= sight->everything;
    all.counties.insert(sight->counties.begin(), sight->counties.end());
    all.townships.insert(sight->townships.begin(), sight->townships.end());
    all.parties.insert(sight->parties.begin(), sight->parties.end());
  }
  return all;
}

}  // namespace

Result<Answer> list_enterprises(Service& service, const Request& request) {
  const auto page = page_of(request);
  if (!page) return fail(page.error());
  const auto words = words_of(request);
  if (!words) return fail(words.error());
  EnterpriseFilter filter;
  filter.county = text_of(request, "county");
  filter.township = text_of(request, "township");
  filter.words = *words;
  filter.sight = enterprise_sight(request);
  filter.after = page->cursor;
  filter.limit = page->limit;
  const bool in_full = holds_any(request, kCallers);
  const auto reader = service.store.reader();
  const auto rows = reader->enterprises(filter);
  Json items = Json::array();
  for (const EnterpriseRow& row : rows) items.push_back(to_json(row, request, *reader, in_full));
  const bool full = rows.size() == static_cast<std::size_t>(filter.limit);
  return list_answer(items, full ? rows.back().id : "");
}

Result<Answer> show_enterprise(Service& service, const Request& request) {
  const auto reader = service.store.reader();
  const auto row = enterprise_seen(*reader, request);
  if (!row) return fail(row.error());
  return json_answer(to_json(*row, request, *reader, holds_any(request, kCallers)));
}

Result<Answer> reveal_enterprise(Service& service, const Request& request) {
  const auto body = parse_strictly(request.body);
  if (!body) return fail(body.error());
  auto input = ObjectInput::of(*body);
  if (!input) return fail(input.error());
  const std::string reason = input->required_text("reason");
  if (auto fine = input->finish(); !fine) return fail(fine.error());
  const auto reader = service.store.reader();
  const auto row = enterprise_seen(*reader, request);
  if (!row) return fail(row.error());
  // On record before anything is shown.
  const auto recorded = record_audit(
      service, audit_row(service, request, "enterprise.revealed", row->id, {{"reason", reason}}));
  if (!recorded) return fail(recorded.error());
  return json_answer(to_json(*row, request, *reader, true));
}

}  // namespace qianqiao::routes
