// What the words and digits of a roster's cells mean. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/intake/table_reader.h"
#include "workflows/base/instant.h"
#include "workflows/base/money.h"

namespace qianqiao {

// Half-width where it is ASCII, one blank for white space and control characters, trimmed.
std::string clean_text(std::string_view text);

// 2021-03-05, 2021/3/5, 2021.3.5, 2021年3月5日, 20210305, a spreadsheet's number of days; a time
// after it is left out. None: no date.
std::optional<Date> roster_date(std::string_view clean, CellKind kind, bool from_1904);

// Mobile and landline numbers: digits, with "-" before an extension or after an area code; several
// are separated by "/". `sound`: each looks like a number that exists.
struct Phone {
  std::string text;
  bool sound;
};
Phone roster_phone(std::string_view clean);

// "1,234.5万" → 12345000 with unit 1; `unit_yuan` counts where the cell names none.
std::optional<Fen> roster_money(std::string_view clean, double unit_yuan);
std::optional<std::int64_t> roster_count(std::string_view clean);  // "12", "12人"

// A code, "C13 农副食品加工业", or the name of a section or a common division: 餐饮业 → H62.
std::optional<std::string> roster_industry(std::string_view clean);

bool is_out_of_business(std::string_view status);  // 注销, 吊销, 停业 …

// A code's text that a spreadsheet has turned into 9.14115E+17.
bool is_exponent_form(std::string_view clean);

}  // namespace qianqiao
