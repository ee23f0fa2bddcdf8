// The three 100%s (process §6), and the list behind each number.
#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "server/api/gate.h"
#include "server/api/paging.h"
#include "server/api/routes.h"

namespace qianqiao::routes {
namespace {

using Json = nlohmann::ordered_json;

// Before any signature: the mechanism began in 2024.
constexpr Date kBeginning = std::chrono::year(2024) / std::chrono::January / 1;

Result<Date> day_of(const Request& request, const char* name, Date otherwise) {
  const std::string text = text_of(request, name);
  if (text.empty()) return otherwise;
  return parse_date(text);
}

Result<FigureQuery> query_of(const Request& request, Instant now) {
  FigureQuery query;
  const auto county = county_asked(request);
  if (!county) return fail(county.error());
  query.county = *county;
  query.bank = text_of(request, "bank");
  const auto from = day_of(request, "from", kBeginning);
  const auto to = day_of(request, "to", local_date(now));
  if (!from) return fail(from.error());
  if (!to) return fail(to.error());
  if (*from > *to)
    return fail("http.bad_parameter", {{"parameter", "from"}, {"value", text_of(request, "from")}});
  query.from = *from;
  query.to = *to;
  query.as_of =
      std::min(now, start_of_day(*to + std::chrono::days(1)) - std::chrono::milliseconds(1));
  return query;
}

struct Rate {
  const char* name;
  const char* zh;
  const char* en;
  Figure part, whole;
};
constexpr Rate kRates[] = {
    {"contact", "对接率", "contacted", Figure::kContacted, Figure::kSigned},
    {"credit", "授信率", "granted", Figure::kGranted, Figure::kEligible},
    {"landing", "落地率", "drawn", Figure::kDrawn, Figure::kDrawable},
    {"granted_of_signed", "授信企业占签字企业", "granted of signed", Figure::kGranted,
     Figure::kSigned},
};

// To a hundredth of a percent; nothing of nothing is no rate.
Json percent(std::int64_t part, std::int64_t whole) {
  if (whole == 0) return nullptr;
  return std::round(10'000.0 * static_cast<double>(part) / static_cast<double>(whole)) / 100;
}

Json to_json(const FigureCounts& counts) {
  Json json = Json::object(), rates = Json::object();
  for (const FigureName& name : kFigureNames) json[std::string(name.name)] = counts[name.figure];
  for (const Rate& rate : kRates)
    rates[rate.name] = {{"zh", rate.zh},
                        {"en", rate.en},
                        {"part", counts[rate.part]},
                        {"whole", counts[rate.whole]},
                        {"percent", percent(counts[rate.part], counts[rate.whole])}};
  json["rates"] = std::move(rates);
  return json;
}

Json rows(const char* key, const std::vector<std::pair<std::string, FigureCounts>>& found) {
  Json list = Json::array();
  for (const auto& [id, counts] : found) {
    Json row = {{key, id}};
    row.update(to_json(counts));
    list.push_back(std::move(row));
  }
  return list;
}

Json cells_json(const std::vector<FigureReport::Cell>& cells) {
  Json list = Json::array();
  for (const FigureReport::Cell& cell : cells) {
    Json row = {{"county", cell.county}, {"bank", cell.bank}};
    row.update(to_json(cell.counts));
    list.push_back(std::move(row));
  }
  return list;
}

Json day_or_null(const std::optional<Date>& day) {
  return day ? Json(format_date(*day)) : Json(nullptr);
}

Json to_json(const FigureItem& item, Reader& reader) {
  return {{"enterprise", item.enterprise},
          {"enterprise_name", reader.enterprise_name(item.enterprise)},
          {"cases", item.cases},
          {"county", item.county},
          {"signed", day_or_null(item.signed_on)},
          {"contacted", day_or_null(item.contacted_on)},
          {"granted", day_or_null(item.granted_on)},
          {"declined", day_or_null(item.declined_on)},
          {"drawn", day_or_null(item.drawn_on)}};
}

}  // namespace

Result<Answer> show_figures(Service& service, const Request& request) {
  const auto query = query_of(request, service.clock.now());
  if (!query) return fail(query.error());
  const FigureReport report = service.figures.report(*service.store.reader(), *query);
  return json_answer({{"from", format_date(query->from)},
                      {"to", format_date(query->to)},
                      {"as_of", format_instant(query->as_of)},
                      {"county", query->county},
                      {"bank", query->bank},
                      {"total", to_json(report.total)},
                      {"counties", rows("county", report.counties)},
                      {"banks", rows("bank", report.banks)},
                      {"cells", cells_json(report.cells)}});
}

Result<Answer> list_figure_cases(Service& service, const Request& request) {
  const std::string& name = request.path_value("name");
  const auto found = std::find_if(kFigureNames.begin(), kFigureNames.end(),
                                  [&](const FigureName& one) { return one.name == name; });
  if (found == kFigureNames.end()) return fail("figure.unknown", {{"figure", name}});
  const auto query = query_of(request, service.clock.now());
  if (!query) return fail(query.error());
  const auto page = page_of(request);
  if (!page) return fail(page.error());
  const auto reader = service.store.reader();
  const auto items =
      service.figures.behind(*reader, *query, found->figure, page->cursor, page->limit);
  Json list = Json::array();
  for (const FigureItem& item : items) list.push_back(to_json(item, *reader));
  const bool full = items.size() == static_cast<std::size_t>(page->limit);
  return list_answer(list, full ? items.back().enterprise : "");
}

}  // namespace qianqiao::routes
