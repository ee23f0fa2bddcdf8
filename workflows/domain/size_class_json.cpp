// Reads the tables of size classes from JSON.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "workflows/domain/industry_code.h"
#include "workflows/domain/size_class.h"

namespace qianqiao {
namespace {

using nlohmann::json;

tl::unexpected<Error> malformed(std::string where) {
  return fail("size_class.table_malformed", {{"where", std::move(where)}});
}

std::optional<SizeMetric> metric_of(const json& name) {
  if (name == "employees") return SizeMetric::kEmployees;
  if (name == "revenue_wan") return SizeMetric::kRevenue;
  if (name == "assets_wan") return SizeMetric::kAssets;
  return std::nullopt;
}

// 万元 in the file, as the document states them; fen in memory.
bool read_bounds(const json& row, const char* field, const std::vector<SizeMetric>& metrics,
                 std::vector<std::int64_t>& out) {
  const auto list = row.find(field);
  if (list == row.end() || !list->is_array() || list->size() != metrics.size()) return false;
  for (std::size_t i = 0; i < metrics.size(); ++i) {
    if (!(*list)[i].is_number_unsigned() || (*list)[i] > 100'000'000) return false;
    const auto value = (*list)[i].get<std::int64_t>();
    out.push_back(metrics[i] == SizeMetric::kEmployees ? value : value * kFenPerWan);
  }
  return true;
}

bool ascending(const SizeTables::Row& row) {
  for (std::size_t i = 0; i < row.metrics.size(); ++i)
    if (row.small_from[i] > row.medium_from[i] || row.medium_from[i] > row.large_from[i])
      return false;
  return true;
}

std::optional<SizeTables::Row> read_row(const json& value) {
  if (!value.is_object() || !value.value("industry", json()).is_string()) return std::nullopt;
  SizeTables::Row row;
  row.industry = value["industry"].get<std::string>();
  for (const json& code : value.value("gbt4754", json::array())) {
    if (!code.is_string() || !is_industry_pattern(code.get<std::string>())) return std::nullopt;
    row.codes.push_back(code.get<std::string>());
  }
  for (const json& name : value.value("metrics", json::array())) {
    const auto metric = metric_of(name);
    if (!metric) return std::nullopt;
    row.metrics.push_back(*metric);
  }
  if (row.codes.empty() || row.metrics.empty() ||
      !read_bounds(value, "small_from", row.metrics, row.small_from) ||
      !read_bounds(value, "medium_from", row.metrics, row.medium_from) ||
      !read_bounds(value, "large_from", row.metrics, row.large_from) || !ascending(row))
    return std::nullopt;
  return row;
}

Result<SizeTables::Table> read_table(const json& value, const std::string& place) {
  if (!value.is_object() || !value.value("valid_from", json()).is_string() ||
      !value.value("basis", json()).is_string() || !value.value("rows", json()).is_array())
    return malformed(place);
  const auto from = parse_date(value["valid_from"].get<std::string>());
  if (!from) return malformed(place + ".valid_from");
  SizeTables::Table table{*from, value["basis"].get<std::string>(), {}};
  const json& rows = value["rows"];
  for (std::size_t i = 0; i < rows.size(); ++i) {
    auto row = read_row(rows[i]);
    if (!row) return malformed(place + ".rows[" + std::to_string(i) + "]");
    table.rows.push_back(std::move(*row));
  }
  return table;
}

}  // namespace

Result<SizeTables> SizeTables::from_json(std::string_view text) {
  const json root = json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!root.is_object() || !root.value("tables", json()).is_array()) return malformed("tables");
  SizeTables out;
  for (std::size_t i = 0; i < root["tables"].size(); ++i) {
    auto table = read_table(root["tables"][i], "tables[" + std::to_string(i) + "]");
    if (!table) return fail(table.error());
    out.tables_.push_back(std::move(*table));
  }
  std::sort(out.tables_.begin(), out.tables_.end(),
            [](const Table& a, const Table& b) { return a.valid_from < b.valid_from; });
  return out;
}

}  // namespace qianqiao
