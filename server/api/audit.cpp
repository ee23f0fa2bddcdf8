#include "server/api/audit.h"

#include <nlohmann/json.hpp>

namespace qianqiao {

AuditRow audit_row(const Service& service, const Request& request, std::string_view action,
                   std::string_view object, AuditDetail detail) {
  nlohmann::json words = nlohmann::json::object();
  for (const auto& [name, value] : detail) words[std::string(name)] = value;
  AuditRow row;
  row.instant_ms = to_milliseconds(service.clock.now());
  row.person = request.viewer.person;
  row.api_key = request.viewer.api_key;
  row.action = action;
  row.object = object;
  row.detail = words.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  row.address = request.client_address;
  return row;
}

Result<void> record_audit(Service& service, const AuditRow& row) {
  return service.with_engine(
      [&](Engine& engine) { engine.record([&](Writer& writer) { writer.insert_audit(row); }); });
}

}  // namespace qianqiao
