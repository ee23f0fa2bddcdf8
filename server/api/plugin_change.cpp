#include "server/api/plugin_change.h"

#include <nlohmann/json.hpp>

#include "server/api/audit.h"
#include "server/api/paging.h"
#include "server/api/plugin_json.h"

namespace qianqiao {

Result<void> change_plugin(Service& service, const Request& request, const char* action,
                           const InstalledPluginRow& row,
                           const std::function<void(PluginWrites&, Instant now)>& write,
                           const std::string& what) {
  return service.with_engine([&](Engine& engine) {
    engine.change_plugins([&](Writer& writer) {
      write(writer.plugin_writes(), engine.now());
      writer.insert_audit(
          audit_row(service, request, action, row.name,
                    {{"county", row.county}, {"version", row.version}, {"what", what}}));
    });
  });
}

Answer plugin_answer(Service& service, const InstalledPluginRow& row, int status) {
  const auto reader = service.store.reader();
  return json_answer(to_json(row, *reader, service.plugins->runner().status()), status);
}

}  // namespace qianqiao
