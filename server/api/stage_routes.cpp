// How many open cases stand at each stage, how old they are, and how many are late.
#include <nlohmann/json.hpp>

#include "server/api/gate.h"
#include "server/api/paging.h"
#include "server/api/routes.h"

namespace qianqiao::routes {
namespace {

using Json = nlohmann::ordered_json;

// Each with the days by which the list of cases is asked for it (?opened_from=&opened_before=).
Json ages_json(const StageTally& tally, Date today) {
  Json ages = Json::array();
  int from_days = 0;
  for (std::size_t i = 0; i < tally.by_age.size(); ++i) {
    const bool is_last = i == StageTally::kAges.size();
    Json age = {{"from_days", from_days},
                {"to_days", is_last ? Json(nullptr) : Json(StageTally::kAges[i] - 1)},
                {"cases", tally.by_age[i]}};
    age["opened_from"] =
        is_last ? Json(nullptr)
                : Json(format_date(today - std::chrono::days(StageTally::kAges[i] - 1)));
    age["opened_before"] =
        i == 0 ? Json(nullptr) : Json(format_date(today - std::chrono::days(from_days - 1)));
    ages.push_back(std::move(age));
    if (!is_last) from_days = StageTally::kAges[i];
  }
  return ages;
}

}  // namespace

Result<Answer> list_stages(Service& service, const Request& request) {
  const Instant now = service.clock.now();
  const Date today = local_date(now);
  StageQuery query;
  query.county = text_of(request, "county");
  query.township = text_of(request, "township");
  query.sight = sight_of(request, SubjectKind::kCase);
  query.now = now;
  Json items = Json::array();
  for (const StageTally& tally : service.store.reader()->stage_tallies(query))
    items.push_back({{"stage", tally.stage},
                     {"cases", tally.cases},
                     {"overdue", tally.overdue},
                     {"amount_fen", tally.amount_fen},
                     {"ages", ages_json(tally, today)}});
  return json_answer({{"as_of", format_instant(now)}, {"items", items}});
}

}  // namespace qianqiao::routes
