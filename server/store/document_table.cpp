#include "server/store/document_table.h"

#include "server/store/columns.h"
#include "server/store/document_sql.h"

namespace qianqiao {
namespace {

template <class Columns, class Row>
void document_columns(Columns& c, Row& row) {
  c.text(row.subject);
  c.text(row.id);
  c.text(row.name);
  c.text(row.kind);
  c.text(row.media_type);
  c.integer(row.size_bytes);
  c.digest(row.digest);
  c.text(row.content);
  c.text(row.added_by);
  c.text(row.added_for);
  c.integer(row.added_ms);
  c.integer(row.sequence);
  c.text(row.removed_by);
  c.integer(row.removed_ms);
}

template <class Columns, class Row>
void upload_columns(Columns& c, Row& row) {
  c.text(row.content);
  c.text(row.subject);
  c.integer(row.size_bytes);
  c.digest(row.digest);
  c.integer(row.started_ms);
}

std::vector<KeptDocumentRow> read_documents(Statement& statement) {
  std::vector<KeptDocumentRow> out;
  for (auto rows = statement.query(); rows.next();) {
    Fetcher columns(rows);
    document_columns(columns, out.emplace_back());
  }
  return out;
}

std::vector<DocumentUploadRow> read_uploads(Statement& statement) {
  std::vector<DocumentUploadRow> out;
  for (auto rows = statement.query(); rows.next();) {
    Fetcher columns(rows);
    upload_columns(columns, out.emplace_back());
  }
  return out;
}

std::int64_t read_number(Statement& statement) {
  auto rows = statement.query();
  return rows.next() ? rows.integer() : 0;
}

template <class Row>
std::optional<Row> first(std::vector<Row> rows) {
  return rows.empty() ? std::nullopt : std::optional(std::move(rows.front()));
}

}  // namespace

DocumentTable::DocumentTable(Connection& connection)
    : insert_(connection, sql::kInsertKeptDocument),
      update_(connection, sql::kUpdateKeptDocument),
      find_(connection, sql::kFindKeptDocument),
      of_(connection, sql::kKeptDocumentsOf),
      count_(connection, sql::kCountKeptDocuments),
      insert_upload_(connection, sql::kInsertDocumentUpload),
      delete_upload_(connection, sql::kDeleteDocumentUpload),
      upload_(connection, sql::kFindDocumentUpload),
      uploads_(connection, sql::kDocumentUploadsBefore),
      insert_part_(connection, sql::kInsertDocumentPart),
      blank_parts_(connection, sql::kBlankDocumentParts),
      delete_parts_(connection, sql::kDeleteDocumentParts),
      part_(connection, sql::kFindDocumentPart),
      stored_bytes_(connection, sql::kStoredDocumentBytes),
      loose_(connection, sql::kLooseContents) {}

std::optional<KeptDocumentRow> DocumentTable::find(const SubjectId& subject, std::string_view id) {
  return first(read_documents(find_.text(subject).text(id)));
}

std::vector<KeptDocumentRow> DocumentTable::of(const SubjectId& subject) {
  return read_documents(of_.text(subject));
}

std::int64_t DocumentTable::count() { return read_number(count_); }

std::optional<DocumentUploadRow> DocumentTable::upload(std::string_view content) {
  return first(read_uploads(upload_.text(content)));
}

std::vector<DocumentUploadRow> DocumentTable::uploads(Instant before, int limit) {
  return read_uploads(uploads_.integer(to_milliseconds(before)).integer(std::int64_t{limit}));
}

std::string DocumentTable::part(std::string_view content, std::int64_t number) {
  auto rows = part_.text(content).integer(number).query();
  return rows.next() ? rows.bytes() : std::string();
}

std::int64_t DocumentTable::stored_bytes(std::string_view content) {
  return read_number(stored_bytes_.text(content));
}

std::vector<std::string> DocumentTable::loose_contents(int limit) {
  std::vector<std::string> out;
  for (auto rows = loose_.integer(std::int64_t{limit}).query(); rows.next();)
    out.push_back(rows.text());
  return out;
}

void DocumentTable::insert(const KeptDocumentRow& row) {
  Binder columns(insert_);
  document_columns(columns, row);
  insert_.run();
}

void DocumentTable::update(const KeptDocumentRow& row) {
  update_.text(row.content).text(row.removed_by).integer(row.removed_ms);
  update_.text(row.subject).text(row.id).run();
}

void DocumentTable::insert_upload(const DocumentUploadRow& row) {
  Binder columns(insert_upload_);
  upload_columns(columns, row);
  insert_upload_.run();
}

void DocumentTable::delete_upload(std::string_view content) { delete_upload_.text(content).run(); }

void DocumentTable::insert_part(std::string_view content, std::int64_t number,
                                std::string_view bytes) {
  insert_part_.text(content).integer(number).bytes(bytes).run();
}

void DocumentTable::erase_parts(std::string_view content) {
  blank_parts_.text(content).run();
  delete_parts_.text(content).run();
}

}  // namespace qianqiao
