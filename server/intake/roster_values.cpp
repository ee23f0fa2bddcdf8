#include "server/intake/roster_values.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <vector>

#include "workflows/base/text.h"
#include "workflows/domain/industry_code.h"

namespace qianqiao {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at))
    text.replace(at, from.size(), to);
}

std::optional<Date> date_of(int y, int m, int d) {
  using namespace std::chrono;
  const year_month_day day{year(y), month(static_cast<unsigned>(m)),
                           std::chrono::day(static_cast<unsigned>(d))};
  if (!day.ok() || y < 1900 || y > 9999) return std::nullopt;
  return sys_days(day);
}

// Years of this and the last century as days since the epoch; others are not meant as dates.
std::optional<Date> date_of_serial(std::string_view digits, bool from_1904) {
  int days = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), days);
  if (days < 10'000 || days > 80'000) return std::nullopt;
  using namespace std::chrono;
  return sys_days(from_1904 ? year(1904) / 1 / 1 : year(1899) / 12 / 30) + std::chrono::days(days);
}

bool is_mobile(std::string_view digits) {
  return digits.size() == 11 && digits[0] == '1' && digits[1] >= '3';
}

bool is_sound_number(std::string_view number) {
  std::string digits;
  for (const char c : number)
    if (is_digit(c)) digits += c;
  if (digits.starts_with("86") && digits.size() == 13) digits.erase(0, 2);
  if (is_mobile(digits)) return true;
  if (digits.size() > 1 && digits[0] == '1' && digits.size() == 11) return false;
  if (digits.starts_with("400") && digits.size() == 10) return true;
  const bool local = (digits.size() == 7 || digits.size() == 8) && digits[0] >= '2';
  const bool with_area = digits[0] == '0' && digits.size() >= 10 && digits.size() <= 16;
  return local || with_area;
}

struct IndustryName {
  std::string_view name;
  std::string_view code;
};
// GB/T 4754-2017: its sections, and divisions that lists name by themselves.
constexpr IndustryName kIndustries[] = {
    {"农林牧渔业", "A"},
    {"农业", "A01"},
    {"林业", "A02"},
    {"畜牧业", "A03"},
    {"渔业", "A04"},
    {"采矿业", "B"},
    {"制造业", "C"},
    {"农副食品加工业", "C13"},
    {"食品制造业", "C14"},
    {"酒饮料和精制茶制造业", "C15"},
    {"纺织业", "C17"},
    {"纺织服装服饰业", "C18"},
    {"非金属矿物制品业", "C30"},
    {"金属制品业", "C33"},
    {"电力热力燃气及水生产和供应业", "D"},
    {"建筑业", "E"},
    {"批发和零售业", "F"},
    {"批发零售业", "F"},
    {"批发业", "F51"},
    {"零售业", "F52"},
    {"交通运输仓储和邮政业", "G"},
    {"道路运输业", "G54"},
    {"邮政业", "G60"},
    {"住宿和餐饮业", "H"},
    {"住宿餐饮业", "H"},
    {"住宿业", "H61"},
    {"餐饮业", "H62"},
    {"信息传输软件和信息技术服务业", "I"},
    {"软件和信息技术服务业", "I65"},
    {"金融业", "J"},
    {"房地产业", "K"},
    {"租赁和商务服务业", "L"},
    {"租赁业", "L71"},
    {"商务服务业", "L72"},
    {"科学研究和技术服务业", "M"},
    {"水利环境和公共设施管理业", "N"},
    {"居民服务修理和其他服务业", "O"},
    {"居民服务业", "O80"},
    {"教育", "P"},
    {"卫生和社会工作", "Q"},
    {"文化体育和娱乐业", "R"},
    {"公共管理社会保障和社会组织", "S"},
};

}  // namespace

std::string clean_text(std::string_view text) {
  // U+3000 and U+FF01 to U+FF5E begin with these bytes; most cells have neither.
  const bool wide = text.find('\xEF') != std::string_view::npos ||
                    text.find("\xE3\x80\x80") != std::string_view::npos;
  const std::string half = wide ? to_half_width(text) : std::string(text);
  std::string out;
  out.reserve(half.size());
  for (std::string_view rest = half; !rest.empty();) {
    std::size_t length = 1;
    bool blank = static_cast<unsigned char>(rest[0]) <= ' ' || rest[0] == 0x7F;
    if (rest.starts_with("\u00A0")) {
      blank = true;
      length = 2;
    } else if (rest.starts_with("\uFEFF") || rest.starts_with("\u200B")) {
      rest.remove_prefix(3);
      continue;
    }
    if (!blank)
      out += rest[0];
    else if (!out.empty() && out.back() != ' ')
      out += ' ';
    rest.remove_prefix(length);
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

std::optional<Date> roster_date(std::string_view clean, CellKind kind, bool from_1904) {
  if (all_digits(clean) && clean.size() == 5 && kind != CellKind::kDate)
    return date_of_serial(clean, from_1904);
  std::vector<int> parts;
  if (all_digits(clean) && clean.size() == 8) {
    const auto number = [&](std::size_t at, std::size_t size) {
      int value = 0;
      std::from_chars(clean.data() + at, clean.data() + at + size, value);
      return value;
    };
    return date_of(number(0, 4), number(4, 2), number(6, 2));
  }
  std::string text(clean);
  for (const std::string_view mark : {"年", "月", "/", "."}) replace_all(text, mark, "-");
  replace_all(text, "日", " ");
  replace_all(text, "T", " ");
  const std::string_view day = std::string_view(text).substr(0, text.find(' '));
  for (const std::string_view part : split(day, '-')) {
    if (part.empty() && parts.size() >= 2) continue;  // 2021年3月
    if (!all_digits(part) || part.size() > 4) return std::nullopt;
    int value = 0;
    std::from_chars(part.data(), part.data() + part.size(), value);
    parts.push_back(value);
  }
  if (parts.size() == 2) parts.push_back(1);  // 2021年3月
  if (parts.size() != 3) return std::nullopt;
  return date_of(parts[0], parts[1], parts[2]);
}

Phone roster_phone(std::string_view clean) {
  std::string text(clean);
  for (const std::string_view mark : {"、", ";", ",", "，", "；", "或"})
    replace_all(text, mark, "/");
  std::string kept;
  bool foreign = false;
  for (const char c : text) {
    if (is_digit(c) || c == '-' || c == '/')
      kept += c;
    else if (c != ' ' && c != '+' && c != '(' && c != ')')
      foreign = true;
  }
  // Two numbers are often parted by a blank only: 13900000000 13900000001.
  if (text.find('/') == std::string::npos && kept.size() == 22 && all_digits(kept))
    kept.insert(11, "/");
  bool sound = !foreign && !kept.empty();
  for (const std::string_view number : split(kept, '/'))
    sound = sound && !number.empty() && is_sound_number(number);
  // Of a mobile number only its digits are kept: 139-0000-0000.
  std::string digits;
  for (const char c : kept)
    if (is_digit(c)) digits += c;
  if (sound && digits.size() == 13 && digits.starts_with("86")) digits.erase(0, 2);
  if (sound && kept.find('/') == std::string::npos && is_mobile(digits)) return {digits, true};
  return {sound ? kept : std::string(clean), sound};
}

std::optional<Fen> roster_money(std::string_view clean, double unit_yuan) {
  std::string text;
  for (const char c : clean)
    if (c != ',' && c != ' ') text += c;
  static constexpr std::pair<std::string_view, double> kUnits[] = {
      {"亿元", 1e8}, {"万元", 1e4}, {"千元", 1e3}, {"亿", 1e8}, {"万", 1e4}, {"元", 1}};
  for (const auto& [unit, yuan] : kUnits) {
    if (!text.ends_with(unit)) continue;
    unit_yuan = yuan;
    text.resize(text.size() - unit.size());
    break;
  }
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value))
    return std::nullopt;
  const double fen = value * unit_yuan * static_cast<double>(kFenPerYuan);
  if (fen < 0 || fen > 9e15) return std::nullopt;
  return static_cast<Fen>(std::llround(fen));
}

std::optional<std::int64_t> roster_count(std::string_view clean) {
  std::string text;
  for (const char c : clean)
    if (c != ',' && c != ' ') text += c;
  for (const std::string_view unit : {"人", "名", "个"})
    if (text.ends_with(unit)) text.resize(text.size() - unit.size());
  if (!all_digits(text) || text.size() > 9) return std::nullopt;
  std::int64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::optional<std::string> roster_industry(std::string_view clean) {
  if (auto code = normalise_industry(clean)) return code;
  std::string name(clean);
  for (const std::string_view mark : {"、", ",", "，", " ", "/"}) replace_all(name, mark, "");
  // "C13农副食品加工业", "农副食品加工业(C13)"
  std::string code;
  for (const char c : name)
    if ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || is_digit(c)) code += c;
  if (!code.empty()) {
    if (auto found = normalise_industry(code)) return found;
    return std::nullopt;
  }
  for (const IndustryName& known : kIndustries)
    if (known.name == name) return std::string(known.code);
  return std::nullopt;
}

bool is_out_of_business(std::string_view status) {
  for (const std::string_view word :
       {"注销", "吊销", "停业", "歇业", "撤销", "迁出", "关闭", "清算"})
    if (status.find(word) != std::string_view::npos) return true;
  return false;
}

bool is_exponent_form(std::string_view clean) {
  const std::size_t e = clean.find_first_of("eE");
  if (e == std::string_view::npos || e == 0) return false;
  const std::string_view mantissa = clean.substr(0, e);
  std::string_view exponent = clean.substr(e + 1);
  if (!exponent.starts_with('+')) return false;
  exponent.remove_prefix(1);
  return all_digits(exponent) &&
         mantissa.find_first_not_of("0123456789.") == std::string_view::npos;
}

}  // namespace qianqiao
