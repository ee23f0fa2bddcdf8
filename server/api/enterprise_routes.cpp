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

}  // namespace

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
