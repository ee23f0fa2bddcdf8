// Reads notices from JSON. What is loaded here decides statutory dates, so nothing is passed over:
// unknown fields, repeated years or days and impossible days are errors that name their place.
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <nlohmann/json.hpp>

#include "workflows/domain/calendar.h"

namespace qianqiao {
namespace {

using nlohmann::json;

constexpr std::size_t kLongestText = 1 << 20;
constexpr int kDeepest = 8;
constexpr int kFirstYear = 2000, kLastYear = 2099;

auto malformed(std::string where, std::string what_zh, std::string what_en) {
  return fail("calendar.malformed", {{"where", std::move(where)},
                                     {"what_zh", std::move(what_zh)},
                                     {"what_en", std::move(what_en)}});
}

std::string line_and_column(std::string_view text, std::size_t byte) {
  const std::string_view before = text.substr(0, byte == 0 ? 0 : byte - 1);
  const auto line = 1 + std::count(before.begin(), before.end(), '\n');
  const std::size_t newline = before.rfind('\n');
  const std::size_t column = before.size() - (newline == before.npos ? 0 : newline + 1) + 1;
  return fmt::format("{}:{}", line, column);
}

// A parsed object keeps one of two equal keys and says nothing: they are caught while parsing.
struct Watch {
  std::set<std::pair<std::string, std::string>> seen;  // (year, field)
  std::string year, repeated;
  bool too_deep = false;

  bool operator()(int depth, json::parse_event_t event, json& parsed) {
    if (depth > kDeepest) too_deep = true;
    if (event == json::parse_event_t::key && depth <= 2) {
      const auto key = parsed.get<std::string>();
      if (depth == 1) year = key;
      if (!seen.emplace(year, depth == 1 ? "" : key).second && repeated.empty())
        repeated = depth == 1 ? year : year + "." + key;
    }
    return !too_deep;
  }
};

Result<json> parse(std::string_view text) {
  if (text.size() > kLongestText)
    return malformed(fmt::format("{} B", text.size()), "文件过大，上限为 1 MiB",
                     "the file is too large; the limit is 1 MiB");
  Watch watch;
  json parsed;
  try {
    parsed = json::parse(text, std::ref(watch));
  } catch (const json::parse_error& e) {
    return malformed(line_and_column(text, e.byte), "不是合法的 JSON（此处附近有语法错误）",
                     "not valid JSON (syntax error near here)");
  } catch (const json::exception&) {
    return malformed("1:1", "不是合法的 JSON", "not valid JSON");
  }
  if (watch.too_deep) return malformed("1:1", "嵌套过深", "nested too deeply");
  if (!watch.repeated.empty())
    return malformed(watch.repeated, "同一名称出现了两次", "the same name appears twice");
  if (!parsed.is_object())
    return malformed("1:1", "最外层应为 {\"年份\": {\"off\": […], \"work\": […]}}",
                     "the outermost value must be {\"YEAR\": {\"off\": […], \"work\": […]}}");
  return parsed;
}

Result<int> read_year(const std::string& key) {
  const bool digits = key.size() == 4 && std::all_of(key.begin(), key.end(), [](unsigned char c) {
                        return std::isdigit(c) != 0;
                      });
  const int year = digits ? std::stoi(key) : 0;
  if (year < kFirstYear || year > kLastYear)
    return malformed(key, fmt::format("应为 {} 至 {} 之间的年份", kFirstYear, kLastYear),
                     fmt::format("must be a year from {} to {}", kFirstYear, kLastYear));
  return year;
}

Result<std::set<Date>> read_days(const json& list, int year, const std::string& place) {
  if (!list.is_array()) return malformed(place, "应为日期的数组", "must be an array of dates");
  std::set<Date> out;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const std::string where = fmt::format("{}[{}]", place, i);
    if (!list[i].is_string())
      return malformed(where, "应为形如 2025-01-24 的日期", "must be a date such as 2025-01-24");
    const auto text = list[i].get<std::string>();
    const auto day = parse_date(text);
    if (!day)
      return malformed(where, fmt::format("“{}”不是有效日期", text),
                       fmt::format("'{}' is not a valid date", text));
    if (static_cast<int>(std::chrono::year_month_day(*day).year()) != year)
      return fail("calendar.day_outside_year",
                  {{"where", where}, {"day", text}, {"year", std::to_string(year)}});
    if (!out.insert(*day).second)
      return fail("calendar.day_twice", {{"where", where}, {"day", text}});
  }
  return out;
}

Result<YearNotice> read_notice(const json& value, int year) {
  const std::string place = std::to_string(year);
  if (!value.is_object())
    return malformed(place, "应为 {\"off\": […], \"work\": […]}",
                     "must be {\"off\": […], \"work\": […]}");
  YearNotice notice;
  for (const auto& [field, list] : value.items()) {
    const std::string where = fmt::format("{}.{}", place, field);
    if (field != "off" && field != "work")
      return malformed(where, "未知字段，只认 off（放假）和 work（调休上班）",
                       "unknown field; only off (holidays) and work (make-up days) are known");
    auto read = read_days(list, year, where);
    if (!read) return fail(read.error());
    (field == "off" ? notice.off : notice.work) = std::move(*read);
  }
  // A year without a holiday is a notice not filled in: taken as it is, it would silently turn
  // provisional dates into final ones.
  if (notice.off.empty())
    return malformed(place + ".off", "全年没有一个放假日，应是通知未录全",
                     "not one day off in the year: the notice seems incomplete");
  for (const Date day : notice.work) {
    if (notice.off.count(day) != 0)
      return fail("calendar.day_twice", {{"where", place + ".work"}, {"day", format_date(day)}});
    const std::chrono::weekday weekday(day);
    if (weekday != std::chrono::Saturday && weekday != std::chrono::Sunday)
      return malformed(
          place + ".work",
          fmt::format("{} 不是周末，本来就上班，不应列为调休上班日", format_date(day)),
          fmt::format("{} is a weekday, worked anyway: not a make-up day", format_date(day)));
  }
  return notice;
}

}  // namespace

Result<Calendar> Calendar::from_json(std::string_view text) {
  const auto parsed = parse(text);
  if (!parsed) return fail(parsed.error());
  std::map<int, YearNotice> notices;
  for (const auto& [key, value] : parsed->items()) {
    const auto year = read_year(key);
    if (!year) return fail(year.error());
    auto notice = read_notice(value, *year);
    if (!notice) return fail(notice.error());
    notices.emplace(*year, std::move(*notice));
  }
  return Calendar(std::move(notices));
}

}  // namespace qianqiao
