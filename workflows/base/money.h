// Money is an integer of fen. 1 yuan = 100 fen; screens show 万元 (1,000,000 fen).
#pragma once

#include <cstdint>

namespace qianqiao {

using Fen = std::int64_t;
inline constexpr Fen kFenPerYuan = 100;
inline constexpr Fen kFenPerWan = 1'000'000;

}  // namespace qianqiao
