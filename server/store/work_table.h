// Tasks and list entries of one connection.
#pragma once

#include <vector>

#include "server/ports/store.h"
#include "server/store/statement.h"

namespace qianqiao {

class WorkTable {
 public:
  explicit WorkTable(Connection& connection);

  std::vector<TaskRow> tasks_of(const SubjectId& subject);
  std::vector<DueTask> due_tasks(const TaskQuery& query);
  std::optional<TaskRow> task(const SubjectId& subject, std::string_view kind);
  std::vector<ListEntryRow> list_entries(const ListFilter& filter);
  std::vector<ListEntryRow> lists_of(const SubjectId& subject);

  void open_task(const TaskRow& row);
  void close_task(const SubjectId& subject, std::string_view kind);
  void enter_list(const ListEntryRow& row);
  void leave_list(const SubjectId& subject, std::string_view list, Instant at);

 private:
  Statement tasks_of_, due_tasks_, find_task_, list_entries_, in_stage_, in_township_, lists_of_;
  Statement open_task_, close_task_, enter_list_, leave_list_;
};

}  // namespace qianqiao
