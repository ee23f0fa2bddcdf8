// Working-day notices by year: what is in force, what a new one would move, and one taken away that
// nothing was computed by.
#include <charconv>
#include <nlohmann/json.hpp>

#include "server/api/audit.h"
#include "server/api/calendar_json.h"
#include "server/api/paging.h"
#include "server/api/routes.h"
#include "server/api/workflow_area.h"

namespace qianqiao::routes {
namespace {

using Json = nlohmann::ordered_json;

Json dates(const std::set<Date>& days) {
  Json list = Json::array();
  for (const Date day : days) list.push_back(format_date(day));
  return list;
}

Result<int> year_of(const Request& request) {
  const std::string& text = request.path_value("year");
  int year = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), year);
  if (problem != std::errc{} || end != text.data() + text.size() || year < 1990 || year > 2200)
    return fail("calendar.year_malformed", {{"year", text}});
  return year;
}

}  // namespace

Result<Answer> show_calendar(Service& service, const Request& request) {
  const auto year = year_of(request);
  if (!year) return fail(year.error());
  const auto rules = service.engine.rule_book();
  const Calendar& calendar = rules->calendar();
  const auto found = calendar.notices().find(*year);
  const bool known = found != calendar.notices().end();
  return json_answer({{"year", *year},
                      {"notice", known},
                      {"off", known ? dates(found->second.off) : Json::array()},
                      {"work", known ? dates(found->second.work) : Json::array()},
                      {"years", calendar.years()},
                      {"version", calendar.version()}});
}

Result<Answer> load_calendar(Service& service, const Request& request) {
  const auto dry_run = flag_of(request, "dry_run");
  if (!dry_run) return fail(dry_run.error());
  const auto notices = Calendar::from_json(request.body);
  if (!notices) return fail(notices.error());
  service.expect_wait();
  if (*dry_run) {
    const auto change = preview_calendar(*service.store.reader(), *service.engine.rule_book(),
                                         *notices, local_date(service.engine.now()));
    if (!change) return fail(change.error());
    return json_answer(to_json(*change, true));
  }
  Result<CalendarChange> change = fail("server.stopping");
  const auto done = service.with_engine(
      [&](Engine& engine) { change = engine.propose_calendar(*notices, who_asks(request)); });
  if (!done) return fail(done.error());
  if (!change) return fail(change.error());
  const bool in_force = change->proposal.state == proposal_state::kInForce;
  const auto noted = record_audit(
      service, audit_row(service, request, in_force ? "calendar.loaded" : "calendar.proposed", "",
                         {{"proposal", std::to_string(change->proposal.id)}}));
  if (!noted) return fail(noted.error());
  return json_answer(to_json(*change, false));
}

Result<Answer> remove_calendar(Service& service, const Request& request) {
  const auto year = year_of(request);
  if (!year) return fail(year.error());
  service.expect_wait();
  Result<void> removed;
  const auto done =
      service.with_engine([&](Engine& engine) { removed = engine.remove_notice(*year); });
  if (!done) return fail(done.error());
  if (!removed) return fail(removed.error());
  const auto noted =
      record_audit(service, audit_row(service, request, "calendar.removed", std::to_string(*year)));
  if (!noted) return fail(noted.error());
  return json_answer({{"year", *year}, {"years", service.engine.rule_book()->calendar().years()}});
}

}  // namespace qianqiao::routes
