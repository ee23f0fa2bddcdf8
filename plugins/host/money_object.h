// Money as a plugin sees it: whole fen. Private to this folder.
#pragma once

#include <cstdint>
#include <string>

#include "workflows/base/money.h"

namespace qianqiao::host {

struct Money {
  Fen fen = 0;
  auto operator<=>(const Money&) const = default;
};

std::string yuan_text(Money money);  // "12.34", always two places
std::string wan_text(Money money);   // "12.5", no more places than needed
// Of "50", "12.5"; throws std::invalid_argument on anything else and on less than a fen.
Money money_from(const std::string& text, Fen fen_per_unit);

}  // namespace qianqiao::host
