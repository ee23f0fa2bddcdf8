// A person's deadlines as a calendar to subscribe to: making and revoking the link, and what it
// shows. What it shows is what the inbox would show to that person now; no names in it.
#include <algorithm>
#include <cctype>
#include <nlohmann/json.hpp>
#include <set>

#include "server/api/accounts.h"
#include "server/api/audit.h"
#include "server/api/gate.h"
#include "server/api/icalendar.h"
#include "server/api/inbox.h"
#include "server/api/json_input.h"
#include "server/api/paging.h"
#include "server/api/routes.h"
#include "server/engine/authority.h"

namespace qianqiao::routes {
namespace {

constexpr std::string_view kSuffix = ".ics";
constexpr std::size_t kLongestOrigin = 200;

// "https://host[:port]", as browsers call the origin of a page.
bool is_origin(std::string_view text) {
  if (text.size() > kLongestOrigin) return false;
  const bool web = text.starts_with("https://") || text.starts_with("http://");
  const std::string_view host = web ? text.substr(text.find("//") + 2) : "";
  return !host.empty() && std::all_of(host.begin(), host.end(), [](char letter) {
    return std::isalnum(static_cast<unsigned char>(letter)) != 0 ||
           std::string_view(".-:[]").find(letter) != std::string_view::npos;
  });
}

Result<std::string> origin_of(const Request& request) {
  const auto body = parse_strictly(request.body);
  if (!body) return fail(body.error());
  auto input = ObjectInput::of(*body);
  if (!input) return fail(input.error());
  const std::string origin = input->text("origin");
  if (auto fine = input->finish(); !fine) return fail(fine.error());
  if (!origin.empty() && !is_origin(origin))
    return fail("calendar_feed.origin_malformed", {{"origin", origin}});
  return origin;
}

// The request as if the link's owner had asked for the inbox: by what holds today.
Request asked_by(const PersonId& person, const Service& service) {
  Request request;
  Viewer& viewer = request.viewer;
  viewer.kind = Viewer::Kind::kPerson;
  viewer.person = person;
  viewer.directory = service.engine.directory();
  viewer.appointments =
      appointments_in_effect(*viewer.directory, person, local_date(service.clock.now()));
  return request;
}

std::string path_of(const SubjectRow& subject) {
  const char* const kinds[] = {"cases", "referrals", "slips"};
  return "/" + std::string(kinds[static_cast<std::size_t>(subject.kind)]) + "/" + subject.id;
}

CalendarEvent to_event(const DeadlineRow& row, const SubjectRow& subject, const RuleBook& rules,
                       const std::string& origin, bool in_english) {
  const DeadlineRule* rule = rules.definition(row.rule_version).rule(row.rule);
  const Text title = rule != nullptr ? rule->title : Text{row.rule, row.rule};
  const bool statutory = row.effect == Effect::kStatutory;
  CalendarEvent event;
  event.uid = row.subject + "-" + std::to_string(row.id) + "@qianqiao";
  event.due = from_milliseconds(row.due_ms);
  event.tentative = row.provisional;
  const std::string day =
      row.due_nominal + (row.provisional ? (in_english ? " (provisional)" : "（暂算）") : "");
  if (in_english) {
    event.summary = title.en + " · " + row.subject;
    event.description =
        (statutory ? "Statutory limit, " : "Service limit, ") + row.clause + "\nDue " + day;
  } else {
    event.summary = title.zh + " · " + row.subject;
    event.description = (statutory ? "法定时限，" : "服务时限，") + row.clause + "\n到期日 " + day;
  }
  if (!origin.empty()) event.url = origin + path_of(subject);
  return event;
}

// Of each subject of the inbox the clocks that run, once each.
Result<std::vector<CalendarEvent>> events_of(const Service& service, const CalendarFeedRow& feed,
                                             bool in_english) {
  const auto reader = service.store.reader();
  const auto rules = service.engine.rule_book();
  const auto tasks = inbox_of(asked_by(feed.person, service), *reader, "", kLargestPage);
  if (!tasks) return fail(tasks.error());
  std::vector<CalendarEvent> events;
  std::set<SubjectId> seen;
  for (const DueTask& task : *tasks) {
    const auto subject = reader->subject(task.task.subject);
    if (!subject || !seen.insert(subject->id).second) continue;
    for (const DeadlineRow& row : reader->deadlines_of(subject->id))
      if (row.state == DeadlineState::kRunning)
        events.push_back(to_event(row, *subject, *rules, feed.origin, in_english));
  }
  return events;
}

}  // namespace

Result<Answer> show_my_calendar_feed(Service& service, const Request& request) {
  const auto me = own_account(request);
  if (!me) return fail(me.error());
  const auto feed = service.accounts->calendar_feeds().of(*me);
  return json_answer(
      {{"made", feed ? nlohmann::ordered_json(format_instant(from_milliseconds(feed->made_ms)))
                     : nlohmann::ordered_json(nullptr)}});
}

Result<Answer> make_my_calendar_feed(Service& service, const Request& request) {
  const auto me = own_account(request);
  if (!me) return fail(me.error());
  const auto origin = origin_of(request);
  if (!origin) return fail(origin.error());
  service.expect_wait();
  const auto made = service.accounts->calendar_feeds().make(*me, *origin);
  if (!made) return fail(made.error());
  if (auto noted = record_audit(service, audit_row(service, request, "calendar_feed.made", *me));
      !noted)
    return fail(noted.error());
  return json_answer({{"made", format_instant(from_milliseconds(made->row.made_ms))},
                      {"path", "/api/v1/calendar-feed/" + made->token + std::string(kSuffix)}},
                     201);
}

Result<Answer> revoke_my_calendar_feed(Service& service, const Request& request) {
  const auto me = own_account(request);
  if (!me) return fail(me.error());
  service.expect_wait();
  if (auto done = service.accounts->calendar_feeds().revoke(*me); !done) return fail(done.error());
  if (auto noted = record_audit(service, audit_row(service, request, "calendar_feed.revoked", *me));
      !noted)
    return fail(noted.error());
  Answer answer;
  answer.status = 204;
  return answer;
}

// Whoever holds the link: it is the key.
Result<Answer> fetch_calendar_feed(Service& service, const Request& request) {
  const std::string lang = text_of(request, "lang");
  if (!lang.empty() && lang != "zh" && lang != "en")
    return fail("http.bad_parameter", {{"parameter", "lang"}, {"value", lang}});
  std::string_view token = request.path_value("file");
  if (token.ends_with(kSuffix)) token.remove_suffix(kSuffix.size());
  const auto feed = service.accounts->calendar_feeds().open(token, request.client_address);
  if (!feed) return fail(feed.error());
  const Person* person = service.engine.directory()->person(feed->person);
  if (person == nullptr || person->disabled) return fail("calendar_feed.not_found");
  const auto events = events_of(service, *feed, lang == "en");
  if (!events) return fail(events.error());
  Answer answer;
  answer.content_type = "text/calendar; charset=utf-8";
  answer.body = to_icalendar(lang == "en" ? "Qianqiao deadlines" : "牵桥待办时限", *events,
                             service.clock.now());
  return answer;
}

}  // namespace qianqiao::routes
