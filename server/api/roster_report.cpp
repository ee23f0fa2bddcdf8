#include "server/api/roster_report.h"

#include <algorithm>
#include <filesystem>

#include "workflows/base/digest.h"
#include "workflows/base/random.h"

namespace qianqiao {
namespace {

constexpr char kPrefix[] = "roster-";
constexpr std::size_t kTimeDigits = 14, kTokenLength = 16;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// 2025-03-03T09:00:00+08:00 without what is no digit.
std::string digits_of(Instant at) {
  std::string text = format_instant(at).substr(0, 19);
  std::erase_if(text, [](char c) { return !is_digit(c); });
  return text;
}

std::optional<Instant> time_in(std::string_view id) {
  if (id.size() < kTimeDigits || !std::all_of(id.begin(), id.begin() + kTimeDigits, is_digit))
    return std::nullopt;
  const std::string text(id);
  const auto made =
      parse_instant(text.substr(0, 4) + "-" + text.substr(4, 2) + "-" + text.substr(6, 2) + "T" +
                    text.substr(8, 2) + ":" + text.substr(10, 2) + ":" + text.substr(12, 2));
  return made ? std::optional(*made) : std::nullopt;
}

}  // namespace

std::string new_report_id(Instant now) {
  return digits_of(now) + Random::from_system().token(kTokenLength);
}

std::optional<Instant> report_expiry(const std::string& id) {
  const auto harmless = [](char c) { return is_digit(c) || (c >= 'A' && c <= 'Z'); };
  if (id.size() != kTimeDigits + kTokenLength || !std::all_of(id.begin(), id.end(), harmless))
    return std::nullopt;
  const auto made = time_in(id);
  return made ? std::optional<Instant>(*made + kReportKept) : std::nullopt;
}

std::string report_stem(const std::string& folder, const std::string& id, const PersonId& owner) {
  constexpr std::size_t kOwnerDigits = 16;
  return folder + "/" + kPrefix + id + "-" + to_hex(sm3(owner)).substr(0, kOwnerDigits);
}

void remove_expired_reports(const std::string& folder, Instant now) {
  std::error_code problem;
  for (const auto& entry : std::filesystem::directory_iterator(folder, problem)) {
    const std::string name = entry.path().filename();
    if (!name.starts_with(kPrefix)) continue;
    // Also of one that was never finished: its name begins alike.
    const auto made = time_in(std::string_view(name).substr(sizeof kPrefix - 1));
    std::error_code ignored;
    if (!made || now >= *made + kReportKept) std::filesystem::remove(entry.path(), ignored);
  }
}

}  // namespace qianqiao
