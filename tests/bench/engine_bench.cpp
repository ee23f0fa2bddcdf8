// What the engine costs over bare SQLite: durable transitions per second of the same commands
// through the engine, and of the very statements that the engine issued for them, with the same
// values, pragmas and checkpoints, through sqlite3's own interface, in the same run. A rehearsal on
// a copy of the database tells the statements. In the end both must hold the same history.
//
//   engine_bench [--benchmark_filter=…]      QIANQIAO_BENCH_DIR: where the databases lie (.)
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <random>

#include "server/store/sqlite/sqlite_store.h"
#include "tests/bench/statement_journal.h"
#include "tests/support/small_city.h"

namespace qianqiao {
namespace {

// Many slices, the two sides in turn: what else the machine does meets both.
constexpr int kSlices = 7;
struct Size {
  int batch;
  int batches;  // in a slice
};
constexpr Size kSizes[] = {{1, 200}, {64, 16}, {1024, 3}};
constexpr std::size_t kVisitedCases = 20'000;

constexpr char kApplication[] =
    R"({"standards":{"compliant_operation":{"met":true,"evidence":"现场核实"},)"
    R"("fixed_premises":{"met":true,"evidence":"现场核实"},)"
    R"("genuine_need":{"met":true,"evidence":"现场核实"},)"
    R"("good_credit":{"met":true,"evidence":"现场核实"},)"
    R"("lawful_use":{"met":true,"evidence":"现场核实"}},"banks":["BANK-A","BANK-B"],)"
    R"("amount_fen":50000000,"purpose":"收购春茶","term_months":12,"consent":true})";
constexpr char kVisit[] =
    R"({"visited_on":"2025-03-03","channel":"on_site","outcome":"demand","situation":"经营正常",)"
    R"("need":{"amount_fen":50000000,"purpose":"收购春茶"}})";

Command make(const SubjectId& subject, const char* event, std::string_view data,
             const char* actor) {
  Command command = make_command(SubjectKind::kCase, event, data).value();
  command.subject = subject;
  command.actor = actor;
  return command;
}

// The command's effect, and how many of them there are before they repeat.
struct Transition {
  const char* label;
  Command (*command)(const SubjectId& subject, int number);
};
constexpr Transition kTransitions[] = {
    // A visit is planned anew: the case and its history.
    {"light",
     [](const SubjectId& subject, int number) {
       return make(subject, "VisitPlanned",
                   fmt::format(R"({{"planned_on":"2025-03-{:02}","team":"411502001",)"
                               R"("channel":"phone"}})",
                               10 + number % 10),
                   "visitor-411502");
     }},
    // An application is submitted: also tasks, clocks and a list.
    {"heavy",
     [](const SubjectId& subject, int) {
       return make(subject, "ApplicationSubmitted", kApplication, "task_force-411502");
     }},
};

// One slice of one benchmark: what is asked of the engine, and what that asks of SQLite.
struct Slice {
  std::vector<std::vector<Command>> batches;
  std::vector<std::vector<StatementRun>> journal;  // one transaction per batch
};
using Slices = std::map<std::pair<const char*, int>, std::vector<Slice>>;  // by label and batch

void must(const std::vector<Outcome>& outcomes) {
  for (const Outcome& outcome : outcomes)
    if (!outcome) throw std::runtime_error(to_line(outcome.error()));
}

// An engine on a data directory of its own; time stands still.
class EngineSide {
 public:
  explicit EngineSide(const std::string& directory) : clock_(test::instant("2025-03-03T09:00")) {
    SqliteOptions options;
    options.directory = directory;
    options.checkpoint_pages = kCheckpointPages;
    store_ = open_sqlite_store(options).value();
    engine_ = std::make_unique<Engine>(*store_, clock_, EngineOptions{.seed = 1});
  }

  void execute(const std::vector<Command>& commands) {
    must(engine_->execute(commands));
    store_->maintain();
  }

 private:
  SimulatedClock clock_;
  std::unique_ptr<Store> store_;
  std::unique_ptr<Engine> engine_;
};

class Ground {
 public:
  Ground();
  ~Ground() { std::filesystem::remove_all(directory_); }
  Ground(const Ground&) = delete;
  Ground& operator=(const Ground&) = delete;

  std::string side(const char* name) const { return directory_ + "/" + name; }
  const Slices& slices() const { return slices_; }
  EngineSide& engine() { return *engine_; }
  JournalPlayer& raw() { return *raw_; }
  void close_sides() {
    engine_.reset();
    raw_.reset();
  }

 private:
  void prepare_database();
  void plan_commands();
  void rehearse();

  std::string directory_;
  std::vector<SubjectId> visited_, applying_;
  Slices slices_;
  StatementRecorder recorder_;  // keeps the journal's texts
  std::unique_ptr<EngineSide> engine_;
  std::unique_ptr<JournalPlayer> raw_;
};

Ground::Ground() {
  const char* chosen = std::getenv("QIANQIAO_BENCH_DIR");
  directory_ = (std::filesystem::path(chosen ? chosen : ".") / "engine_bench_data").string();
  std::filesystem::remove_all(directory_);
  prepare_database();
  for (const char* name : {"raw", "engine"}) std::filesystem::copy(side("rehearsal"), side(name));
  plan_commands();
  rehearse();
  engine_ = std::make_unique<EngineSide>(side("engine"));
  raw_ = std::make_unique<JournalPlayer>(side("raw"));
  for (const auto& [name, slices] : slices_)
    for (const Slice& slice : slices)
      for (const auto& transaction : slice.journal) raw_->prepare(transaction);
}

template <class Make>
void execute_all(Engine& engine, std::span<const SubjectId> cases, Make make_one) {
  std::vector<Command> commands;
  for (const SubjectId& id : cases) {
    commands.push_back(make_one(id));
    if (commands.size() < 2000 && id != cases.back()) continue;
    must(engine.execute(commands));
    engine.store().maintain();
    commands.clear();
  }
}

std::vector<SubjectId> all_cases(test::SmallCity& city) {
  const auto reader = city.read();
  SubjectFilter filter;
  filter.kind = SubjectKind::kCase;
  filter.limit = 1000;
  std::vector<SubjectId> cases;
  for (auto page = reader->subjects(filter); !page.empty(); page = reader->subjects(filter)) {
    for (const SubjectRow& row : page) cases.push_back(row.id);
    filter.after = cases.back();
  }
  return cases;
}

// Cases that wait for a visit, and cases that wait for their application.
void Ground::prepare_database() {
  std::size_t count = kVisitedCases;
  for (const Size& size : kSizes)
    count += static_cast<std::size_t>(size.batch * size.batches * kSlices);
  test::SmallCity city;
  std::vector<EnterpriseRow> rows(count);
  for (std::size_t i = 0; i < count; ++i) {
    rows[i].name = fmt::format("信阳茶业有限公司{}", i);
    rows[i].kind = "company";
    rows[i].county = "411502";
    rows[i].township = "411502001";
  }
  for (std::size_t i = 0; i < count; i += 2000)
    city.engine().list_enterprises(
        std::span(rows).subspan(i, std::min<std::size_t>(2000, count - i)), "system", std::nullopt);
  const std::vector<SubjectId> cases = all_cases(city);
  execute_all(city.engine(), cases, [](const SubjectId& id) {
    return make(id, "ScreenedIn", R"({"conditions_met":true})", "task_force-411502");
  });
  visited_.assign(cases.begin(), cases.begin() + kVisitedCases);
  applying_.assign(cases.begin() + kVisitedCases, cases.end());
  execute_all(city.engine(), applying_, [](const SubjectId& id) {
    return make(id, "VisitRecorded", kVisit, "visitor-411502");
  });
  std::filesystem::create_directories(side("rehearsal"));
  if (auto done = city.store().backup_to(side("rehearsal") + "/" + kSqliteFileName); !done)
    throw std::runtime_error(to_line(done.error()));
}

// Cases in no order of theirs; every command has a key, as those of people and banks have.
void Ground::plan_commands() {
  std::mt19937 random(7);
  for (auto* cases : {&visited_, &applying_}) std::shuffle(cases->begin(), cases->end(), random);
  for (const Transition& transition : kTransitions) {
    const auto& cases = &transition == kTransitions ? visited_ : applying_;
    int number = 0;
    for (const Size& size : kSizes)
      for (int slice = 0; slice < kSlices; ++slice) {
        Slice& made = slices_[{transition.label, size.batch}].emplace_back();
        made.batches.resize(static_cast<std::size_t>(size.batches));
        for (auto& batch : made.batches)
          for (int i = 0; i < size.batch; ++i, ++number) {
            batch.push_back(
                transition.command(cases[static_cast<std::size_t>(number) % cases.size()], number));
            batch.back().idempotency_key = fmt::format("{}-{}", transition.label, number);
          }
      }
  }
}

// In the order of the benchmarks: each transaction finds what the earlier ones left.
void Ground::rehearse() {
  recorder_.listen();
  EngineSide engine(side("rehearsal"));
  recorder_.stop_listening();
  recorder_.take();
  for (const Transition& transition : kTransitions)
    for (const Size& size : kSizes)
      for (Slice& slice : slices_[{transition.label, size.batch}])
        for (const auto& commands : slice.batches) {
          engine.execute(commands);
          slice.journal.push_back(recorder_.take());
        }
}

void BM_Engine(benchmark::State& state, EngineSide& engine, const Slice& slice) {
  auto next = slice.batches.begin();
  for (auto _ : state) engine.execute(*next++);
  state.SetItemsProcessed(state.iterations() * state.range(0));
}

void BM_Raw(benchmark::State& state, JournalPlayer& raw, const Slice& slice) {
  auto next = slice.journal.begin();
  for (auto _ : state) raw.play(*next++);
  state.SetItemsProcessed(state.iterations() * state.range(0));
}

void add_runs(Ground& ground) {
  const auto add = [](const std::string& name, const Size& size, auto run) {
    benchmark::RegisterBenchmark(name.c_str(), run)
        ->Arg(size.batch)
        ->Iterations(size.batches)
        ->UseRealTime()
        ->Unit(benchmark::kMillisecond);
  };
  for (const Transition& transition : kTransitions)
    for (const Size& size : kSizes)
      for (const Slice& slice : ground.slices().at({transition.label, size.batch})) {
        add(std::string(transition.label) + "/raw", size,
            [&](benchmark::State& state) { BM_Raw(state, ground.raw(), slice); });
        add(std::string(transition.label) + "/engine", size,
            [&](benchmark::State& state) { BM_Engine(state, ground.engine(), slice); });
      }
}

// What one transition of each kind asks of SQLite, with its share of the transaction.
void print_statements(const Slices& slices) {
  for (const auto& [name, some] : slices) {
    std::map<std::string, int> runs;
    for (const auto& transaction : some.back().journal)
      for (const StatementRun& run : transaction) ++runs[run.sql->substr(0, run.sql->find('('))];
    const double transitions = static_cast<double>(some.back().batches.size()) * name.second;
    fmt::print("\n{} at batch {}, statements per transition:\n", name.first, name.second);
    for (const auto& [sql, count] : runs) fmt::print("{:8.3f}  {:.60}\n", count / transitions, sql);
  }
}

}  // namespace
}  // namespace qianqiao

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  qianqiao::Ground ground;
  qianqiao::add_runs(ground);
  qianqiao::PairReporter reporter("engine");
  benchmark::RunSpecifiedBenchmarks(&reporter);
  ground.close_sides();
  qianqiao::print_statements(ground.slices());
  reporter.print_ratios();
  const bool same = qianqiao::have_same_rows(
      ground.side("raw"), ground.side("engine"), "engine",
      {"subject", "history", "deadline", "rung", "task", "list_entry"}, {"rung"});
  return same && qianqiao::have_same_history(ground.side("raw"), ground.side("engine")) ? 0 : 1;
}
