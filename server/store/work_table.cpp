#include "server/store/work_table.h"

#include "server/store/columns.h"
#include "server/store/work_sql.h"

namespace qianqiao {

namespace {

template <class Columns, class Row>
void task_columns(Columns& c, Row& row) {
  c.text(row.subject);
  c.text(row.kind);
  c.text(row.role);
  c.text(row.county);
  c.text(row.organisation);
  c.integer(row.opened_ms);
  c.text(row.claimed_by);
}

template <class Columns, class Row>
void list_entry_columns(Columns& c, Row& row) {
  c.text(row.county);
  c.text(row.list);
  c.text(row.subject);
  c.integer(row.entered_ms);
  c.integer(row.left_ms);
}

std::vector<TaskRow> fetch_tasks(Statement& statement) {
  std::vector<TaskRow> out;
  for (auto rows = statement.query(); rows.next();) {
    Fetcher columns(rows);
    task_columns(columns, out.emplace_back());
  }
  return out;
}

std::vector<ListEntryRow> fetch_entries(Statement& statement) {
  std::vector<ListEntryRow> out;
  for (auto rows = statement.query(); rows.next();) {
    Fetcher columns(rows);
    list_entry_columns(columns, out.emplace_back());
  }
  return out;
}

}  // namespace

WorkTable::WorkTable(Connection& connection)
    : tasks_of_(connection, sql::kTasksOf),
      due_tasks_(connection, sql::kDueTasks),
      find_task_(connection, sql::kFindTask),
      list_entries_(connection, sql::kListEntries),
      in_stage_(connection, sql::kListEntriesInStage),
      in_township_(connection, sql::kListEntriesInTownship),
      lists_of_(connection, sql::kListsOf),
      open_task_(connection, sql::kOpenTask),
      close_task_(connection, sql::kCloseTask),
      enter_list_(connection, sql::kEnterList),
      leave_list_(connection, sql::kLeaveList) {}

std::vector<TaskRow> WorkTable::tasks_of(const SubjectId& subject) {
  return fetch_tasks(tasks_of_.text(subject));
}

std::vector<DueTask> WorkTable::due_tasks(const TaskQuery& query) {
  due_tasks_.text(json_array(query.counties)).text(query.role);
  due_tasks_.text(json_array(query.organisations)).text(query.role);
  due_tasks_.text(json_array(query.parties)).text(query.role);
  due_tasks_.integer(query.after_due_ms).integer(query.after_opened_ms);
  due_tasks_.text(query.after_subject).text(query.after_kind).integer(std::int64_t{query.limit});
  std::vector<DueTask> out;
  for (auto rows = due_tasks_.query(); rows.next();) {
    Fetcher columns(rows);
    task_columns(columns, out.emplace_back().task);
    columns.integer(out.back().due_ms);
  }
  return out;
}

std::optional<TaskRow> WorkTable::task(const SubjectId& subject, std::string_view kind) {
  auto found = fetch_tasks(find_task_.text(subject).text(kind));
  return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

std::vector<ListEntryRow> WorkTable::list_entries(const ListFilter& filter) {
  const std::int64_t limit = filter.limit, with_former = filter.with_former ? 1 : 0;
  if (!filter.state.empty()) {
    const std::string stage = filter.state.substr(0, filter.state.find('.'));
    in_stage_.text(filter.list).text(filter.county).text(stage).text(filter.after);
    in_stage_.text(filter.state).text(filter.state + ".").text(filter.state + "/");
    in_stage_.text(filter.township).integer(std::int64_t{filter.township.empty() ? 1 : 0});
    return fetch_entries(in_stage_.integer(with_former).integer(limit));
  }
  if (!filter.township.empty()) {
    in_township_.text(filter.list).text(filter.county).text(filter.township).text(filter.after);
    return fetch_entries(in_township_.integer(with_former).integer(limit));
  }
  list_entries_.text(filter.county).text(filter.list).text(filter.after);
  return fetch_entries(list_entries_.integer(with_former).integer(limit));
}

std::vector<ListEntryRow> WorkTable::lists_of(const SubjectId& subject) {
  return fetch_entries(lists_of_.text(subject));
}

void WorkTable::open_task(const TaskRow& row) {
  Binder columns(open_task_);
  task_columns(columns, row);
  open_task_.run();
}

void WorkTable::close_task(const SubjectId& subject, std::string_view kind) {
  close_task_.text(subject).text(kind).run();
}

void WorkTable::enter_list(const ListEntryRow& row) {
  Binder columns(enter_list_);
  list_entry_columns(columns, row);
  enter_list_.run();
}

void WorkTable::leave_list(const SubjectId& subject, std::string_view list, Instant at) {
  leave_list_.integer(to_milliseconds(at)).text(subject).text(list).run();
}

}  // namespace qianqiao
