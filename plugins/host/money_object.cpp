#include "plugins/host/money_object.h"

#include <stdexcept>

namespace qianqiao::host {
namespace {

std::string padded(Fen number, int width) {
  std::string digits = std::to_string(number);
  return std::string(static_cast<std::size_t>(width) -
                         std::min<std::size_t>(digits.size(), static_cast<std::size_t>(width)),
                     '0') +
         digits;
}

std::string sign_of(Money money) { return money.fen < 0 ? "-" : ""; }
Fen size_of(Money money) { return money.fen < 0 ? -money.fen : money.fen; }

}  // namespace

std::string yuan_text(Money money) {
  const Fen fen = size_of(money);
  return sign_of(money) + std::to_string(fen / kFenPerYuan) + "." + padded(fen % kFenPerYuan, 2);
}

std::string wan_text(Money money) {
  const Fen fen = size_of(money);
  std::string text = sign_of(money) + std::to_string(fen / kFenPerWan);
  std::string places = padded(fen % kFenPerWan, 6);
  places.erase(places.find_last_not_of('0') + 1);
  return places.empty() ? text : text + "." + places;
}

Money money_from(const std::string& text, Fen fen_per_unit) {
  const auto wrong = [&] { return std::invalid_argument("not an amount: " + text); };
  Fen fen = 0, unit = fen_per_unit;
  bool after_point = false, digits = false;
  const bool negative = text.starts_with('-');
  for (const char c : text.substr(negative ? 1 : 0)) {
    if (c == '.' && !after_point) {
      after_point = true;
      continue;
    }
    if (c < '0' || c > '9' || fen > INT64_MAX / 100) throw wrong();
    digits = true;
    if (after_point) {
      if (unit == 1 && c != '0') throw wrong();  // less than a fen
      unit = unit == 1 ? 1 : unit / 10;
      fen += (c - '0') * (unit == 1 && c == '0' ? 0 : unit);
    } else {
      fen = fen * 10 + (c - '0') * fen_per_unit;
    }
  }
  if (!digits) throw wrong();
  return {negative ? -fen : fen};
}

}  // namespace qianqiao::host
