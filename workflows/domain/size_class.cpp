#include "workflows/domain/size_class.h"

#include <algorithm>
#include <array>
#include <cassert>

#include "workflows/domain/domain_data.h"
#include "workflows/domain/industry_code.h"

namespace qianqiao {
namespace {

struct SizeEntry {
  std::string_view name;
  Text title;
};

const std::array<SizeEntry, 4>& entries() {
  static const std::array<SizeEntry, 4> table{{
      {"micro", {"微型", "Micro"}},
      {"small", {"小型", "Small"}},
      {"medium", {"中型", "Medium"}},
      {"large", {"大型", "Large"}},
  }};
  return table;
}

std::optional<std::int64_t> figure(const SizeFigures& figures, SizeMetric metric) {
  switch (metric) {
    case SizeMetric::kEmployees:
      return figures.employees;
    case SizeMetric::kRevenue:
      return figures.revenue;
    case SizeMetric::kAssets:
      return figures.assets;
  }
  return std::nullopt;
}

SizeClass tier(std::int64_t value, const SizeTables::Row& row, std::size_t metric) {
  if (value >= row.large_from[metric]) return SizeClass::kLarge;
  if (value >= row.medium_from[metric]) return SizeClass::kMedium;
  if (value >= row.small_from[metric]) return SizeClass::kSmall;
  return SizeClass::kMicro;
}

Result<const SizeTables::Row*> find_row(const SizeTables::Table& table, const std::string& code) {
  bool part = false;
  for (const SizeTables::Row& row : table.rows)
    for (const std::string& pattern : row.codes) {
      const IndustryMatch match = match_industry(code, pattern);
      if (match == IndustryMatch::kWhole) return &row;
      if (match == IndustryMatch::kPart) part = true;
    }
  if (part) return fail("size_class.industry_too_broad", {{"industry", code}});
  return fail("size_class.industry_not_listed", {{"industry", code}, {"basis", table.basis}});
}

}  // namespace

std::string_view to_string(SizeClass size) {
  return entries()[static_cast<std::size_t>(size)].name;
}

std::optional<SizeClass> size_class(std::string_view name) {
  for (std::size_t i = 0; i < entries().size(); ++i)
    if (entries()[i].name == name) return static_cast<SizeClass>(i);
  return std::nullopt;
}

const Text& title(SizeClass size) { return entries()[static_cast<std::size_t>(size)].title; }

const Text& title(SizeMetric metric) {
  static const std::array<Text, 3> titles{{
      {"从业人员", "employees"},
      {"营业收入", "operating revenue"},
      {"资产总额", "total assets"},
  }};
  return titles[static_cast<std::size_t>(metric)];
}

const SizeTables& SizeTables::shipped() {
  static const SizeTables tables = [] {
    auto read = from_json(domain_data::embedded_file("size_classes.json"));
    assert(read && "the shipped tables are checked by a test");
    return std::move(read).value();
  }();
  return tables;
}

Result<SizeVerdict> SizeTables::classify(std::string_view industry, const SizeFigures& figures,
                                         Date day) const {
  const auto table = std::find_if(tables_.rbegin(), tables_.rend(),
                                  [&](const Table& t) { return t.valid_from <= day; });
  if (table == tables_.rend()) return fail("size_class.no_table", {{"day", format_date(day)}});
  const auto code = normalise_industry(industry);
  if (!code) return fail("size_class.industry_malformed", {{"input", std::string(industry)}});
  const auto row = find_row(*table, *code);
  if (!row) return fail(row.error());
  SizeVerdict verdict;
  verdict.industry = (*row)->industry;
  verdict.basis = table->basis;
  for (std::size_t i = 0; i < (*row)->metrics.size(); ++i) {
    const SizeMetric metric = (*row)->metrics[i];
    const auto value = figure(figures, metric);
    if (!value) {
      verdict.missing.push_back(metric);
      continue;
    }
    if (*value < 0)
      return fail("size_class.negative_figure",
                  {{"metric_zh", title(metric).zh}, {"metric_en", title(metric).en}});
    const SizeClass by_this = tier(*value, **row, i);
    verdict.at_most = std::min(verdict.at_most.value_or(SizeClass::kLarge), by_this);
  }
  if (verdict.missing.empty()) verdict.size = verdict.at_most;
  return verdict;
}

}  // namespace qianqiao
