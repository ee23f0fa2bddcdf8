#include "server/intake/cell_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>

#include "workflows/base/instant.h"

namespace qianqiao {
namespace {

constexpr double kFirstInexact = 1e15;  // Excel keeps 15 significant digits
constexpr std::size_t kExactDigits = 15;
constexpr double kDaysOfYear10000 = 2'958'466;
constexpr int kSecondsPerDay = 86'400;

bool is_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

Cell plain(std::string text, CellKind kind) {
  Cell cell;
  cell.text = std::move(text);
  cell.kind = kind;
  return cell;
}

// A whole number of more digits than are kept, as a spreadsheet shows it: zeros after the
// fifteenth.
std::string as_shown(double value) {
  const std::string scientific = fmt::format("{:.14e}", value);  // 9.14115020689341e+17
  const std::size_t e = scientific.find('e');
  std::string text;
  for (const char c : scientific.substr(0, e))
    if (c != '.') text += c;
  const std::size_t digits = text.size() - (text.starts_with('-') ? 1 : 0);
  const auto whole = static_cast<std::size_t>(std::stoi(scientific.substr(e + 1))) + 1;
  return text + std::string(whole - std::min(whole, digits), '0');
}

bool parse_number(std::string_view stored, double& value) {
  if (stored.starts_with('+')) stored.remove_prefix(1);
  const auto [end, error] = std::from_chars(stored.data(), stored.data() + stored.size(), value);
  return error == std::errc() && end == stored.data() + stored.size() && std::isfinite(value);
}

}  // namespace

Cell number_cell(std::string_view stored) {
  // Digits written out in full are exact in the file, whatever Excel would make of them; zeros
  // after the fifteenth are what it has already made of them.
  if (is_digits(stored) && stored.size() <= 32) {
    Cell cell = plain(std::string(stored), CellKind::kNumber);
    cell.digits_lost = stored.size() > kExactDigits &&
                       stored.find_first_not_of('0', kExactDigits) == std::string_view::npos;
    return cell;
  }
  double value = 0;
  if (!parse_number(stored, value)) return plain(std::string(stored), CellKind::kText);
  if (std::abs(value) >= kFirstInexact) {
    Cell cell =
        plain(std::abs(value) < 1e32 ? as_shown(value) : std::string(stored), CellKind::kNumber);
    cell.digits_lost = true;
    return cell;
  }
  if (value == std::floor(value)) return plain(fmt::format("{:.0f}", value), CellKind::kNumber);
  // Fifteen digits are what is shown: 0.1 + 0.2 is stored as 0.30000000000000004.
  std::string text = fmt::format("{:.15g}", value);
  if (text.find('e') != std::string::npos) text = fmt::format("{:.15f}", value);
  return plain(std::move(text), CellKind::kNumber);
}

Cell date_cell(std::string_view stored, bool from_1904) {
  double value = 0;
  if (!parse_number(stored, value) || value < 0 || value >= kDaysOfYear10000)
    return number_cell(stored);
  auto days = static_cast<int>(std::floor(value));
  auto seconds = static_cast<int>(std::lround((value - days) * kSecondsPerDay));
  if (seconds == kSecondsPerDay) {
    ++days;
    seconds = 0;
  }
  const std::string time =
      fmt::format("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
  if (days == 0 && !from_1904) return plain(time, CellKind::kDate);
  using namespace std::chrono;
  // The 1900 system counts a 29 February 1900 that never was: day 60.
  const sys_days epoch = from_1904    ? sys_days(year(1904) / 1 / 1)
                         : days >= 60 ? sys_days(year(1899) / 12 / 30)
                                      : sys_days(year(1899) / 12 / 31);
  std::string text = format_date(epoch + std::chrono::days(days));
  if (seconds != 0) text += " " + time;
  return plain(std::move(text), CellKind::kDate);
}

bool is_date_format_id(int id) {
  return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) ||
         (id >= 50 && id <= 58);
}

bool is_date_format(std::string_view code) {
  for (std::size_t i = 0; i < code.size(); ++i) {
    const char c = code[i];
    if (c == ';') return false;  // positive numbers only
    if (c == '\\' || c == '_' || c == '*') {
      ++i;
    } else if (c == '"') {
      i = std::min(code.find('"', i + 1), code.size());
    } else if (c == '[') {
      // [h], [mm], [s] are elapsed time; [Red], [$-804], [>100] say nothing.
      const std::size_t end = std::min(code.find(']', i), code.size());
      const std::string_view inside = code.substr(i + 1, end - i - 1);
      if (!inside.empty() && inside.find_first_not_of("hHmMsS") == std::string_view::npos)
        return true;
      i = end;
    } else if (std::string_view("yYmMdDhHsS").find(c) != std::string_view::npos) {
      return true;
    }
  }
  return false;
}

std::string unescape_ooxml(std::string text) {
  if (text.find("_x") == std::string::npos) return text;
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    unsigned code = 0;
    const char* digits = text.data() + i + 2;
    if (i + 7 <= text.size() && text[i] == '_' && text[i + 1] == 'x' && text[i + 6] == '_' &&
        std::from_chars(digits, digits + 4, code, 16).ptr == digits + 4 && code < 0x80) {
      if (code != 0) out += static_cast<char>(code);
      i += 7;
    } else {
      out += text[i++];
    }
  }
  return out;
}

}  // namespace qianqiao
