// The unified social credit code (统一社会信用代码), GB 32100-2015: registration department,
// institution kind, six digits of the registering area, nine characters of organisation code,
// check character. What was typed is normalised, never mended: a wrong character is named, with
// what it may have been meant for. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "workflows/base/result.h"
#include "workflows/base/text.h"

namespace qianqiao {

struct Uscc {
  std::string code;          // normalised, 18 characters
  char department;           // 登记管理部门, "9" 工商
  char institution;          // 机构类别, "2" 个体工商户
  std::string area;          // where it was registered; need not be where it works
  std::string organisation;  // 主体标识码
  Text kind;                 // "工商·个体工商户"
  bool operator==(const Uscc&) const = default;
};

// A reading of one input, right or wrong.
struct UsccReading {
  std::string code;              // normalised; empty where it was a person's identity number
  std::optional<Text> kind;      // as far as the first two characters tell it
  std::string area;              // empty: cannot be told
  std::optional<Error> problem;  // none: valid
};

// Full-width forms, lower case, blanks and hyphens inside and out, quotation marks around.
std::string normalise_uscc(std::string_view input);

// Problems, in this order: uscc.empty, uscc.old_registration_number, uscc.identity_number,
// uscc.length, uscc.alphabet, uscc.registration_type, uscc.area, uscc.checksum.
UsccReading read_uscc(std::string_view input);
Result<Uscc> parse_uscc(std::string_view input);

// Of seventeen characters of the alphabet; none: they are not.
std::optional<char> uscc_check_character(std::string_view first_seventeen);

// 工商注册号, fifteen digits, issued until 2015. It is no USCC; its holder is known by an internal
// id until the code on its licence is linked.
bool is_old_registration_number(std::string_view normalised);

}  // namespace qianqiao
