#include "server/store/composed_query.h"

#include <fmt/format.h>

#include "server/store/columns.h"

namespace qianqiao {

std::string ComposedQuery::parameters() const {
  std::string kinds;
  for (const auto& value : values) kinds += std::holds_alternative<std::string>(value) ? 't' : 'i';
  return kinds;
}

Statement& ComposedQueries::operator()(const ComposedQuery& query) {
  auto [entry, is_new] = kept_.try_emplace(query.text);
  Kept& kept = entry->second;
  if (is_new) {
    kept.text = query.text;
    kept.parameters = query.parameters();
    kept.statement =
        std::make_unique<Statement>(connection_, Sql{kept.text, kept.parameters, columns_});
  }
  for (const auto& value : query.values) {
    if (const auto* text = std::get_if<std::string>(&value))
      kept.statement->text(*text);
    else
      kept.statement->integer(std::get<std::int64_t>(value));
  }
  return *kept.statement;
}

void add_sight(ComposedQuery& query, const Sight& sight, const SightPlace& place) {
  const auto [table, mark, of_enterprises] = place;
  if (sight.everything) return;
  if (sight.is_nothing()) {
    query.add(" AND 0");
    return;
  }
  const char* joint = " AND (";
  const auto add = [&](const std::set<std::string>& values, const std::string& part) {
    if (values.empty()) return;
    query.add(joint).add(part).with(json_array(values));
    joint = " OR ";
  };
  add(sight.counties,
      fmt::format("{0}county IN (SELECT value FROM json_each(:counties{1}))", table, mark));
  add(sight.townships, fmt::format("({0}township IN (SELECT value FROM json_each(:townships{1})) "
                                   "AND {0}township <> '')",
                                   table, mark));
  const std::string theirs = fmt::format(
      "SELECT subject FROM subject_party WHERE organisation IN "
      "(SELECT value FROM json_each(:parties{}))",
      mark);
  add(sight.parties,
      of_enterprises
          ? fmt::format("{}id IN (SELECT enterprise FROM subject WHERE id IN ({}))", table, theirs)
          : fmt::format("{}id IN ({})", table, theirs));
  query.add(")");
}

}  // namespace qianqiao
