#include "server/store/history_places.h"

#include <fmt/format.h>

#include <charconv>

namespace qianqiao {

namespace {

// Migration 018 writes them the same way.
std::string key_digits(std::string_view receipt_key) {
  if (receipt_key.empty()) return "..";
  return fmt::format("{:02X}", static_cast<unsigned char>(receipt_key.front()));
}

}  // namespace

std::int64_t HistoryPlaces::position(std::int64_t sequence) const {
  if (sequence < 1 || sequence > count()) return 0;
  const char* digits = text_.data() + static_cast<std::size_t>(sequence - 1) * kLength;
  std::int64_t position = 0;
  const auto [end, problem] = std::from_chars(digits, digits + kPositionDigits, position, 16);
  return problem == std::errc{} && end == digits + kPositionDigits ? position : 0;
}

std::vector<std::int64_t> HistoryPlaces::that_may_bear(std::string_view receipt_key) const {
  std::vector<std::int64_t> positions;
  const std::string wanted = key_digits(receipt_key);
  for (std::int64_t sequence = 1; sequence <= count(); ++sequence) {
    const auto begin = static_cast<std::size_t>(sequence - 1) * kLength + kPositionDigits;
    if (text_.compare(begin, kKeyDigits, wanted) == 0) positions.push_back(position(sequence));
  }
  return positions;
}

void HistoryPlaces::add(std::int64_t position, std::string_view receipt_key) {
  text_ += fmt::format("{:0{}X}", position, kPositionDigits);
  text_ += key_digits(receipt_key);
}

}  // namespace qianqiao
