// Words that demo names and actors' remarks are made of. Everything that comes of them is marked
// 演示, so that nobody takes it for a real enterprise or person. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "workflows/base/random.h"

namespace qianqiao {

// Marks whatever a demo makes up.
inline constexpr std::string_view kDemoMark = "演示";

struct Trade {                // what an enterprise does, as its name says it
  std::string_view word;      // 茶业
  std::string_view industry;  // GB/T 4754-2017
  std::string_view purpose;   // what it borrows for
  bool is_farming = false;
};
const std::vector<Trade>& trades();

std::string person_name(Random& random);       // 演示王建国
std::string shop_name(Random& random);         // 云岭
std::string fictitious_phone(Random& random);  // of a number block that no operator has given out

// A sentence of its kind, the same for the same state of `random`.
std::string opinion(Random& random);
std::string situation(Random& random);
std::string answer(Random& random);
std::string difficulty(Random& random);
std::string guidance_words(Random& random);

}  // namespace qianqiao
