// Working-day notices: what is in force, and what a new one would move.
#include <charconv>
#include <nlohmann/json.hpp>

#include "server/api/paging.h"
#include "server/api/routes.h"

namespace qianqiao::routes {
namespace {

using Json = nlohmann::ordered_json;

Json to_json(const DeadlineMove& move) {
  return {{"deadline", std::to_string(move.before.id)},
          {"subject", move.before.subject},
          {"rule", move.before.rule},
          {"due_before", format_instant(from_milliseconds(move.before.due_ms))},
          {"due_after", format_instant(from_milliseconds(move.after.due_ms))},
          {"provisional_before", move.before.provisional},
          {"provisional_after", move.after.provisional}};
}

Json dates(const std::set<Date>& days) {
  Json list = Json::array();
  for (const Date day : days) list.push_back(format_date(day));
  return list;
}

}  // namespace

Result<Answer> show_calendar(Service& service, const Request& request) {
  const std::string& text = request.path_value("year");
  int year = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), year);
  if (problem != std::errc{} || end != text.data() + text.size() || year < 1990 || year > 2200)
    return fail("calendar.year_malformed", {{"year", text}});
  const auto rules = service.engine.rule_book();
  const Calendar& calendar = rules->calendar();
  const auto found = calendar.notices().find(year);
  const bool known = found != calendar.notices().end();
  return json_answer({{"year", year},
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
  const PersonId actor = request.actor.empty() ? kSystemPerson : request.actor;
  Result<std::vector<DeadlineMove>> moves;
  const auto done = service.with_engine([&](Engine& engine) {
    moves = *dry_run ? engine.preview_calendar(*notices) : engine.load_calendar(*notices, actor);
  });
  if (!done) return fail(done.error());
  if (!moves) return fail(moves.error());
  Json items = Json::array();
  for (const DeadlineMove& move : *moves) items.push_back(to_json(move));
  return json_answer({{"dry_run", *dry_run}, {"years", notices->years()}, {"moves", items}});
}

}  // namespace qianqiao::routes
