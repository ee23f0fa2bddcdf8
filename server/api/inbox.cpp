#include "server/api/inbox.h"

#include <algorithm>
#include <charconv>

#include "server/api/paging.h"

namespace qianqiao {
namespace {

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

}  // namespace

// "due|opened|subject|kind"
std::string cursor_of(const DueTask& last) {
  return std::to_string(last.due_ms) + "|" + std::to_string(last.task.opened_ms) + "|" +
         last.task.subject + "|" + last.task.kind;
}

Result<std::vector<DueTask>> inbox_of(const Request& request, Reader& reader,
                                      const std::string& cursor, int limit) {
  auto queries = queries_of(request);
  if (!queries) return fail(queries.error());
  std::vector<DueTask> tasks;
  for (TaskQuery& query : *queries) {
    query.limit = limit;
    if (auto fine = continue_after(cursor, query); !fine) return fail(fine.error());
    auto found = reader.due_tasks(query);
    std::move(found.begin(), found.end(), std::back_inserter(tasks));
  }
  const auto sooner = [](const DueTask& a, const DueTask& b) { return order_of(a) < order_of(b); };
  std::sort(tasks.begin(), tasks.end(), sooner);
  if (tasks.size() > static_cast<std::size_t>(limit)) tasks.resize(static_cast<std::size_t>(limit));
  return tasks;
}

}  // namespace qianqiao
