// The inbox: whose turn it is, least time left first; and the entries of the lists (走访目标, 申报,
// 推荐 …).
#include <nlohmann/json.hpp>

#include "server/api/gate.h"
#include "server/api/inbox.h"
#include "server/api/json_input.h"
#include "server/api/paging.h"
#include "server/api/routes.h"

namespace qianqiao::routes {
namespace {

using Json = nlohmann::ordered_json;

Json to_json(const DueTask& found, Reader& reader) {
  const TaskRow& task = found.task;
  const auto subject = reader.subject(task.subject);
  const std::string name = subject ? reader.enterprise_name(subject->enterprise) : "";
  const bool runs = found.due_ms != DueTask::kNeverDue;
  return {{"id", task.subject + ":" + task.kind},
          {"subject", task.subject},
          {"kind", task.kind},
          {"role", task.role},
          {"county", task.county},
          {"organisation", task.organisation},
          {"enterprise_name", name},
          {"state", subject ? subject->configuration.state : ""},
          {"due", runs ? Json(format_instant(from_milliseconds(found.due_ms))) : Json(nullptr)},
          {"opened", format_instant(from_milliseconds(task.opened_ms))},
          {"claimed_by", task.claimed_by}};
}

// The open task of the address "subject:kind", where it is the viewer's to do.
Result<TaskRow> own_task(Reader& reader, const Request& request) {
  const std::string& id = request.path_value("id");
  const auto missing = fail("task.not_found", {{"task", id}});
  const std::size_t colon = id.find(':');
  if (colon == std::string::npos) return missing;
  const auto task = reader.task(id.substr(0, colon), id.substr(colon + 1));
  const auto subject = task ? reader.subject(task->subject) : std::nullopt;
  if (!subject || !may_see(request, *subject)) return missing;
  if (!request.viewer.sees_everything() && !holds_any(request, {task->role})) return missing;
  return *task;
}

Result<Answer> give_to(Service& service, const Request& request, const PersonId& person) {
  Result<TaskRow> task;
  const auto done = service.with_engine([&](Engine& engine) {
    task = own_task(*engine.store().reader(), request);
    if (!task) return;
    if (!task->claimed_by.empty() && task->claimed_by != request.viewer.person) {
      task = fail("task.claimed", {{"person", task->claimed_by}});
      return;
    }
    task->claimed_by = person;
    engine.record([&](Writer& writer) { writer.open_task(*task); });
  });
  if (!done) return fail(done.error());
  if (!task) return fail(task.error());
  return json_answer({{"id", request.path_value("id")}, {"claimed_by", person}});
}

}  // namespace

Result<Answer> list_tasks(Service& service, const Request& request) {
  const auto page = page_of(request);
  if (!page) return fail(page.error());
  const auto reader = service.store.reader();
  const auto tasks = inbox_of(request, *reader, page->cursor, page->limit);
  if (!tasks) return fail(tasks.error());
  const bool full = tasks->size() == static_cast<std::size_t>(page->limit);
  Json items = Json::array();
  for (const DueTask& task : *tasks) items.push_back(to_json(task, *reader));
  return list_answer(items, full ? cursor_of(tasks->back()) : "");
}

Result<Answer> claim_task(Service& service, const Request& request) {
  if (request.viewer.person.empty()) return fail("account.none");
  return give_to(service, request, request.viewer.person);
}

Result<Answer> release_task(Service& service, const Request& request) {
  return give_to(service, request, "");
}

Result<Answer> hand_task_over(Service& service, const Request& request) {
  const auto body = parse_strictly(request.body);
  if (!body) return fail(body.error());
  auto input = ObjectInput::of(*body);
  if (!input) return fail(input.error());
  const PersonId to = input->required_text("to");
  if (auto fine = input->finish(); !fine) return fail(fine.error());
  const auto task = own_task(*service.store.reader(), request);
  if (!task) return fail(task.error());
  // To whom the task could be given in the first place: a holder of its role who sees its subject.
  Request as_receiver;
  as_receiver.viewer.kind = Viewer::Kind::kPerson;
  as_receiver.viewer.person = to;
  as_receiver.viewer.directory = request.viewer.directory;
  as_receiver.path_values = request.path_values;
  for (const Appointment* held :
       request.viewer.directory->appointments(to, local_date(service.clock.now())))
    as_receiver.viewer.appointments.push_back(held);
  if (!own_task(*service.store.reader(), as_receiver))
    return fail("task.not_theirs", {{"person", to}, {"role", task->role}});
  return give_to(service, request, to);
}

}  // namespace qianqiao::routes
