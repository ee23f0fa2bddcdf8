// The transitions that store_bench measures, and SQLite used as well as one can by hand: the side
// that the store is set against.
#pragma once

#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>

#include "server/store/sqlite/sqlite_store.h"
#include "server/store/statements.h"

namespace qianqiao {

inline constexpr int kCases = 100'000;
inline constexpr int kCheckpointPages = 1000;
inline constexpr std::int64_t kStartMs = 1'741'000'000'000;

// How much a transition writes.
enum class Weight {
  kLight,  // the case moves on: subject and history
  kHeavy,  // and arms a deadline, and its task changes hands
};

inline std::string case_id(int number) { return fmt::format("411502C{:06}", number); }

inline SubjectRow new_case(int number) {
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

inline HistoryRow next_history(const SubjectRow& row, int salt) {
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
inline void move_on(SubjectRow& row, const HistoryRow& history) {
  std::string& state = row.configuration.state;
  state = state == "Review.BankReview"     ? "Review.LeaderReview"
          : state == "Review.LeaderReview" ? "Recommendation"
                                           : "Review.BankReview";
  row.version = history.sequence;
  row.head = history.digest;
}

inline std::string stage_of(const SubjectRow& row) {
  return row.configuration.state.substr(0, row.configuration.state.find('.'));
}

inline DeadlineRow new_deadline(const SubjectRow& row, int salt) {
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

inline TaskRow new_task(const SubjectRow& row) {
  const bool leader = row.configuration.state == "Review.LeaderReview";
  return {row.id,
          leader ? "review.leader" : "review.bank",
          leader ? "leader" : "bank_reviewer",
          row.county,
          "",
          kStartMs,
          ""};
}

inline std::string former_task(const SubjectRow& row) {
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

}  // namespace qianqiao
