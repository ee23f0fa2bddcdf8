// What the routes work with. Lives as long as the server; handed to every handler. Thread-safe in
// itself: the queue takes commands from any thread, readers are made for each request.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>

#include "server/api/change_feed.h"
#include "server/api/clock_mover.h"
#include "server/api/import_report.h"
#include "server/api/metrics.h"
#include "server/api/table_line.h"
#include "server/engine/command_queue.h"
#include "server/ports/clock.h"
#include "server/ports/document_inspector.h"
#include "server/ports/figures.h"
#include "server/ports/report_table.h"
#include "server/ports/store.h"
#include "workflows/base/text.h"

namespace qianqiao {

class Accounts;
class PluginKeeper;
class ProgressLinks;
class RosterJobs;
class SetUp;
class WorkflowJobs;
// What is around the service; for the doctor.
struct Premises {
  std::string directory;  // the data directory
  std::string listen;     // address and port; empty: a command that works on the directory itself
  bool loopback_only = true;
  bool tls = false;
};

// Who asks from outside is not told where it lies.
inline constexpr char kDataDirectory[] = "数据目录 / the data directory";

// A writing thread that has not come round for longer does not serve.
inline constexpr std::chrono::seconds kLongestSilence{30};

struct Service {
  Store& store;
  CommandQueue& queue;
  const Engine& engine;  // rule book, directory and now only: the queue's thread has the rest
  const Clock& clock;
  Metrics& metrics;
  const FigureSource& figures;
  ClockMover* clock_mover = nullptr;  // null: the clock is the system's
  RosterReader read_roster;
  Accounts* accounts = nullptr;           // never null once the house is open
  SetUp* set_up = nullptr;                // likewise
  RosterJobs* roster_jobs = nullptr;      // likewise
  WorkflowJobs* workflow_jobs = nullptr;  // likewise
  std::string working_folder;             // uploads, reports and copies on their way out
  std::string signing_public_key = {};    // of daily checkpoints, 32 bytes; empty: not at hand
  // Told when the database fails in a job of ours: the process should stop. May be empty.
  std::function<void(const StoreFailure&)> store_failed = {};
  ChangeFeed* changes = nullptr;  // null: nobody can watch here
  Premises premises = {};         // said before the first request
  // Why a webhook may not go to this address; none: it may. May be empty: then it shows when sent.
  std::function<std::optional<Text>(const std::string& url)> webhook_objection = {};

  // A store of its own in this folder, made from a backup: to be played with. May be empty only
  // where nothing is simulated.
  std::function<Result<std::unique_ptr<Store>>(const std::string& backup,
                                               const std::string& folder)>
      open_copy = {};
  SmallTableReader read_table = {};    // of files that plugins take apart
  WorkbookWriter write_workbook = {};  // of tables that they make
  DocumentInspector inspect_document = {};

  ProgressLinks* progress_links = nullptr;  // never null once the house is open

  // What is installed, and runs it; null: this process runs no plugins.
  PluginKeeper* plugins = nullptr;

  // Called on its thread before a handler waits for something, or works for long. May be empty.
  std::function<void()> before_waiting = {};

  void expect_wait() const {
    if (before_waiting) before_waiting();
  }
  // Posts a command and waits for its commit.
  Outcome post(Command command);
  // Runs on the writing thread, alone with the engine. Errors: server.stopping.
  Result<void> with_engine(const std::function<void(Engine&)>& job);
};

}  // namespace qianqiao
