// The code of a progress link: 16 letters and digits that are not taken for one another, printed in
// groups of four, typed in any case, with or without the dashes.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace qianqiao {

std::string random_progress_code();  // 80 bits: "K7MQ-2XNP-04RT-VW8A"
std::optional<std::string> read_progress_code(std::string_view typed);  // none: it cannot be one

}  // namespace qianqiao
