#include "server/store/progress_link_table.h"

#include "server/store/columns.h"
#include "server/store/progress_link_sql.h"

namespace qianqiao {
namespace {

template <class Columns, class Row>
void link_columns(Columns& c, Row& row) {
  c.text(row.subject);
  c.digest(row.code);
  c.text(row.made_by);
  c.integer(row.made_ms);
  c.integer(row.until_ms);
}

std::optional<ProgressLinkRow> read_link(Statement& statement) {
  auto rows = statement.query();
  if (!rows.next()) return std::nullopt;
  ProgressLinkRow row;
  Fetcher columns(rows);
  link_columns(columns, row);
  return row;
}

}  // namespace

ProgressLinkTable::ProgressLinkTable(Connection& connection)
    : find_(connection, sql::kFindProgressLink),
      of_(connection, sql::kProgressLinkOf),
      put_(connection, sql::kPutProgressLink),
      delete_(connection, sql::kDeleteProgressLink) {}

std::optional<ProgressLinkRow> ProgressLinkTable::find(const Digest& code) {
  return read_link(find_.bytes(as_bytes(code)));
}

std::optional<ProgressLinkRow> ProgressLinkTable::of(const SubjectId& subject) {
  return read_link(of_.text(subject));
}

void ProgressLinkTable::put(const ProgressLinkRow& row) {
  Binder columns(put_);
  link_columns(columns, row);
  put_.run();
}

void ProgressLinkTable::remove(const SubjectId& subject) { delete_.text(subject).run(); }

}  // namespace qianqiao
