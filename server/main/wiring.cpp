#include "server/main/wiring.h"

#include "server/engine/clocks.h"
#include "server/intake/document_type.h"
#include "server/intake/table_file.h"
#include "server/main/plugin_house.h"
#include "server/main/roster_reading.h"
#include "server/main/serve.h"
#include "server/main/settings.h"
#include "server/plugin_client/plugin_workshop.h"
#include "server/report/figures.h"
#include "server/report/report_workbook.h"
#include "server/store/sqlite/sqlite_store.h"

namespace qianqiao {
namespace {

Result<std::unique_ptr<Store>> open_store(const std::string& directory, StoreAccess access) {
  SqliteOptions options;
  options.directory = directory;
  options.create = access == StoreAccess::kCreate;
  options.read_only = access == StoreAccess::kReadOnly;
  return open_sqlite_store(options);
}

Result<std::vector<TableLine>> read_table(const std::string& path, std::size_t most_rows) {
  const auto reader = open_table(path);
  if (!reader) return fail(reader.error());
  std::vector<TableLine> lines;
  TableRow row;
  while (lines.size() < most_rows) {
    const auto more = (*reader)->next(row);
    if (!more) return fail(more.error());
    if (!*more) break;
    if (row.problem) return fail(*row.problem);
    TableLine line{row.number, {}};
    for (Cell& cell : row.cells) line.cells.push_back(std::move(cell.text));
    lines.push_back(std::move(line));
  }
  return lines;
}

std::unique_ptr<PluginWorkshop> plugin_workshop() {
  static const SystemClock clock;
  return std::make_unique<SandboxedWorkshop>(installed_sandbox(), clock);
}

}  // namespace

Adapters wire(OutgoingClient* outgoing) {
  Adapters adapters;
  adapters.open_store = open_store;
  adapters.restore = restore_sqlite;
  adapters.read_roster = read_roster;
  adapters.make_figures = make_figures;
  adapters.read_table = read_table;
  adapters.write_workbook = write_report_workbook;
  adapters.inspect_document = inspect_document;
  adapters.signing_key_file = [](const std::string& config_path) -> Result<std::string> {
    const auto settings = read_settings(config_path);
    if (!settings) return fail(settings.error());
    return settings->signing_key_file;
  };
  adapters.plugin_workshop = plugin_workshop;
  adapters.plugin_keeper = [outgoing](const std::string& directory, Store& store,
                                      const Clock& clock, Adapters::Record record,
                                      const SecretBox& box) -> std::unique_ptr<PluginKeeper> {
    return std::make_unique<PluginHouse>(directory, store, clock, std::move(record), box, outgoing);
  };
  adapters.serve = [](const ServeOptions& options) { return serve(options); };
  return adapters;
}

}  // namespace qianqiao
