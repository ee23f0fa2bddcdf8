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
#include "server/store/statements.h"

namespace qianqiao {
namespace {

constexpr int kCases = 100'000;
constexpr int kCheckpointPages = 1000;
constexpr std::int64_t kStartMs = 1'741'000'000'000;

// How much a transition writes.
enum class Weight {
  kLight,  // the case moves on: subject and history
  kHeavy,  // and arms a deadline, and its task changes hands
};

std::string case_id(int number) { return fmt::format("411502C{:06}", number); }

SubjectRow new_case(int number) {
  SubjectRow row;
  row.id = case_id(number);
  row.county = "411502";
  row.township = "411502100";
  row.enterprise = fmt::format("411502E{:06}", number);
  row.configuration = {"Review.Preliminary",
                       R"({"approvers":["wang","li"],"banks":["icbc","abc"],"rounds":1})"};
  row.workflow_version = "xinyang-329@1";
  row.opened_ms = kStartMs;
  return row;
}

HistoryRow next_history(const SubjectRow& row, int salt) {
  HistoryRow history;
  history.subject = row.id;
  history.sequence = row.version + 1;
  history.instant_ms = kStartMs + salt;
  history.event = "ReviewApproved";
  history.data =
      R"({"authenticity":"材料真实","completeness":"齐全","findings":"合规","level":"preliminary"})";
  history.actor = "wang";
  history.clause = "（五）";
  history.workflow_version = "xinyang-329@1";
  history.calendar_version = "0123456789ab";
  history.digest = sm3(row.head, history.data);
  history.receipt_key = std::string(as_bytes(sm3(std::to_string(salt))).substr(0, 16));
  history.request_digest = history.receipt_key;
  return history;
}

// Two of three steps leave the stage, and so its index.
void move_on(SubjectRow& row, const HistoryRow& history) {
  std::string& state = row.configuration.state;
  state = state == "Review.BankReview"     ? "Review.LeaderReview"
          : state == "Review.LeaderReview" ? "Recommendation"
                                           : "Review.BankReview";
  row.version = history.sequence;
  row.head = history.digest;
}

std::string stage_of(const SubjectRow& row) {
  return row.configuration.state.substr(0, row.configuration.state.find('.'));
}

DeadlineRow new_deadline(const SubjectRow& row, int salt) {
  DeadlineRow deadline;
  deadline.subject = row.id;
  deadline.county = row.county;
  deadline.rule = "review-leader";
  deadline.hook = "BankReview";
  deadline.clause = "（五）";
  deadline.effect = Effect::kService;
  deadline.anchor_ms = kStartMs + salt;
  deadline.budget = {BudgetUnit::kWorkingDays, 3, {}};
  deadline.rule_version = "xinyang-329@1";
  deadline.calendar_version = "0123456789ab";
  deadline.due_nominal = "2025-03-21";
  deadline.due_ms = kStartMs + 86'400'000LL * (1 + salt % 30);
  deadline.armed_ms = kStartMs + salt;
  deadline.armed_sequence = row.version;
  deadline.next_rung = "ahead-1";
  deadline.next_rung_ms = deadline.due_ms - 50'000'000;
  return deadline;
}

TaskRow new_task(const SubjectRow& row) {
  const bool leader = row.configuration.state == "Review.LeaderReview";
  return {row.id,
          leader ? "review.leader" : "review.bank",
          leader ? "leader" : "bank_reviewer",
          row.county,
          "",
          kStartMs,
          ""};
}

std::string former_task(const SubjectRow& row) {
  return row.configuration.state == "Review.LeaderReview" ? "review.bank" : "review.leader";
}

// A statement without SOCI: the same text, the same order of parameters.
class RawStatement {
 public:
  RawStatement(sqlite3* handle, const Sql& sql) {
    if (sqlite3_prepare_v3(handle, sql.text.data(), static_cast<int>(sql.text.size()),
                           SQLITE_PREPARE_PERSISTENT, &statement_, nullptr) != SQLITE_OK)
      throw std::runtime_error(sqlite3_errmsg(handle));
  }
  RawStatement(const RawStatement&) = delete;
  RawStatement& operator=(const RawStatement&) = delete;
  ~RawStatement() { sqlite3_finalize(statement_); }

  void text(std::string_view value) {
    sqlite3_bind_text(statement_, next_++, value.data(), static_cast<int>(value.size()),
                      SQLITE_STATIC);
  }
  void integer(std::int64_t value) { sqlite3_bind_int64(statement_, next_++, value); }
  void null() { sqlite3_bind_null(statement_, next_++); }
  void bytes(std::string_view value) {
    sqlite3_bind_blob(statement_, next_++, value.data(), static_cast<int>(value.size()),
                      SQLITE_STATIC);
  }
  // True with a row; done() must follow.
  bool step() {
    const int result = sqlite3_step(statement_);
    if (result != SQLITE_ROW && result != SQLITE_DONE)
      throw std::runtime_error(sqlite3_errmsg(sqlite3_db_handle(statement_)));
    return result == SQLITE_ROW;
  }
  void done() {
    sqlite3_reset(statement_);
    next_ = 1;
  }
  void run() {
    while (step()) {
    }
    done();
  }
  std::string column_text(int column) {
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
    return {text, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
  }
  std::int64_t column_integer(int column) { return sqlite3_column_int64(statement_, column); }

 private:
  sqlite3_stmt* statement_ = nullptr;
  int next_ = 1;
};

// The bare database, used as well as one can by hand.
class RawSide {
 public:
  explicit RawSide(const std::string& directory) : handle_(opened(directory)) {}
  ~RawSide() {
    statements_.reset();
    sqlite3_close(handle_);
  }
  RawSide(const RawSide&) = delete;
  RawSide& operator=(const RawSide&) = delete;

  void transact(std::span<const int> numbers, Weight weight, int& salt) {
    statements_->begin.run();
    for (const int number : numbers) transition(number, weight, ++salt);
    statements_->commit.run();
    if (log_pages_ - checkpointed_ >= kCheckpointPages || log_pages_ < checkpointed_) {
      sqlite3_wal_checkpoint_v2(handle_, nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
      checkpointed_ = log_pages_;
    }
  }

 private:
  struct Statements {
    explicit Statements(sqlite3* h)
        : begin(h, {"BEGIN IMMEDIATE"}),
          commit(h, {"COMMIT"}),
          find(h, sql::kFindSubject),
          receipt(h, sql::kFindReceipt),
          advance(h, sql::kAdvanceSubject),
          move(h, sql::kMoveSubject),
          append(h, sql::kAppendHistory),
          deadline(h, sql::kInsertDeadline),
          open_task(h, sql::kOpenTask),
          close_task(h, sql::kCloseTask) {}
    RawStatement begin, commit, find, receipt, advance, move, append, deadline, open_task,
        close_task;
  };

  sqlite3* opened(const std::string& directory) {
    sqlite3* handle = nullptr;
    sqlite3_open((directory + "/" + kSqliteFileName).c_str(), &handle);
    sqlite3_exec(handle,
                 "PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL;"
                 "PRAGMA wal_autocheckpoint = 0; PRAGMA cache_size = -65536;"
                 "PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF;"
                 "PRAGMA secure_delete = FAST; PRAGMA journal_mode = WAL",
                 nullptr, nullptr, nullptr);
    sqlite3_wal_hook(
        handle,
        [](void* self, sqlite3*, const char*, int pages) {
          static_cast<RawSide*>(self)->log_pages_ = pages;
          return SQLITE_OK;
        },
        this);
    statements_ = std::make_unique<Statements>(handle);
    return handle;
  }

  SubjectRow find(const std::string& id) {
    RawStatement& s = statements_->find;
    s.text(id);
    if (!s.step()) throw std::runtime_error("no such case");
    SubjectRow row;
    row.id = s.column_text(0);
    row.county = s.column_text(2);
    row.township = s.column_text(3);
    row.enterprise = s.column_text(6);
    row.opened_ms = s.column_integer(9);
    row.configuration = {s.column_text(12), s.column_text(13)};
    row.version = s.column_integer(14);
    const std::string head = s.column_text(15);
    std::copy(head.begin(), head.end(), row.head.begin());
    row.workflow_version = s.column_text(16);
    s.done();
    return row;
  }

  void transition(int number, Weight weight, int salt) {
    SubjectRow row = find(case_id(number));
    const HistoryRow history = next_history(row, salt);
    statements_->receipt.bytes(history.receipt_key);
    benchmark::DoNotOptimize(statements_->receipt.step());
    statements_->receipt.done();
    const std::string former_stage = stage_of(row);
    move_on(row, history);
    const std::string stage = stage_of(row);
    RawStatement& move = stage == former_stage ? statements_->advance : statements_->move;
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
      statements_->close_task.text(row.id);
      statements_->close_task.text(former);
      statements_->close_task.run();
      open(new_task(row));
    }
  }

  void append(const HistoryRow& row) {
    RawStatement& s = statements_->append;
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
    RawStatement& s = statements_->deadline;
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
    RawStatement& s = statements_->open_task;
    for (const std::string* text :
         {&row.subject, &row.kind, &row.role, &row.county, &row.organisation})
      s.text(*text);
    s.integer(row.opened_ms);
    s.text(row.claimed_by);
    s.run();
  }

  std::unique_ptr<Statements> statements_;
  int log_pages_ = 0, checkpointed_ = 0;
  sqlite3* handle_;
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
