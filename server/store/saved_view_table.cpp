#include "server/store/saved_view_table.h"

#include "server/store/columns.h"
#include "server/store/saved_view_sql.h"

namespace qianqiao {

namespace {

template <class Columns, class Row>
void view_body(Columns& c, Row& row) {
  c.text(row.owner);
  c.text(row.page);
  c.text(row.name);
  c.text(row.query);
  c.text(row.role);
  c.text(row.place);
  c.integer(row.created_ms);
}

std::vector<SavedViewRow> fetch_views(Statement& statement) {
  std::vector<SavedViewRow> out;
  for (auto rows = statement.query(); rows.next();) {
    SavedViewRow& row = out.emplace_back();
    Fetcher columns(rows);
    columns.integer(row.id);
    view_body(columns, row);
  }
  return out;
}

}  // namespace

SavedViewTable::SavedViewTable(Connection& connection)
    : find_(connection, sql::kFindSavedView),
      of_(connection, sql::kSavedViewsOf),
      shared_(connection, sql::kSavedViewsShared),
      insert_(connection, sql::kInsertSavedView),
      update_(connection, sql::kUpdateSavedView),
      delete_(connection, sql::kDeleteSavedView) {}

std::optional<SavedViewRow> SavedViewTable::find(std::int64_t id) {
  auto found = fetch_views(find_.integer(id));
  return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

std::vector<SavedViewRow> SavedViewTable::of(const PersonId& owner) {
  return fetch_views(of_.text(owner));
}

std::vector<SavedViewRow> SavedViewTable::shared(std::string_view role) {
  return fetch_views(shared_.text(role));
}

std::int64_t SavedViewTable::insert(const SavedViewRow& row) {
  Binder columns(insert_);
  view_body(columns, row);
  return insert_.run_for_id();
}

void SavedViewTable::update(const SavedViewRow& row) {
  Binder columns(update_);
  view_body(columns, row);
  columns.integer(row.id);
  update_.run();
}

void SavedViewTable::remove(std::int64_t id) {
  delete_.integer(id);
  delete_.run();
}

}  // namespace qianqiao
