#include "server/store/workflow_table.h"

#include <limits>

#include "server/store/columns.h"
#include "server/store/workflow_sql.h"

namespace qianqiao {
namespace {

template <class Columns, class Row>
void draft_columns(Columns& c, Row& row) {
  c.text(row.area);
  c.text(row.title);
  c.text(row.yaml);
  c.text(row.base_version);
  c.integer(row.revision);
  c.text(row.state);
  c.text(row.author);
  c.text(row.approved_by);
  c.integer(row.created_ms);
  c.integer(row.changed_ms);
}

template <class Columns, class Row>
void publication_columns(Columns& c, Row& row) {
  c.text(row.area);
  c.text(row.version);
  c.text(row.yaml);
  c.integer(row.draft);
  c.integer(row.reverts);
  c.text(row.reason);
  c.text(row.published_by);
  c.text(row.approved_by);
  c.integer(row.published_ms);
  c.day(row.effective_on);
  c.integer(row.in_force_ms);
}

std::vector<WorkflowDraftRow> read_drafts(Statement& statement) {
  std::vector<WorkflowDraftRow> out;
  for (auto rows = statement.query(); rows.next();) {
    Fetcher columns(rows);
    WorkflowDraftRow row;
    columns.integer(row.id);
    draft_columns(columns, row);
    out.push_back(std::move(row));
  }
  return out;
}

std::vector<WorkflowVersionRow> read_publications(Statement& statement) {
  std::vector<WorkflowVersionRow> out;
  for (auto rows = statement.query(); rows.next();) {
    Fetcher columns(rows);
    WorkflowVersionRow row;
    columns.integer(row.id);
    publication_columns(columns, row);
    out.push_back(std::move(row));
  }
  return out;
}

template <class Row>
std::optional<Row> first_of(std::vector<Row> rows) {
  return rows.empty() ? std::nullopt : std::optional<Row>(std::move(rows.front()));
}

std::int64_t bound(std::int64_t before) {
  return before == 0 ? std::numeric_limits<std::int64_t>::max() : before;
}

}  // namespace

WorkflowTable::WorkflowTable(Connection& connection)
    : insert_draft_(connection, sql::kInsertDraft),
      update_draft_(connection, sql::kUpdateDraft),
      find_draft_(connection, sql::kFindDraft),
      drafts_(connection, sql::kDraftsOf),
      insert_publication_(connection, sql::kInsertPublication),
      bring_into_force_(connection, sql::kBringIntoForce),
      withdraw_waiting_(connection, sql::kWithdrawWaiting),
      find_publication_(connection, sql::kFindPublication),
      publications_(connection, sql::kPublicationsOf),
      next_effective_(connection, sql::kNextEffectiveDay),
      waiting_(connection, sql::kWaitingPublications) {}

std::optional<WorkflowDraftRow> WorkflowTable::draft(std::int64_t id) {
  return first_of(read_drafts(find_draft_.integer(id)));
}

std::vector<WorkflowDraftRow> WorkflowTable::drafts(std::string_view area, std::int64_t before,
                                                    int limit) {
  return read_drafts(drafts_.text(area).integer(bound(before)).integer(std::int64_t{limit}));
}

std::optional<WorkflowVersionRow> WorkflowTable::publication(std::int64_t id) {
  return first_of(read_publications(find_publication_.integer(id)));
}

std::vector<WorkflowVersionRow> WorkflowTable::publications(std::string_view area,
                                                            std::int64_t before, int limit) {
  return read_publications(
      publications_.text(area).integer(bound(before)).integer(std::int64_t{limit}));
}

std::optional<Date> WorkflowTable::next_effective_day() {
  auto rows = next_effective_.query();
  if (!rows.next()) return std::nullopt;
  Date day;
  Fetcher(rows).day(day);
  return day;
}

std::vector<WorkflowVersionRow> WorkflowTable::waiting_publications() {
  return read_publications(waiting_);
}

std::int64_t WorkflowTable::insert_draft(const WorkflowDraftRow& row) {
  Binder columns(insert_draft_);
  draft_columns(columns, row);
  return insert_draft_.run_for_id();
}

void WorkflowTable::update_draft(const WorkflowDraftRow& row) {
  Binder columns(update_draft_);
  draft_columns(columns, row);
  columns.integer(row.id);
  update_draft_.run();
}

std::int64_t WorkflowTable::insert_publication(const WorkflowVersionRow& row) {
  Binder columns(insert_publication_);
  publication_columns(columns, row);
  return insert_publication_.run_for_id();
}

void WorkflowTable::bring_into_force(std::int64_t publication, Instant at) {
  bring_into_force_.integer(to_milliseconds(at)).integer(publication).run();
}

void WorkflowTable::withdraw_waiting(std::string_view area) { withdraw_waiting_.text(area).run(); }

}  // namespace qianqiao
