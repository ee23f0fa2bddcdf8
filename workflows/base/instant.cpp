#include "workflows/base/instant.h"

#include <fmt/compile.h>
#include <fmt/format.h>

#include <charconv>
#include <optional>

namespace qianqiao {
namespace {

using namespace std::chrono;

// Exactly `width` digits at the front of `text`, which are removed.
std::optional<int> take_digits(std::string_view& text, std::size_t width) {
  if (text.size() < width) return std::nullopt;
  int value = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + width, value);
  if (problem != std::errc{} || end != text.data() + width || text[0] == '-') return std::nullopt;
  text.remove_prefix(width);
  return value;
}

bool take(std::string_view& text, char c) {
  if (text.empty() || text[0] != c) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<Date> take_date(std::string_view& text) {
  const auto y = take_digits(text, 4);
  if (!y || !take(text, '-')) return std::nullopt;
  const auto m = take_digits(text, 2);
  if (!m || !take(text, '-')) return std::nullopt;
  const auto d = take_digits(text, 2);
  if (!d) return std::nullopt;
  const year_month_day day{year{*y}, month(static_cast<unsigned>(*m)),
                           std::chrono::day(static_cast<unsigned>(*d))};
  if (!day.ok()) return std::nullopt;
  return Date(day);
}

std::optional<milliseconds> take_time_of_day(std::string_view& text) {
  const auto h = take_digits(text, 2);
  if (!h || *h > 23 || !take(text, ':')) return std::nullopt;
  const auto m = take_digits(text, 2);
  if (!m || *m > 59) return std::nullopt;
  milliseconds time = hours(*h) + minutes(*m);
  if (!take(text, ':')) return time;
  const auto s = take_digits(text, 2);
  if (!s || *s > 59) return std::nullopt;
  time += seconds(*s);
  if (!take(text, '.')) return time;
  int unit = 100, digits = 0;
  for (; !text.empty() && text[0] >= '0' && text[0] <= '9'; text.remove_prefix(1), unit /= 10) {
    time += milliseconds((text[0] - '0') * unit);
    ++digits;
  }
  if (digits == 0) return std::nullopt;
  return time;
}

std::optional<minutes> take_offset(std::string_view& text) {
  if (text.empty()) return minutes(kShanghaiOffset);
  if (take(text, 'Z') || take(text, 'z')) return minutes(0);
  const bool behind = text[0] == '-';
  if (!take(text, '+') && !take(text, '-')) return std::nullopt;
  const auto h = take_digits(text, 2);
  if (!h || *h > 14 || !take(text, ':')) return std::nullopt;
  const auto m = take_digits(text, 2);
  if (!m || *m > 59) return std::nullopt;
  const minutes offset = hours(*h) + minutes(*m);
  return behind ? -offset : offset;
}

}  // namespace

Date local_date(Instant instant) { return floor<days>(instant + kShanghaiOffset); }

Instant start_of_day(Date day) { return Instant(day) - kShanghaiOffset; }

Instant at_local_time(Date day, minutes of_day) { return start_of_day(day) + of_day; }

Instant end_of_day(Date day) { return start_of_day(day) + days(1) - seconds(1); }

std::string format_date(Date day) {
  const year_month_day d(day);
  return fmt::format(FMT_COMPILE("{:04}-{:02}-{:02}"), static_cast<int>(d.year()),
                     static_cast<unsigned>(d.month()), static_cast<unsigned>(d.day()));
}

std::string format_instant(Instant at) {
  const Date day = local_date(at);
  const hh_mm_ss time(at - start_of_day(day));
  std::string out =
      fmt::format(FMT_COMPILE("{}T{:02}:{:02}:{:02}"), format_date(day), time.hours().count(),
                  time.minutes().count(), time.seconds().count());
  if (time.subseconds().count() != 0) out += fmt::format(".{:03}", time.subseconds().count());
  return out + "+08:00";
}

Result<Date> parse_date(std::string_view text) {
  std::string_view rest = text;
  const auto day = take_date(rest);
  if (!day || !rest.empty()) return fail("date.malformed", {{"input", std::string(text)}});
  return *day;
}

Result<Instant> parse_instant(std::string_view text) {
  const auto malformed = [&] { return fail("time.malformed", {{"input", std::string(text)}}); };
  std::string_view rest = text;
  const auto day = take_date(rest);
  if (!day) return malformed();
  if (rest.empty()) return start_of_day(*day);
  if (!take(rest, 'T') && !take(rest, 't') && !take(rest, ' ')) return malformed();
  const auto time = take_time_of_day(rest);
  if (!time) return malformed();
  const auto offset = take_offset(rest);
  if (!offset || !rest.empty()) return malformed();
  return Instant(*day) + *time - *offset;
}

}  // namespace qianqiao
