// What the store costs over bare SQLite: the same transitions, with the same SQL text, pragmas,
// checkpoints and rows, through sqlite3's own interface and through the store, in the same run.
#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <cstdlib>
#include <filesystem>
#include <map>
#include <random>
#include <span>

#include "server/store/sqlite/sqlite_store.h"
#include "tests/bench/raw_side.h"

namespace qianqiao {
namespace {

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
    benchmark::DoNotOptimize(writer.receipt(history.receipt_key));
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
std::map<std::string, double> rates;  // transitions per second by name of the run

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

// Remembers each run, to set the two sides against each other.
class RatioReporter : public benchmark::ConsoleReporter {
 public:
  void ReportRuns(const std::vector<Run>& runs) override {
    for (const Run& run : runs) {
      const auto rate = run.counters.find("items_per_second");
      if (rate != run.counters.end()) rates[run.benchmark_name()] = rate->second;
    }
    ConsoleReporter::ReportRuns(runs);
  }
};

std::int64_t count(const std::string& directory, const std::string& table) {
  sqlite3* handle = nullptr;
  sqlite3_open((directory + "/" + kSqliteFileName).c_str(), &handle);
  std::int64_t rows = -1;
  sqlite3_exec(
      handle, ("SELECT count(*) FROM " + table).c_str(),
      [](void* out, int, char** values, char**) {
        *static_cast<std::int64_t*>(out) = std::atoll(values[0]);
        return 0;
      },
      &rows, nullptr);
  sqlite3_close(handle);
  return rows;
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

int compare() {
  fmt::print("\n{:<10}{:>8}{:>14}{:>14}{:>9}\n", "", "batch", "raw/s", "store/s", "ratio");
  for (const auto& [name, raw] : rates) {
    const std::size_t at = name.find("/raw/");
    if (at == std::string::npos) continue;
    const double store = rates[name.substr(0, at) + "/store/" + name.substr(at + 5)];
    const std::string rest = name.substr(at + 5);
    fmt::print("{:<10}{:>8}{:>14.0f}{:>14.0f}{:>8.0f}%\n", name.substr(0, at),
               rest.substr(0, rest.find('/')), raw, store, 100 * store / raw);
  }
  bool same = true;
  for (const char* table : {"subject", "history", "deadline", "task"}) {
    const auto raw = count(ground->side("raw"), table), store = count(ground->side("store"), table);
    fmt::print("{:<10} rows: raw {}, store {}\n", table, raw, store);
    same = same && raw == store && raw > 0;
  }
  if (!same) fmt::print("The two sides did not write the same rows.\n");
  return same ? 0 : 1;
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
  qianqiao::RatioReporter reporter;
  benchmark::RunSpecifiedBenchmarks(&reporter);
  return qianqiao::compare();
}
