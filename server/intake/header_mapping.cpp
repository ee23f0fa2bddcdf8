#include "server/intake/header_mapping.h"

#include <algorithm>
#include <unordered_map>

namespace qianqiao {
namespace {

constexpr int kNoRank = 1 << 20;
constexpr int kEndingRank = 1000;  // "企业注册地址" ends in a wording; exact ones go before
constexpr std::size_t kShortestEnding = 4;

struct Match {
  RosterField field;
  int rank;  // lower is better
};

const std::unordered_map<std::string_view, Match>& exact_wordings() {
  static const auto table = [] {
    std::unordered_map<std::string_view, Match> all;
    for (std::size_t i = 0; i < kRosterFields; ++i) {
      int rank = 0;
      for (const std::string_view wording : wordings(static_cast<RosterField>(i)))
        all.emplace(wording, Match{static_cast<RosterField>(i), rank++});
    }
    return all;
  }();
  return table;
}

std::optional<Match> match_words(const HeaderWords& words) {
  for (const std::string* form : {&words.whole, &words.core}) {
    const auto found = exact_wordings().find(*form);
    if (found != exact_wordings().end()) return found->second;
  }
  std::optional<Match> best;
  std::size_t longest = 0;
  for (const auto& [wording, match] : exact_wordings()) {
    const bool chinese = static_cast<unsigned char>(wording[0]) >= 0x80;
    if (!chinese || count_characters(wording) < kShortestEnding) continue;
    if (!words.core.ends_with(wording) || wording.size() <= longest) continue;
    longest = wording.size();
    best = Match{match.field, match.rank + kEndingRank};
  }
  return best;
}

bool is_ignored(const HeaderWords& words) {
  static constexpr std::string_view kSerial[] = {"序号", "编号", "no", "no.", "序", "顺序号"};
  const bool identity = words.whole.find("身份证") != std::string::npos ||
                        words.whole.find("证件号") != std::string::npos;
  return identity ||
         std::find(std::begin(kSerial), std::end(kSerial), words.whole) != std::end(kSerial);
}

std::string text_at(const TableRow& row, std::size_t column) {
  return column < row.cells.size() ? std::string(trim(row.cells[column].text)) : std::string();
}

std::size_t count_filled(const TableRow& row) {
  return static_cast<std::size_t>(std::count_if(row.cells.begin(), row.cells.end(),
                                                [](auto& c) { return !trim(c.text).empty(); }));
}

// Which of a row's cells are known titles.
struct Reading {
  std::size_t known = 0;
  bool name = false;
};
Reading read_as_header(const TableRow& row, const HeaderOptions& options) {
  Reading reading;
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    const std::string text = text_at(row, i);
    if (text.empty()) continue;
    std::optional<RosterField> field;
    if (const auto match = match_words(header_words(text))) field = match->field;
    for (const auto& [name, title] : options.columns)
      if (title == text) field = roster_field(name);
    if (!field) continue;
    ++reading.known;
    reading.name = reading.name || *field == RosterField::kName;
  }
  return reading;
}

std::string join(const std::vector<std::string>& parts) {
  std::string all;
  for (const std::string& part : parts)
    if (!part.empty()) all += (all.empty() ? "" : "、") + part;
  return all;
}

std::string some_wordings(RosterField field) {
  constexpr std::size_t kShown = 6;
  std::vector<std::string> shown;
  for (const std::string_view wording : wordings(field))
    if (shown.size() < kShown) shown.emplace_back(wording);
  return join(shown);
}

// The first row that names the column of names beside another known one, else the one that names
// most; titles above a table name none.
std::optional<std::size_t> find_header(std::span<const TableRow> rows,
                                       const HeaderOptions& options) {
  std::optional<std::size_t> best;
  std::size_t most = 1;
  for (std::size_t i = 0; i < std::min(rows.size(), kHeaderSearchRows); ++i) {
    if (rows[i].problem) continue;
    const Reading reading = read_as_header(rows[i], options);
    const bool alone = reading.known == 1 && count_filled(rows[i]) == 1 && options.county_given;
    if (reading.name && (reading.known >= 2 || alone)) return i;
    if (reading.known > most) {
      most = reading.known;
      best = i;
    }
  }
  return best;
}

// Under merged group titles ("联系方式" over "联系人", "联系电话") a second row names the columns.
bool is_second_header_row(const TableRow& header, const TableRow& next) {
  std::size_t known = 0;
  for (std::size_t i = 0; i < next.cells.size(); ++i) {
    const std::string text = text_at(next, i);
    if (text.empty()) continue;
    const auto above = match_words(header_words(text_at(header, i)));
    if (above && above->rank < kEndingRank && !text_at(header, i).empty() &&
        above->field != RosterField::kContactPhone)
      return false;
    const auto match = match_words(header_words(text));
    if (match && match->rank < kEndingRank) ++known;
  }
  return known > 0;
}

void assign_columns(HeaderMapping& mapping) {
  std::array<int, kRosterFields> ranks;
  ranks.fill(kNoRank);
  for (std::size_t i = 0; i < kRosterFields; ++i)
    if (mapping.columns[i]) ranks[i] = -1;  // mapped explicitly
  for (std::size_t i = 0; i < mapping.titles.size(); ++i) {
    const HeaderWords words = header_words(mapping.titles[i]);
    const auto match = words.whole.empty() || is_ignored(words) ? std::nullopt : match_words(words);
    if (!match) continue;
    const auto field = static_cast<std::size_t>(match->field);
    const auto taken = std::find(mapping.columns.begin(), mapping.columns.end(), i);
    if (match->rank >= ranks[field] || taken != mapping.columns.end()) continue;
    ranks[field] = match->rank;
    mapping.columns[field] = i;
  }
}

void gather_extras(HeaderMapping& mapping) {
  std::map<std::string, int> seen;
  for (std::size_t i = 0; i < mapping.titles.size(); ++i) {
    if (std::find(mapping.columns.begin(), mapping.columns.end(), i) != mapping.columns.end())
      continue;
    std::string name = mapping.titles[i].empty() ? "列" + column_letters(i) : mapping.titles[i];
    if (is_ignored(header_words(name))) {
      mapping.ignored.push_back({i, name});
      continue;
    }
    const int times = ++seen[name];
    if (times > 1) name += " (" + std::to_string(times) + ")";
    mapping.extras.push_back({i, std::move(name)});
  }
}

Result<void> check_fields(const HeaderOptions& options) {
  for (const auto& [name, wanted] : options.columns) {
    if (roster_field(name)) continue;
    std::vector<std::string> known;
    for (std::size_t i = 0; i < kRosterFields; ++i)
      known.emplace_back(to_string(static_cast<RosterField>(i)));
    return fail("roster.field_unknown", {{"field", name}, {"fields", join(known)}});
  }
  return {};
}

Result<void> apply_explicit(const HeaderOptions& options, HeaderMapping& mapping) {
  for (const auto& [name, wanted] : options.columns) {
    const auto field = roster_field(name);
    const auto found = std::find(mapping.titles.begin(), mapping.titles.end(), wanted);
    if (found == mapping.titles.end())
      return fail("roster.column_unknown", {{"header", wanted}, {"found", join(mapping.titles)}});
    mapping.columns[static_cast<std::size_t>(*field)] =
        static_cast<std::size_t>(found - mapping.titles.begin());
  }
  return {};
}

Result<void> require_columns(const HeaderMapping& mapping, const HeaderOptions& options) {
  const auto require = [&](RosterField field) -> Result<void> {
    if (mapping.column(field)) return {};
    return fail("roster.column_missing", {{"column", title(field).zh},
                                          {"column_en", title(field).en},
                                          {"wordings", some_wordings(field)},
                                          {"found", join(mapping.titles)}});
  };
  if (Result<void> name = require(RosterField::kName); !name) return name;
  if (options.county_given) return {};
  return require(RosterField::kCounty);
}

double unit_of(const HeaderMapping& mapping, RosterField field) {
  const auto column = mapping.column(field);
  return column ? header_words(mapping.titles[*column]).unit_yuan : 0;
}

}  // namespace

HeaderWords header_words(std::string_view title) {
  const std::string half = to_half_width(title);
  static constexpr std::string_view kOpen[] = {"(", "[", "{", "【", "〔", "「", "<"};
  static constexpr std::string_view kClose[] = {")", "]", "}", "】", "〕", "」", ">"};
  static constexpr std::string_view kDropped[] = {" ", "\t", "\r", "\n", "*",  "※",     ":",
                                                  "/", "\\", "、", ",",  "\"", "'",     "\u00A0",
                                                  "_", "-",  "·",  "|",  "★",  "\uFEFF"};
  HeaderWords words;
  int depth = 0;
  for (std::string_view rest = half; !rest.empty();) {
    const auto take = [&](const auto& tokens) {
      for (const std::string_view token : tokens)
        if (rest.starts_with(token)) {
          rest.remove_prefix(token.size());
          return true;
        }
      return false;
    };
    if (take(kOpen)) {
      ++depth;
    } else if (take(kClose)) {
      depth = std::max(0, depth - 1);
    } else if (!take(kDropped)) {
      const char c = rest[0] >= 'A' && rest[0] <= 'Z' ? static_cast<char>(rest[0] + 32) : rest[0];
      words.whole += c;
      if (depth == 0) words.core += c;
      rest.remove_prefix(1);
    }
  }
  static constexpr std::pair<std::string_view, double> kUnits[] = {
      {"亿元", 1e8}, {"千元", 1e3}, {"万元", 1e4}, {"元", 1}};
  for (const auto& [unit, yuan] : kUnits) {
    if (words.whole.find(unit) == std::string::npos) continue;
    words.unit_yuan = yuan;
    if (words.core.ends_with(unit) && words.core.size() > unit.size())
      words.core.resize(words.core.size() - unit.size());
    break;
  }
  return words;
}

Result<HeaderMapping> map_header(std::span<const TableRow> rows, const HeaderOptions& options) {
  if (Result<void> known = check_fields(options); !known) return fail(known.error());
  const std::optional<std::size_t> header = find_header(rows, options);
  if (!header) return fail("roster.no_header", {{"wordings", some_wordings(RosterField::kName)}});
  HeaderMapping mapping;
  mapping.header_row = *header;
  const TableRow& row = rows[*header];
  const bool second = *header + 1 < rows.size() && is_second_header_row(row, rows[*header + 1]);
  std::size_t columns = row.cells.size();
  if (second) {
    mapping.rows_used = 2;
    columns = std::max(columns, rows[*header + 1].cells.size());
  }
  for (std::size_t i = 0; i < columns; ++i) {
    std::string below = second ? text_at(rows[*header + 1], i) : std::string();
    mapping.titles.push_back(below.empty() ? text_at(row, i) : std::move(below));
  }
  while (!mapping.titles.empty() && mapping.titles.back().empty()) mapping.titles.pop_back();
  if (Result<void> done = apply_explicit(options, mapping); !done) return fail(done.error());
  assign_columns(mapping);
  if (Result<void> done = require_columns(mapping, options); !done) return fail(done.error());
  gather_extras(mapping);
  mapping.revenue_unit_yuan = unit_of(mapping, RosterField::kRevenue);
  mapping.assets_unit_yuan = unit_of(mapping, RosterField::kAssets);
  return mapping;
}

}  // namespace qianqiao
