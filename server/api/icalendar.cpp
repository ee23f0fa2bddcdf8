#include "server/api/icalendar.h"

#include <fmt/format.h>

namespace qianqiao {
namespace {

constexpr std::size_t kLongestLine = 75;  // octets, without CRLF (RFC 5545, 3.1)

bool continues_character(char octet) { return (static_cast<unsigned char>(octet) & 0xC0) == 0x80; }

// 3.3.11: what would end or split a value; control characters have no place in it.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char letter : text) {
    if (letter == '\\' || letter == ';' || letter == ',') out += '\\';
    if (letter == '\n')
      out += "\\n";
    else if (static_cast<unsigned char>(letter) >= 0x20 && letter != 0x7F)
      out += letter;
  }
  return out;
}

std::string utc(Instant at) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(at);
  const auto day = std::chrono::floor<std::chrono::days>(seconds);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(seconds - day);
  return fmt::format("{:04}{:02}{:02}T{:02}{:02}{:02}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     time.hours().count(), time.minutes().count(), time.seconds().count());
}

std::string compact(Date day) {
  const std::chrono::year_month_day date(day);
  return fmt::format("{:04}{:02}{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

void add(std::string& out, std::string_view name, std::string_view value) {
  out += folded(std::string(name) + std::string(value));
}

void add(std::string& out, const CalendarEvent& event, Instant now) {
  add(out, "BEGIN:", "VEVENT");
  add(out, "UID:", escaped(event.uid));
  add(out, "DTSTAMP:", utc(now));
  const Date day = local_date(event.due);
  if (event.due == end_of_day(day)) {
    add(out, "DTSTART;VALUE=DATE:", compact(day));
    add(out, "DTEND;VALUE=DATE:", compact(day + std::chrono::days(1)));
  } else {
    add(out, "DTSTART:", utc(event.due));
  }
  add(out, "SUMMARY:", escaped(event.summary));
  add(out, "DESCRIPTION:", escaped(event.description));
  if (!event.url.empty()) add(out, "URL:", event.url);
  add(out, "STATUS:", event.tentative ? "TENTATIVE" : "CONFIRMED");
  add(out, "TRANSP:", "TRANSPARENT");
  add(out, "END:", "VEVENT");
}

}  // namespace

std::string folded(std::string_view line) {
  std::string out;
  std::size_t room = kLongestLine;
  while (line.size() > room) {
    std::size_t cut = room;
    while (cut > 0 && continues_character(line[cut])) --cut;
    out += line.substr(0, cut);
    out += "\r\n ";
    line.remove_prefix(cut);
    room = kLongestLine - 1;  // the blank counts
  }
  out += line;
  return out + "\r\n";
}

std::string to_icalendar(std::string_view name, const std::vector<CalendarEvent>& events,
                         Instant now) {
  std::string out;
  add(out, "BEGIN:", "VCALENDAR");
  add(out, "VERSION:", "2.0");
  add(out, "PRODID:", "-//qianqiao//deadlines//ZH");
  add(out, "CALSCALE:", "GREGORIAN");
  add(out, "X-WR-CALNAME:", escaped(name));
  add(out, "REFRESH-INTERVAL;VALUE=DURATION:", "PT1H");
  add(out, "X-PUBLISHED-TTL:", "PT1H");
  for (const CalendarEvent& event : events) add(out, event, now);
  add(out, "END:", "VCALENDAR");
  return out;
}

}  // namespace qianqiao
