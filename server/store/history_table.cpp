#include "server/store/history_table.h"

#include <algorithm>

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

std::optional<Receipt> one_receipt(Statement& statement) {
  auto rows = statement.query();
  if (!rows.next()) return std::nullopt;
  Receipt out;
  Fetcher columns(rows);
  columns.text(out.subject);
  columns.integer(out.sequence);
  columns.bytes(out.request_digest);
  return out;
}

}  // namespace

HistoryTable::HistoryTable(Connection& connection)
    : places_(connection, sql::kHistoryPlaces),
      at_(connection, sql::kHistoryAt),
      recorded_(connection, sql::kRecordedHistory),
      count_(connection, sql::kCountHistory),
      latest_(connection, sql::kLatestHistoryInstant),
      latest_position_(connection, sql::kLatestHistoryPosition),
      receipt_(connection, sql::kFindReceipt),
      opening_receipt_(connection, sql::kFindOpeningReceipt),
      checkpoints_(connection, sql::kCheckpoints),
      latest_checkpoint_(connection, sql::kLatestCheckpoint),
      append_(connection, sql::kAppendHistory),
      put_places_(connection, sql::kPutHistoryPlaces),
      put_checkpoint_(connection, sql::kPutCheckpoint) {}

std::vector<HistoryRow> HistoryTable::of_subject(const SubjectId& subject, std::int64_t after,
                                                 int limit) {
  std::vector<HistoryRow> out;
  const HistoryPlaces places = places_of(subject);
  const std::int64_t last = std::min(places.count(), after + limit);
  for (std::int64_t sequence = after + 1; sequence <= last; ++sequence) {
    auto rows = at_.integer(places.position(sequence)).text(subject).query();
    if (!rows.next()) continue;  // whoever verifies misses it
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

HistoryPlaces HistoryTable::places_of(const SubjectId& subject) {
  auto rows = places_.text(subject).query();
  return rows.next() ? HistoryPlaces(rows.text()) : HistoryPlaces();
}

std::optional<Receipt> HistoryTable::receipt(const SubjectId& subject, const HistoryPlaces& places,
                                             std::string_view key) {
  if (key.empty()) return std::nullopt;
  for (const std::int64_t position : places.that_may_bear(key))
    if (auto found = one_receipt(receipt_.integer(position).text(subject).bytes(key))) return found;
  return std::nullopt;
}

std::optional<Receipt> HistoryTable::opening_receipt(std::string_view key) {
  if (key.empty()) return std::nullopt;
  return one_receipt(opening_receipt_.bytes(key));
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

void HistoryTable::append(std::int64_t position, const HistoryRow& row) {
  Binder columns(append_);
  columns.integer(position);
  history_columns(columns, row);
  append_.run();
}

bool HistoryTable::put_places(const SubjectId& subject, const HistoryPlaces& places) {
  return put_places_.text(places.text()).text(subject).run() == 1;
}

void HistoryTable::put_checkpoint(const CheckpointRow& row) {
  Binder columns(put_checkpoint_);
  checkpoint_columns(columns, row);
  put_checkpoint_.run();
}

}  // namespace qianqiao
