// Who watches is told that something changed, not what: it then reads the subject as usual.
#include <map>
#include <nlohmann/json.hpp>

#include "server/api/accounts.h"
#include "server/api/gate.h"
#include "server/api/paging.h"
#include "server/api/routes.h"
#include "server/api/subject_json.h"
#include "server/engine/authority.h"

namespace qianqiao::routes {
namespace {

// What this viewer may see, by the appointments that are in effect when something changes: whoever
// watches for hours loses and gains what others gave and took meanwhile.
SubjectSight sight_for(Service& service, const Request& request) {
  struct Watcher {
    Viewer viewer;
    Date day;
  };
  const Date today = local_date(service.clock.now());
  return [&service, watcher = std::make_shared<Watcher>(Watcher{request.viewer, today})](
             const SubjectRow& subject) {
    Viewer& viewer = watcher->viewer;
    auto directory = service.engine.directory();
    const Date day = local_date(service.clock.now());
    if (!viewer.person.empty() && (directory != viewer.directory || day != watcher->day)) {
      viewer.appointments = appointments_in_effect(*directory, viewer.person, day);
      viewer.directory = std::move(directory);
      watcher->day = day;
    }
    return may_see(viewer, subject);
  };
}

struct Found {
  nlohmann::ordered_json items = nlohmann::ordered_json::array();
  std::int64_t next;  // where to go on
  bool more;
};

// Each changed subject that may be seen, once; of a bounded piece of history.
Found changes_after(Reader& reader, std::int64_t after, int limit, const SubjectSight& sight) {
  const auto recorded = reader.recorded_history(after, limit);
  Found found{.next = after, .more = recorded.size() == static_cast<std::size_t>(limit)};
  std::map<SubjectId, std::int64_t> versions;
  for (const auto& [position, row] : recorded) {
    versions[row.subject] = row.sequence;
    found.next = position;
  }
  for (const auto& [id, version] : versions)
    if (const auto subject = reader.subject(id); subject && sight(*subject))
      found.items.push_back({{"kind", to_string(subject->kind)}, {"id", id}, {"version", version}});
  return found;
}

}  // namespace

Result<Answer> stream_changes(Service& service, const Request& request) {
  if (service.changes == nullptr) return fail("http.unknown_path");
  Answer answer;
  answer.content_type = "text/event-stream; charset=utf-8";
  answer.stream =
      StreamOffer{request.actor, sight_for(service, request), [&service, viewer = request.viewer] {
                    return service.accounts == nullptr || service.accounts->is_still_in(viewer);
                  }};
  return answer;
}

// ?after=: a position from an earlier answer; without it only where things stand is told.
Result<Answer> list_changes(Service& service, const Request& request) {
  const auto page = page_of(request);
  if (!page) return fail(page.error());
  const auto reader = service.store.reader();
  Found found{.next = 0, .more = false};
  if (const std::string after = text_of(request, "after"); after.empty()) {
    found.next = reader->latest_history_position();
  } else {
    const auto position = whole_number(after);
    if (!position) return fail("http.bad_parameter", {{"parameter", "after"}, {"value", after}});
    found = changes_after(*reader, *position, page->limit, sight_for(service, request));
  }
  return json_answer({{"items", found.items}, {"after", found.next}, {"more", found.more}});
}

}  // namespace qianqiao::routes
