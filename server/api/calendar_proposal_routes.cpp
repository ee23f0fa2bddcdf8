// Notices that wait for a second person: listed, looked at clock by clock, confirmed or withdrawn.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "server/api/audit.h"
#include "server/api/calendar_json.h"
#include "server/api/paging.h"
#include "server/api/routes.h"
#include "server/api/workflow_area.h"

namespace qianqiao::routes {
namespace {

using Json = nlohmann::ordered_json;

Result<std::int64_t> id_of(const Request& request) {
  const auto id = whole_number(request.path_value("id"));
  if (!id) return fail("calendar.proposal_unknown", {{"proposal", request.path_value("id")}});
  return *id;
}

// The operator's key passes the gate whatever name it gives: what takes two people takes two that
// there are, and of the city's.
Result<void> check_confirmer(const Service& service, const Request& request) {
  const auto directory = service.engine.directory();
  const auto held = directory->appointments(who_asks(request), local_date(service.engine.now()));
  const bool fits = std::any_of(held.begin(), held.end(), [](const Appointment* appointment) {
    return appointment->role == roles::kCityOffice || appointment->role == roles::kCityConvener;
  });
  const Person* person = directory->person(who_asks(request));
  if (fits && person != nullptr && !person->disabled) return {};
  return fail("calendar.no_confirmer", {{"person", who_asks(request)}});
}

Result<void> note(Service& service, const Request& request, std::string_view action,
                  std::int64_t id) {
  return record_audit(service,
                      audit_row(service, request, action, "", {{"proposal", std::to_string(id)}}));
}

}  // namespace

Result<Answer> list_calendar_proposals(Service& service, const Request& request) {
  const auto page = page_of(request);
  if (!page) return fail(page.error());
  const auto before = numbered_cursor(*page);
  if (!before) return fail(before.error());
  const auto rows = service.store.reader()->calendars().proposals(*before, page->limit);
  Json items = Json::array();
  for (const CalendarProposalRow& row : rows) items.push_back(to_json(row));
  const bool full = rows.size() == static_cast<std::size_t>(page->limit);
  return list_answer(items, full ? std::to_string(rows.back().id) : "");
}

Result<Answer> show_calendar_proposal(Service& service, const Request& request) {
  const auto id = id_of(request);
  if (!id) return fail(id.error());
  const auto row = service.store.reader()->calendars().proposal(*id);
  if (!row) return fail("calendar.proposal_unknown", {{"proposal", request.path_value("id")}});
  return json_answer(to_json(*row));
}

// As it would be now, not as it was when it was proposed.
Result<Answer> list_calendar_moves(Service& service, const Request& request) {
  const auto id = id_of(request);
  if (!id) return fail(id.error());
  const auto page = page_of(request);
  if (!page) return fail(page.error());
  const auto after = numbered_cursor(*page);
  if (!after) return fail(after.error());
  const auto reader = service.store.reader();
  const auto row = open_proposal(*reader, *id);
  if (!row) return fail(row.error());
  const auto notices = Calendar::from_json(row->notices);
  if (!notices) return fail(notices.error());
  const auto rules = with_notices(*service.engine.rule_book(), *notices);
  if (!rules) return fail(rules.error());
  service.expect_wait();
  const auto limit = static_cast<std::size_t>(page->limit);
  const auto moves = find_moves(*reader, **rules, *notices, *after, limit);
  Json items = Json::array();
  for (const DeadlineMove& move : moves) items.push_back(to_json(move));
  return list_answer(items, moves.size() == limit ? std::to_string(moves.back().before.id) : "");
}

Result<Answer> confirm_calendar(Service& service, const Request& request) {
  const auto id = id_of(request);
  if (!id) return fail(id.error());
  if (auto fine = check_confirmer(service, request); !fine) return fail(fine.error());
  service.expect_wait();
  Result<CalendarChange> change = fail("server.stopping");
  const auto done = service.with_engine(
      [&](Engine& engine) { change = engine.confirm_calendar(*id, who_asks(request)); });
  if (!done) return fail(done.error());
  if (!change) return fail(change.error());
  if (auto noted = note(service, request, "calendar.confirmed", *id); !noted)
    return fail(noted.error());
  return json_answer(to_json(*change, false));
}

Result<Answer> withdraw_calendar(Service& service, const Request& request) {
  const auto id = id_of(request);
  if (!id) return fail(id.error());
  Result<CalendarProposalRow> withdrawn = fail("server.stopping");
  const auto done = service.with_engine([&](Engine& engine) {
    engine.record([&](Writer& writer) {
      withdrawn = withdraw_proposal(writer, *id, who_asks(request), engine.now());
    });
  });
  if (!done) return fail(done.error());
  if (!withdrawn) return fail(withdrawn.error());
  if (auto noted = note(service, request, "calendar.withdrawn", *id); !noted)
    return fail(noted.error());
  return json_answer(to_json(*withdrawn));
}

}  // namespace qianqiao::routes
