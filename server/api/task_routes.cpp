// The inbox: whose turn it is, least time left first; and the entries of the lists (走访目标, 申报,
// 推荐 …).
#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "server/api/gate.h"
#include "server/api/json_input.h"
#include "server/api/paging.h"
#include "server/api/routes.h"

namespace qianqiao::routes {
namespace {

using Json = nlohmann::ordered_json;

auto order_of(const DueTask& task) {
  return std::tie(task.due_ms, task.task.opened_ms, task.task.subject, task.task.kind);
}

// Where the holder of this appointment has work.
void add_places(const Directory& directory, const Appointment& appointment, TaskQuery& query) {
  const OrganisationId& scope = appointment.scope;
  const std::string& role = appointment.role;
  if (role == roles::kBankContact || role == roles::kBankHead || role == roles::kDepartment) {
    query.parties.insert(scope);
    query.organisations.insert(scope);
    return;
  }
  for (const OrganisationId& id : directory.within(scope)) {
    const Organisation* organisation = directory.organisation(id);
    if (organisation == nullptr) continue;
    if (organisation->kind == OrganisationKind::kCounty) query.counties.insert(id);
    if (organisation->kind == OrganisationKind::kTownship && role == roles::kVisitor)
      query.organisations.insert(id);
  }
}

// One query a role. The operator asks for a county's and role's.
Result<std::vector<TaskQuery>> queries_of(const Request& request) {
  const Viewer& viewer = request.viewer;
  const std::string county = text_of(request, "county"), role = text_of(request, "role");
  std::map<std::string, TaskQuery> by_role;
  if (viewer.sees_everything()) {
    if (county.empty()) return fail("http.missing_parameter", {{"parameter", "county"}});
    if (role.empty()) return fail("http.missing_parameter", {{"parameter", "role"}});
    add_places(*viewer.directory, {{}, role, county, {}, {}}, by_role[role]);
    by_role[role].counties.insert(county);
  }
  for (const Appointment* held : viewer.appointments)
    if (role.empty() || held->role == role)
      add_places(*viewer.directory, *held, by_role[held->role]);
  std::vector<TaskQuery> queries;
  for (auto& [name, query] : by_role) {
    query.role = name;
    if (!county.empty())
      std::erase_if(query.counties,
                    [&](const auto& other) { return !viewer.directory->is_within(other, county); });
    queries.push_back(std::move(query));
  }
  return queries;
}

// "due|opened|subject|kind" of the last task seen.
std::string cursor_of(const DueTask& last) {
  return std::to_string(last.due_ms) + "|" + std::to_string(last.task.opened_ms) + "|" +
         last.task.subject + "|" + last.task.kind;
}

bool read_number(std::string_view text, std::int64_t& into) {
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), into);
  return problem == std::errc{} && end == text.data() + text.size();
}

Result<void> continue_after(const std::string& cursor, TaskQuery& query) {
  if (cursor.empty()) return {};
  const auto parts = split(cursor, '|');
  if (parts.size() != 4 || !read_number(parts[0], query.after_due_ms) ||
      !read_number(parts[1], query.after_opened_ms))
    return fail("http.bad_parameter", {{"parameter", "cursor"}, {"value", cursor}});
  query.after_subject = parts[2];
  query.after_kind = parts[3];
  return {};
}

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
  auto queries = queries_of(request);
  if (!queries) return fail(queries.error());
  const auto reader = service.store.reader();
  std::vector<DueTask> tasks;
  for (TaskQuery& query : *queries) {
    query.limit = page->limit;
    if (auto fine = continue_after(page->cursor, query); !fine) return fail(fine.error());
    auto found = reader->due_tasks(query);
    std::move(found.begin(), found.end(), std::back_inserter(tasks));
  }
  const auto sooner = [](const DueTask& a, const DueTask& b) { return order_of(a) < order_of(b); };
  std::sort(tasks.begin(), tasks.end(), sooner);
  const bool full = tasks.size() >= static_cast<std::size_t>(page->limit);
  if (full) tasks.resize(static_cast<std::size_t>(page->limit));
  Json items = Json::array();
  for (const DueTask& task : tasks) items.push_back(to_json(task, *reader));
  return list_answer(items, full ? cursor_of(tasks.back()) : "");
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
