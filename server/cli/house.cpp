#include "server/cli/house.h"

#include <algorithm>
#include <charconv>
#include <filesystem>

#include "server/api/roster_report.h"
#include "server/engine/checkpointer.h"
#include "server/engine/document_keeping.h"

namespace qianqiao {
namespace {

// Where uploads, reports and copies lie for a while.
constexpr char kWorkingFolder[] = "/uploads";
constexpr char kSealingKey[] = "/sealing-key";

std::optional<Instant> stored_now(Store& store) {
  const auto text = store.reader()->setting(kSimulatedNow);
  if (!text) return std::nullopt;
  std::int64_t ms = 0;
  const auto [end, problem] = std::from_chars(text->data(), text->data() + text->size(), ms);
  if (problem != std::errc{} || end != text->data() + text->size()) return std::nullopt;
  return from_milliseconds(ms);
}

}  // namespace

std::string signing_key_path(const std::string& directory, const std::string& configured) {
  return configured.empty() ? directory + "/signing-key" : configured;
}

Result<std::unique_ptr<House>> House::open(const Options& options, const Adapters& adapters) {
  std::unique_ptr<House> house(new House);
  house->directory_ = options.directory;
  house->metrics_ = std::make_unique<Metrics>();
  house->figures_ = adapters.make_figures();
  auto store = adapters.open_store(options.directory, options.access);
  if (!store) return fail(store.error());
  house->store_ = *std::move(store);
  try {
    house->start_clock(options);
    EngineOptions engine_options;
    engine_options.committed = [&metrics = *house->metrics_](std::chrono::microseconds duration) {
      metrics.count_commit(duration);
    };
    house->engine_ = std::make_unique<Engine>(*house->store_, *house->clock_, engine_options);
    if (house->simulated_ != nullptr)
      house->engine_->record([&](Writer& writer) {
        writer.put_setting(kSimulatedNow, std::to_string(to_milliseconds(house->clock_->now())));
      });
    else if (options.clock == ClockKind::kSystem)
      house->engine_->record([](Writer& writer) { writer.put_setting(kSimulatedNow, ""); });
  } catch (const StoreFailure& failure) {
    return fail(failure.code, {{"path", options.directory}, {"reason", failure.what()}});
  }
  if (auto folder = house->prepare_folder(); !folder) return fail(folder.error());
  house->engine_->on_commit(
      [&feed = house->changes_](const std::vector<SubjectRow>& changed) { feed.publish(changed); });
  auto failed = options.store_failed;
  if (!failed) failed = [](const StoreFailure&) {};
  CommandQueue::Options queue_options;
  queue_options.batch_done = [&metrics = *house->metrics_](std::size_t commands) {
    metrics.count_batch(commands);
  };
  house->queue_ = std::make_unique<CommandQueue>(*house->engine_, queue_options, std::move(failed));
  if (auto opened = house->open_accounts(); !opened) return fail(opened.error());
  house->service_.reset(new Service{*house->store_,
                                    *house->queue_,
                                    *house->engine_,
                                    *house->clock_,
                                    *house->metrics_,
                                    *house->figures_,
                                    nullptr,
                                    adapters.read_roster,
                                    house->accounts_.get(),
                                    house->set_up_.get(),
                                    &house->roster_jobs_,
                                    &house->workflow_jobs_,
                                    options.directory + kWorkingFolder,
                                    {},
                                    options.store_failed,
                                    &house->changes_});
  house->service_->premises.directory = options.directory;
  house->service_->read_table = adapters.read_table;
  house->service_->write_workbook = adapters.write_workbook;
  house->service_->inspect_document = adapters.inspect_document;
  house->service_->progress_links = house->progress_links_.get();
  house->open_plugins(adapters);
  // Whoever only reads needs no key, and makes none.
  if (const auto key =
          SigningKey::load(signing_key_path(options.directory, options.signing_key_file)))
    house->service_->signing_public_key = key->public_key();
  house->set_outward({});
  return house;
}

House::~House() {
  workflow_jobs_.stop();
  roster_jobs_.stop();
  if (queue_) queue_->stop();
}

void House::start_clock(const Options& options) {
  const auto before = stored_now(*store_);
  const bool simulated =
      options.clock == ClockKind::kSimulated || (options.clock == ClockKind::kAsBefore && before);
  if (!simulated) {
    clock_ = std::make_unique<SystemClock>();
    return;
  }
  Instant start = before.value_or(options.at.value_or(SystemClock().now()));
  if (options.at) start = std::max(start, *options.at);
  // Never before what has happened, whatever was stored.
  if (const auto latest = store_->reader()->latest_history_instant())
    start = std::max(start, *latest);
  auto clock = std::make_unique<SimulatedClock>(start);
  simulated_ = clock.get();
  clock_ = std::move(clock);
}

// What an earlier process left half done there is of no use to anybody.
Result<void> House::prepare_folder() {
  const std::string folder = directory_ + kWorkingFolder;
  std::error_code problem;
  std::filesystem::create_directories(folder, problem);
  std::filesystem::permissions(folder, std::filesystem::perms::owner_all, problem);
  if (problem) return fail("store.unwritable", {{"path", folder}, {"reason", problem.message()}});
  for (const auto& entry : std::filesystem::directory_iterator(folder, problem)) {
    const std::string name = entry.path().filename();
    if (name.starts_with("upload-") || name.starts_with("backup-") || name.starts_with("import-") ||
        name.starts_with("document-"))
      std::filesystem::remove_all(entry.path(), problem);
  }
  remove_expired_reports(folder, engine_->now());
  engine_->record([this](Writer& writer) { writer.interrupt_rosters(engine_->now()); });
  sweep_uploads();
  return {};
}

// Of documents whose upload was cut off: a few at a time.
void House::sweep_uploads() {
  constexpr int kAtOnce = 4;
  int swept = kAtOnce;
  while (swept == kAtOnce)
    engine_->record(
        [&](Writer& writer) { swept = qianqiao::sweep_uploads(writer, Instant::max(), kAtOnce); });
}

Result<void> House::open_accounts() {
  auto box = SecretBox::load_or_create(directory_ + kSealingKey);
  if (!box) return fail(box.error());
  accounts_ = std::make_unique<Accounts>(*store_, *queue_, *engine_, wall_, *std::move(box));
  set_up_ = std::make_unique<SetUp>(*engine_);
  progress_links_ = std::make_unique<ProgressLinks>(*store_, *queue_, *clock_, wall_);
  return {};
}

void House::open_plugins(const Adapters& adapters) {
  service_->open_copy = [restore = adapters.restore, open = adapters.open_store](
                            const std::string& backup,
                            const std::string& folder) -> Result<std::unique_ptr<Store>> {
    std::error_code ignored;  // restoring says what is wrong with it
    std::filesystem::create_directories(folder, ignored);
    if (auto restored = restore(backup, folder); !restored) return fail(restored.error());
    return open(folder, StoreAccess::kExisting);
  };
  plugins_ = adapters.plugin_keeper(
      directory_, *store_, *clock_,
      [this](const std::function<void(Writer&)>& change) {
        queue_->run([&](Engine& engine) { engine.record(change); }).get();
      },
      accounts_->box());
  service_->plugins = plugins_.get();
}

void House::set_outward(ClockMover::Outward outward) {
  if (simulated_ == nullptr) return;
  mover_ = std::make_unique<ClockMover>(*store_, *queue_, *simulated_, std::move(outward));
  service_->clock_mover = mover_.get();
}

}  // namespace qianqiao
