// What the store costs over bare SQLite: the same transitions, with the same SQL text, pragmas,
// checkpoints and rows, through sqlite3's own interface and through the store, in the same run.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <map>
#include <random>
#include <span>

#include "server/store/sqlite/sqlite_store.h"
#include "server/store/statements.h"
#include "tests/bench/raw_side.h"
#include "tests/bench/store_transitions.h"

namespace qianqiao {
namespace {

// The bare database, used as well as one can by hand.
class RawSide {
 public:
  explicit RawSide(const std::string& directory)
      : database_(directory), statements_(database_.handle()) {}

  void transact(std::span<const int> numbers, Weight weight, int& salt) {
    statements_.begin.run();
    for (const int number : numbers) transition(number, weight, ++salt);
    statements_.commit.run();
    database_.maintain();
  }

 private:
  struct Statements {
    explicit Statements(sqlite3* h)
        : begin(h, "BEGIN IMMEDIATE"),
          commit(h, "COMMIT"),
          find(h, sql::kFindSubject.text),
          receipt(h, sql::kFindReceipt.text),
          advance(h, sql::kAdvanceSubject.text),
          move(h, sql::kMoveSubject.text),
          append(h, sql::kAppendHistory.text),
          deadline(h, sql::kInsertDeadline.text),
          open_task(h, sql::kOpenTask.text),
          close_task(h, sql::kCloseTask.text) {}
    RawStatement begin, commit, find, receipt, advance, move, append, deadline, open_task,
        close_task;
  };

  SubjectRow find(const std::string& id) {
    RawStatement& s = statements_.find;
    s.text(id);
    if (!s.step()) throw std::runtime_error("no such case");
    SubjectRow row;
    row.id = s.column_text(0);
    row.county = s.column_text(2);
    row.township = s.column_text(3);
    row.enterprise = s.column_text(6);
    row.opened_ms = s.column_integer(9);
    row.configuration = {std::string(s.column_text(12)), std::string(s.column_text(13))};
    row.version = s.column_integer(14);
    const std::string_view head = s.column_text(15);
    std::copy(head.begin(), head.end(), row.head.begin());
    row.workflow_version = s.column_text(16);
    s.done();
    return row;
  }

  void transition(int number, Weight weight, int salt) {
    SubjectRow row = find(case_id(number));
    const HistoryRow history = next_history(row, salt);
    statements_.receipt.text(row.id);
    statements_.receipt.bytes(history.receipt_key);
    benchmark::DoNotOptimize(statements_.receipt.step());
    statements_.receipt.done();
    const std::string former_stage = stage_of(row);
    move_on(row, history);
    const std::string stage = stage_of(row);
    RawStatement& move = stage == former_stage ? statements_.advance : statements_.move;
    if (stage != former_stage) move.text(stage);
    move.text(row.configuration.state);
    move.text(row.configuration.context);
    move.integer(row.version);
    move.bytes(as_bytes(row.head));
    move.text(row.workflow_version);
    move.text(row.id);
    move.run();
    append(history);
    if (weight == Weight::kHeavy) {
      arm(new_deadline(row, salt));
      const std::string former = former_task(row);
      statements_.close_task.text(row.id);
      statements_.close_task.text(former);
      statements_.close_task.run();
      open(new_task(row));
    }
  }

  void append(const HistoryRow& row) {
    RawStatement& s = statements_.append;
    s.text(row.subject);
    s.integer(row.sequence);
    s.integer(row.instant_ms);
    s.text(row.event);
    s.text(row.data);
    s.text(row.actor);
    s.text(row.acting_for);
    s.integer(row.mandate);
    s.text(row.clause);
    s.text(row.workflow_version);
    s.text(row.calendar_version);
    s.text(row.plugin_digest);
    s.bytes(as_bytes(row.digest));
    s.bytes(row.receipt_key);
    s.bytes(row.request_digest);
    s.run();
  }

  void arm(const DeadlineRow& row) {
    RawStatement& s = statements_.deadline;
    for (const std::string* text : {&row.subject, &row.county, &row.rule, &row.hook, &row.clause})
      s.text(*text);
    s.integer(static_cast<int>(row.effect));
    s.integer(row.anchor_ms);
    s.integer(static_cast<int>(row.budget.unit));
    s.integer(row.budget.days);
    s.integer(0);
    s.text(row.rule_version);
    s.text(row.calendar_version);
    s.text(row.due_nominal);
    s.integer(row.due_ms);
    s.integer(0);
    s.integer(0);
    s.integer(row.armed_ms);
    s.integer(row.armed_sequence);
    s.null();
    s.integer(0);
    s.text(row.next_rung);
    s.integer(*row.next_rung_ms);
    s.run();
  }

  void open(const TaskRow& row) {
    RawStatement& s = statements_.open_task;
    for (const std::string* text :
         {&row.subject, &row.kind, &row.role, &row.county, &row.organisation})
      s.text(*text);
    s.integer(row.opened_ms);
    s.text(row.claimed_by);
    s.run();
  }

  RawDatabase database_;
  Statements statements_;
};

class StoreSide {
 public:
  explicit StoreSide(const std::string& directory) {
    SqliteOptions options;
    options.directory = directory;
    options.checkpoint_pages = kCheckpointPages;
    store_ = *open_sqlite_store(options);
  }

  void transact(std::span<const int> numbers, Weight weight, int& salt) {
    {
      const auto writer = store_->begin();
      for (const int number : numbers) transition(*writer, number, weight, ++salt);
      writer->commit();
    }
    store_->maintain();
  }

 private:
  static void transition(Writer& writer, int number, Weight weight, int salt) {
    SubjectRow row = *writer.subject(case_id(number));
    const HistoryRow history = next_history(row, salt);
    benchmark::DoNotOptimize(writer.receipt(row.id, history.receipt_key));
    move_on(row, history);
    writer.update_subject(row);
    writer.append_history(history);
    if (weight == Weight::kHeavy) {
      writer.insert_deadline(new_deadline(row, salt));
      writer.close_task(row.id, former_task(row));
      writer.open_task(new_task(row));
    }
  }

  std::unique_ptr<Store> store_;
};

// One database made once, and a copy of it for each side.
class Ground {
 public:
  Ground() {
    const char* chosen = std::getenv("QIANQIAO_BENCH_DIR");
    directory_ = (std::filesystem::path(chosen ? chosen : ".") / "store_bench_data").string();
    std::filesystem::remove_all(directory_);
    SqliteOptions options;
    options.directory = side("raw");
    const auto store = *open_sqlite_store(options);
    for (int begin = 0; begin < kCases; begin += 5000) {
      const auto writer = store->begin();
      for (int i = begin; i < begin + 5000; ++i) {
        const SubjectRow row = new_case(i);
        writer->insert_subject(row);
        writer->open_task(new_task(row));
      }
      writer->commit();
      store->maintain();
    }
  }
  ~Ground() { std::filesystem::remove_all(directory_); }
  void copy() { std::filesystem::copy(side("raw"), side("store")); }
  std::string side(const char* name) const { return directory_ + "/" + name; }

 private:
  std::string directory_;
};

Ground* ground = nullptr;

template <class Side>
void transitions(benchmark::State& state, const char* name, Weight weight) {
  Side side(ground->side(name));
  const int batch = static_cast<int>(state.range(0));
  // The same cases in the same order for both sides.
  std::mt19937 random(static_cast<unsigned>(batch));
  std::uniform_int_distribution<int> any(0, kCases - 1);
  int salt = batch * 1'000'000 + (weight == Weight::kHeavy ? 500'000'000 : 0);
  std::vector<int> numbers(static_cast<std::size_t>(batch));
  for (auto _ : state) {
    for (int& number : numbers) number = any(random);
    side.transact(numbers, weight, salt);
  }
  state.SetItemsProcessed(state.iterations() * batch);
}

void add_runs(const char* label, Weight weight) {
  for (const auto& [batch, iterations] : std::map<int, int>{{1, 3000}, {64, 300}, {1024, 40}}) {
    benchmark::RegisterBenchmark(
        (std::string(label) + "/raw").c_str(),
        [weight](benchmark::State& s) { transitions<RawSide>(s, "raw", weight); })
        ->Arg(batch)
        ->Iterations(iterations)
        ->UseRealTime()
        ->Unit(benchmark::kMillisecond);
    benchmark::RegisterBenchmark(
        (std::string(label) + "/store").c_str(),
        [weight](benchmark::State& s) { transitions<StoreSide>(s, "store", weight); })
        ->Arg(batch)
        ->Iterations(iterations)
        ->UseRealTime()
        ->Unit(benchmark::kMillisecond);
  }
}

}  // namespace
}  // namespace qianqiao

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  qianqiao::Ground ground;
  ground.copy();
  qianqiao::ground = &ground;
  qianqiao::add_runs("light", qianqiao::Weight::kLight);
  qianqiao::add_runs("heavy", qianqiao::Weight::kHeavy);
  qianqiao::PairReporter reporter("store");
  benchmark::RunSpecifiedBenchmarks(&reporter);
  reporter.print_ratios();
  const bool same = qianqiao::have_same_rows(ground.side("raw"), ground.side("store"), "store",
                                             {"subject", "history", "deadline", "task"});
  return same ? 0 : 1;
}
