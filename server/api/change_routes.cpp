// Who watches is told that something changed, not what: it then reads the subject as usual.
#include <map>
#include <nlohmann/json.hpp>

#include "server/api/gate.h"
#include "server/api/paging.h"
#include "server/api/routes.h"
#include "server/api/subject_json.h"

namespace qianqiao::routes {
namespace {

// What this viewer may see, for as long as it watches: appointments as they were when it came.
SubjectSight sight_for(const Request& request) {
  return [viewer = request.viewer](const SubjectRow& subject) { return may_see(viewer, subject); };
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
  answer.stream = StreamOffer{request.actor, sight_for(request), {}};
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
    found = changes_after(*reader, *position, page->limit, sight_for(request));
  }
  return json_answer({{"items", found.items}, {"after", found.next}, {"more", found.more}});
}

}  // namespace qianqiao::routes
