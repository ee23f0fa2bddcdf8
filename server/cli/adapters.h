// What the commands need of the adapters (store, intake, notify) without knowing them: main hands
// it over.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "server/api/import_report.h"
#include "server/api/secret_box.h"
#include "server/api/table_line.h"
#include "server/ports/clock.h"
#include "server/ports/document_inspector.h"
#include "server/ports/figures.h"
#include "server/ports/plugin_keeper.h"
#include "server/ports/plugin_workshop.h"
#include "server/ports/report_table.h"
#include "server/ports/store.h"

namespace qianqiao {

enum class ClockKind { kAsBefore, kSystem, kSimulated };  // as before: what the directory last had

struct ServeOptions {
  std::string directory;
  std::optional<std::string> listen;  // none: as configured, else 127.0.0.1:8329
  ClockKind clock = ClockKind::kAsBefore;
  std::optional<Instant> at;  // of a simulated clock
  std::string config_path;    // empty: none
};

enum class StoreAccess { kCreate, kExisting, kReadOnly };

struct Adapters {
  // Takes the directory's lock for as long as the store lives.
  std::function<Result<std::unique_ptr<Store>>(const std::string& directory, StoreAccess)>
      open_store;
  std::function<Result<void>(const std::string& backup, const std::string& directory)> restore;
  RosterReader read_roster;
  std::function<std::unique_ptr<FigureSource>()> make_figures;
  SmallTableReader read_table;
  WorkbookWriter write_workbook;
  DocumentInspector inspect_document;
  // Of a settings file: where it says that the signing key of checkpoints lies; empty: it does not.
  std::function<Result<std::string>(const std::string& config_path)> signing_key_file;
  std::function<std::unique_ptr<PluginWorkshop>()> plugin_workshop;
  // What it is given outlives what it makes. Values that plugins keep go through `record`; secrets
  // that were entered for them lie sealed by `box`.
  using Record = std::function<void(const std::function<void(Writer&)>&)>;
  std::function<std::unique_ptr<PluginKeeper>(const std::string& directory, Store&, const Clock&,
                                              Record, const SecretBox& box)>
      plugin_keeper;
  std::function<int(const ServeOptions&)> serve;  // until it is told to stop; an exit code
};

}  // namespace qianqiao
