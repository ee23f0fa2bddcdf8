// What a spreadsheet shows for what its file stores: numbers, dates, escaped characters.
#pragma once

#include <string>
#include <string_view>

#include "server/intake/table_reader.h"

namespace qianqiao {

// A stored number as plain digits: no exponent, no ".0". digits_lost where more than 15 digits
// were meant: Excel keeps no more, and a code typed as a number has lost its end.
Cell number_cell(std::string_view stored);

// A number of days since the workbook's epoch: 2021-03-05, with time where it has one; only
// the time below one day. A number that is no date stays a number.
Cell date_cell(std::string_view stored, bool from_1904);

bool is_date_format(std::string_view format_code);  // "yyyy\-mm\-dd", "[$-804]yyyy年m月d日"
bool is_date_format_id(int built_in_id);            // ECMA-376 18.8.30

std::string unescape_ooxml(std::string text);  // _x000D_ → CR, _x005F_ → _

}  // namespace qianqiao
