// Size classes of enterprises (大、中、小、微型) by dated tables: 工信部联企业〔2011〕300号 until a
// revision is announced. Pure; the shipped tables are safe to share between threads.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "workflows/base/instant.h"
#include "workflows/base/money.h"
#include "workflows/base/result.h"
#include "workflows/base/text.h"

namespace qianqiao {

enum class SizeClass { kMicro, kSmall, kMedium, kLarge };  // ascending

std::string_view to_string(SizeClass size);  // micro, small, medium, large
std::optional<SizeClass> size_class(std::string_view name);
const Text& title(SizeClass size);  // 微型, …

enum class SizeMetric { kEmployees, kRevenue, kAssets };
const Text& title(SizeMetric metric);  // 从业人员, …

// What is known of an enterprise, for the last full year.
struct SizeFigures {
  std::optional<std::int64_t> employees;
  std::optional<Fen> revenue;
  std::optional<Fen> assets;
};

struct SizeVerdict {
  std::optional<SizeClass> size;    // none: cannot be told, a metric is missing
  std::vector<SizeMetric> missing;  // which the industry's row asks for
  // The tier is the lowest over the metrics, so the known ones bound it: an enterprise that is at
  // most small belongs to the mechanism whatever the missing figure is. None: nothing is known.
  std::optional<SizeClass> at_most;
  std::string industry;  // the row's name
  std::string basis;     // the document
  bool operator==(const SizeVerdict&) const = default;
};

class SizeTables {
 public:
  // Errors: size_class.table_malformed with its place.
  static Result<SizeTables> from_json(std::string_view json);
  static const SizeTables& shipped();  // workflows/tables/size_classes.json

  // `industry`: GB/T 4754-2017, "C1311", "C13", "C" or the digits alone ("1311", "13"). `day`
  // chooses the table. Errors: size_class.no_table (before the first one),
  // size_class.industry_malformed, size_class.industry_too_broad (F: wholesale or retail?),
  // size_class.industry_not_listed (banks, schools, railways), size_class.negative_figure.
  Result<SizeVerdict> classify(std::string_view industry, const SizeFigures& figures,
                               Date day) const;

  struct Row {
    std::string industry;
    std::vector<std::string> codes;  // "A", "F51", "K7010", "G54-58"
    std::vector<SizeMetric> metrics;
    // Per metric the lowest value of small, medium and large; money in fen.
    std::vector<std::int64_t> small_from, medium_from, large_from;
  };
  struct Table {
    Date valid_from;
    std::string basis;
    std::vector<Row> rows;
  };
  const std::vector<Table>& tables() const { return tables_; }  // by valid_from

 private:
  std::vector<Table> tables_;
};

}  // namespace qianqiao
