// Visiting rounds (走访轮次): a county opens one, and its cases that wait for a visit join it.
#include <nlohmann/json.hpp>

#include "server/api/gate.h"
#include "server/api/json_input.h"
#include "server/api/paging.h"
#include "server/api/routes.h"
#include "server/engine/visiting_rounds.h"
#include "workflows/domain/area.h"

namespace qianqiao::routes {
namespace {

using Json = nlohmann::ordered_json;

const char* status_of(const RoundRow& row, Date today) {
  if (today < row.opens) return "upcoming";
  return row.ends < today ? "ended" : "open";
}

Json to_json(const RoundRow& row, Reader& reader, Date today) {
  const auto joining = joining_of(reader, row.id);
  return {{"id", row.id},
          {"county", row.county},
          {"name", row.name},
          {"opens", format_date(row.opens)},
          {"ends", format_date(row.ends)},
          {"status", status_of(row, today)},
          {"joined", joining ? joining->joined : 0},
          {"joining", joining && !joining->is_done()}};
}

Result<RoundRow> read_round(const Request& request) {
  const auto body = parse_strictly(request.body);
  if (!body) return fail(body.error());
  auto input = ObjectInput::of(*body);
  if (!input) return fail(input.error());
  RoundRow row;
  row.id = input->text("id");
  const std::string county = input->required_text("county");
  row.name = std::string(trim(input->required_text("name")));
  const std::string opens = input->required_text("opens"), ends = input->required_text("ends");
  if (auto fine = input->finish(); !fine) return fail(fine.error());
  const auto area = AreaTable::shipped().require_county(county);
  if (!area) return fail(area.error());
  row.county = (*area)->code;
  const auto first = parse_date(opens), last = parse_date(ends);
  if (!first) return fail(first.error());
  if (!last) return fail(last.error());
  row.opens = *first;
  row.ends = *last;
  return row;
}

// Who joins a round that is open already has joined it before the answer; in pieces, between which
// others have their turn.
Result<void> let_cases_join(Service& service, const RoundRow& round) {
  while (round.opens <= local_date(service.clock.now())) {
    const auto joining = joining_of(*service.store.reader(), round.id);
    if (!joining || joining->is_done()) break;
    bool worked = false;
    const auto done = service.with_engine([&](Engine& engine) { worked = engine.sweep().worked; });
    if (!done) return fail(done.error());
    if (!worked) break;
  }
  return {};
}

}  // namespace

Result<Answer> list_rounds(Service& service, const Request& request) {
  const auto page = page_of(request);
  if (!page) return fail(page.error());
  const std::string county = text_of(request, "county");
  const auto reader = service.store.reader();
  const Date today = local_date(service.clock.now());
  Json items = Json::array();
  std::string last;
  bool more = false;
  for (const RoundRow& row : reader->rounds()) {  // by id
    if (row.id <= page->cursor || (!county.empty() && row.county != county)) continue;
    if (!may_act_in(request, row.county)) continue;
    more = items.size() == static_cast<std::size_t>(page->limit);
    if (more) break;
    items.push_back(to_json(row, *reader, today));
    last = row.id;
  }
  return list_answer(items, more ? last : "");
}

Result<Answer> open_round(Service& service, const Request& request) {
  const auto row = read_round(request);
  if (!row) return fail(row.error());
  if (!may_act_in(request, row->county)) return fail("county.not_yours", {{"county", row->county}});
  Result<OpenedRound> opened;
  const auto done = service.with_engine([&](Engine& engine) { opened = engine.open_round(*row); });
  if (!done) return fail(done.error());
  if (!opened) return fail(opened.error());
  if (auto joined = let_cases_join(service, opened->row); !joined) return fail(joined.error());
  const auto reader = service.store.reader();
  return json_answer(to_json(opened->row, *reader, local_date(service.clock.now())),
                     opened->is_new ? 201 : 200);
}

}  // namespace qianqiao::routes
