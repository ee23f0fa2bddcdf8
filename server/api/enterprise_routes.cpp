#include <nlohmann/json.hpp>

#include "server/api/paging.h"
#include "server/api/routes.h"
#include "server/engine/reception.h"

namespace qianqiao::routes {
namespace {

// 138****5678. Who needs the whole number reveals it, on record; that comes with accounts.
std::string masked(const std::string& phone) {
  if (phone.size() < 8) return std::string(phone.size(), '*');
  return phone.substr(0, 3) + std::string(phone.size() - 7, '*') + phone.substr(phone.size() - 4);
}

}  // namespace

Result<Answer> show_enterprise(Service& service, const Request& request) {
  const auto reader = service.store.reader();
  const std::string& id = request.path_value("id");
  const auto row = reader->enterprise(id);
  if (!row) return fail("enterprise.not_found", {{"enterprise", id}});
  const auto open = reader->open_case_of(row->id);
  nlohmann::ordered_json body = {{"id", row->id},
                                 {"uscc", row->uscc},
                                 {"uscc_overridden", row->uscc_overridden},
                                 {"name", row->name},
                                 {"kind", row->kind},
                                 {"county", row->county},
                                 {"township", row->township},
                                 {"address", row->address},
                                 {"industry", row->industry},
                                 {"contact_name", row->contact_name},
                                 {"contact_phone", masked(row->contact_phone)},
                                 {"legal_representative", row->legal_representative},
                                 {"size_class", row->size_class},
                                 {"open_case", open ? open->id : ""}};
  if (row->uscc_overridden) body["uscc_override_reason"] = row->uscc_override_reason;
  if (is_reception(*row)) {
    const Reception said = reception_of(*row);
    body["received"] = {{"uscc", said.uscc}, {"county", said.county}};
  }
  return json_answer(body);
}

}  // namespace qianqiao::routes
