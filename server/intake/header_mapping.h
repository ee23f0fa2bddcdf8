// Which column of a roster means what. Lists name and order their columns as they please; the
// wordings understood are in header_wordings.cpp. Pure.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "server/intake/table_reader.h"
#include "workflows/base/text.h"

namespace qianqiao {

enum class RosterField {
  kName,
  kUscc,
  kKind,
  kCounty,
  kTownship,
  kAddress,
  kIndustry,
  kLegalRepresentative,
  kContactName,
  kContactPhone,
  kEmployees,
  kRevenue,
  kAssets,
  kSizeClass,
  kEstablished,
  kStatus,
};
inline constexpr std::size_t kRosterFields = 16;

std::string_view to_string(RosterField field);  // "name", "uscc", … in explicit mappings
std::optional<RosterField> roster_field(std::string_view name);
const Text& title(RosterField field);
const std::vector<std::string_view>& wordings(RosterField field);  // best first

// A column's title without what varies: width of characters, blanks, required marks, brackets.
struct HeaderWords {
  std::string whole;     // "营业收入万元", "县区": what was in brackets is part of it
  std::string core;      // "营业收入", "县": without what was in brackets
  double unit_yuan = 0;  // of money: 10000 for 万元; 0: none named
};
HeaderWords header_words(std::string_view title);

struct HeaderOptions {
  bool county_given = false;                   // then no column for it is needed
  std::map<std::string, std::string> columns;  // field → title in the file; overrides wordings
};

// A column that is no known field: kept as an attribute under its title.
struct ExtraColumn {
  std::size_t column;
  std::string title;
};

struct HeaderMapping {
  std::size_t header_row = 0;       // index into the rows looked at
  std::size_t rows_used = 1;        // 2 where group titles stand above
  std::vector<std::string> titles;  // as in the file, one a column
  std::array<std::optional<std::size_t>, kRosterFields> columns;
  std::vector<ExtraColumn> extras;
  std::vector<ExtraColumn> ignored;  // serial numbers; identity numbers, which no step needs
  double revenue_unit_yuan = 0;
  double assets_unit_yuan = 0;

  std::optional<std::size_t> column(RosterField field) const {
    return columns[static_cast<std::size_t>(field)];
  }
};

inline constexpr std::size_t kHeaderSearchRows = 10;

// `rows`: the first ones of the file that are not empty, one more than are searched.
// Errors: roster.no_header, roster.column_missing, roster.column_unknown, roster.field_unknown.
Result<HeaderMapping> map_header(std::span<const TableRow> rows, const HeaderOptions& options);

}  // namespace qianqiao
