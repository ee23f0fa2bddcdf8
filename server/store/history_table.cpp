#include "server/store/history_table.h"

#include "server/store/columns.h"
#include "server/store/history_sql.h"

namespace qianqiao {

namespace {

template <class Columns, class Row>
void history_columns(Columns& c, Row& row) {
  c.text(row.subject);
  c.integer(row.sequence);
  c.integer(row.instant_ms);
  c.text(row.event);
  c.text(row.data);
  c.text(row.actor);
  c.text(row.acting_for);
  c.integer(row.mandate);
  c.text(row.clause);
  c.text(row.workflow_version);
  c.text(row.calendar_version);
  c.text(row.plugin_digest);
  c.digest(row.digest);
  c.bytes(row.receipt_key);
  c.bytes(row.request_digest);
}

template <class Columns, class Row>
void checkpoint_columns(Columns& c, Row& row) {
  c.text(row.day);
  c.digest(row.root);
  c.integer(row.heads);
  c.integer(row.history_rows);
  c.bytes(row.signature);
  c.bytes(row.public_key);
}

}  // namespace

HistoryTable::HistoryTable(Connection& connection)
    : of_subject_(connection, sql::kHistoryOf),
      recorded_(connection, sql::kRecordedHistory),
      count_(connection, sql::kCountHistory),
      latest_(connection, sql::kLatestHistoryInstant),
      latest_position_(connection, sql::kLatestHistoryPosition),
      receipt_(connection, sql::kFindReceipt),
      opening_receipt_(connection, sql::kFindOpeningReceipt),
      checkpoints_(connection, sql::kCheckpoints),
      latest_checkpoint_(connection, sql::kLatestCheckpoint),
      append_(connection, sql::kAppendHistory),
      put_checkpoint_(connection, sql::kPutCheckpoint) {}

std::vector<HistoryRow> HistoryTable::of_subject(const SubjectId& subject, std::int64_t after,
                                                 int limit) {
  std::vector<HistoryRow> out;
  of_subject_.text(subject).integer(after).integer(std::int64_t{limit});
  for (auto rows = of_subject_.query(); rows.next();) {
    Fetcher columns(rows);
    history_columns(columns, out.emplace_back());
  }
  return out;
}

std::vector<Reader::RecordedRow> HistoryTable::recorded(std::int64_t after, int limit) {
  std::vector<Reader::RecordedRow> out;
  recorded_.integer(after).integer(std::int64_t{limit});
  for (auto rows = recorded_.query(); rows.next();) {
    Reader::RecordedRow& recorded_row = out.emplace_back();
    Fetcher columns(rows);
    columns.integer(recorded_row.position);
    history_columns(columns, recorded_row.row);
  }
  return out;
}

std::int64_t HistoryTable::count() {
  auto rows = count_.query();
  return rows.next() ? rows.integer() : 0;
}

std::int64_t HistoryTable::latest_position() {
  auto rows = latest_position_.query();
  return rows.next() ? rows.integer() : 0;
}

std::optional<Instant> HistoryTable::latest_instant() {
  auto rows = latest_.query();
  if (!rows.next()) return std::nullopt;
  return from_milliseconds(rows.integer());
}

std::optional<Receipt> HistoryTable::receipt(const SubjectId& subject, std::string_view key) {
  if (key.empty()) return std::nullopt;
  Statement& statement = subject.empty() ? opening_receipt_ : receipt_.text(subject);
  auto rows = statement.bytes(key).query();
  if (!rows.next()) return std::nullopt;
  Receipt out;
  Fetcher columns(rows);
  columns.text(out.subject);
  columns.integer(out.sequence);
  columns.bytes(out.request_digest);
  return out;
}

std::vector<CheckpointRow> HistoryTable::checkpoints() {
  std::vector<CheckpointRow> out;
  for (auto rows = checkpoints_.query(); rows.next();) {
    Fetcher columns(rows);
    checkpoint_columns(columns, out.emplace_back());
  }
  return out;
}

std::optional<CheckpointRow> HistoryTable::latest_checkpoint() {
  auto rows = latest_checkpoint_.query();
  if (!rows.next()) return std::nullopt;
  CheckpointRow out;
  Fetcher columns(rows);
  checkpoint_columns(columns, out);
  return out;
}

void HistoryTable::append(const HistoryRow& row) {
  Binder columns(append_);
  history_columns(columns, row);
  append_.run();
}

void HistoryTable::put_checkpoint(const CheckpointRow& row) {
  Binder columns(put_checkpoint_);
  checkpoint_columns(columns, row);
  put_checkpoint_.run();
}

}  // namespace qianqiao
