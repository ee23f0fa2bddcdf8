#include "workflows/domain/uscc.h"

#include <algorithm>
#include <array>
#include <utility>

#include "workflows/domain/uscc_kinds.h"

namespace qianqiao {
namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
constexpr std::array<int, 17> kWeights{1,  3,  9,  27, 19, 26, 16, 17, 20,
                                       29, 25, 13, 8,  24, 10, 30, 28};
constexpr std::size_t kLength = 18;

bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// The five letters that the standard leaves out because they are mistaken for these.
struct Confusion {
  char typed;
  const char* zh;
  const char* en;
};
constexpr Confusion kConfusions[] = {
    {'I', "很可能是数字 1", "probably the digit 1"},
    {'O', "很可能是数字 0", "probably the digit 0"},
    {'Z', "很可能是数字 2", "probably the digit 2"},
    {'S', "很可能是数字 5", "probably the digit 5"},
    {'V', "可能是字母 U 或 Y", "perhaps the letter U or Y"},
};

// What a list typed by hand puts into a code: bytes of UTF-8 that are dropped wherever they stand.
constexpr std::string_view kDropped[] = {
    " ",      "\t",     "\r",     "\n",     "\v",     "\f",     "-",      "\u00A0", "\u00AD",
    "\u2002", "\u2003", "\u2009", "\u200B", "\u200C", "\u200D", "\u202F", "\u2010", "\u2011",
    "\u2012", "\u2013", "\u2014", "\u2015", "\u2212", "\u3000", "\uFE63", "\uFEFF"};
constexpr std::string_view kQuotes[] = {"'", "\"", "`", "\u2018", "\u2019", "\u201C", "\u201D"};

bool starts_with_any(std::string_view text, const auto& tokens, std::size_t& length) {
  for (const std::string_view token : tokens)
    if (text.starts_with(token)) {
      length = token.size();
      return true;
    }
  return false;
}

void strip_quotes(std::string& text) {
  for (std::size_t length = 0; starts_with_any(text, kQuotes, length);) text.erase(0, length);
  for (bool more = true; more;) {
    more = false;
    for (const std::string_view quote : kQuotes)
      if (text.ends_with(quote)) {
        text.erase(text.size() - quote.size());
        more = true;
      }
  }
}

// 居民身份证号码, GB 11643-1999: rosters of individual businesses often have it in the code's
// place.
bool is_identity_number(std::string_view code) {
  static constexpr int kIdWeights[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  if (code.size() != 18 || !all_digits(code.substr(0, 17))) return false;
  const int month = (code[10] - '0') * 10 + (code[11] - '0');
  const int day = (code[12] - '0') * 10 + (code[13] - '0');
  const std::string_view century = code.substr(6, 2);
  if ((century != "19" && century != "20") || month < 1 || month > 12 || day < 1 || day > 31)
    return false;
  int sum = 0;
  for (std::size_t i = 0; i < 17; ++i) sum += (code[i] - '0') * kIdWeights[i];
  return "10X98765432"[sum % 11] == code[17];
}

// The first character outside the alphabet, as one whole character, and its place from 1.
struct Stranger {
  std::string character;
  std::size_t position;
};
std::optional<Stranger> find_stranger(std::string_view code) {
  const std::size_t at = code.find_first_not_of(kAlphabet);
  if (at == code.npos) return std::nullopt;
  std::size_t end = at + 1;
  while (end < code.size() && (static_cast<unsigned char>(code[end]) & 0xC0) == 0x80) ++end;
  return Stranger{std::string(code.substr(at, end - at)), at + 1};
}

Error alphabet_problem(const Stranger& stranger) {
  std::string hint_zh = "请对照营业执照核对", hint_en = "check it against the licence";
  for (const Confusion& confusion : kConfusions)
    if (stranger.character == std::string(1, confusion.typed)) {
      hint_zh = confusion.zh;
      hint_en = confusion.en;
    }
  return {"uscc.alphabet",
          {{"character", stranger.character},
           {"position", std::to_string(stranger.position)},
           {"hint_zh", hint_zh},
           {"hint_en", hint_en}}};
}

std::optional<Error> find_problem(std::string_view code) {
  const auto problem = [](std::string name,
                          std::initializer_list<std::pair<std::string, std::string>> params) {
    return Error{std::move(name), {params.begin(), params.end()}};
  };
  if (code.empty()) return problem("uscc.empty", {});
  if (is_old_registration_number(code)) return problem("uscc.old_registration_number", {});
  const std::size_t length = count_characters(code);
  if (length != kLength) return problem("uscc.length", {{"length", std::to_string(length)}});
  const bool registered = uscc_kind(code[0], code[1]).has_value();
  const auto expected = uscc_check_character(code.substr(0, kLength - 1));
  const bool checks = registered && expected && code.back() == *expected;
  if (!checks && is_identity_number(code)) return problem("uscc.identity_number", {});
  if (const auto stranger = find_stranger(code)) return alphabet_problem(*stranger);
  if (!registered)
    return problem("uscc.registration_type", {{"characters", std::string(code.substr(0, 2))}});
  if (!all_digits(code.substr(2, 6)))
    return problem("uscc.area", {{"area", std::string(code.substr(2, 6))}});
  if (!checks)
    return problem("uscc.checksum", {{"found", std::string(1, code.back())},
                                     {"expected", std::string(1, *expected)}});
  return std::nullopt;
}

}  // namespace

std::string normalise_uscc(std::string_view input) {
  const std::string half = to_half_width(input);
  std::string out;
  for (std::string_view rest = half; !rest.empty();) {
    std::size_t length = 0;
    if (!starts_with_any(rest, kDropped, length)) {
      out += rest[0];
      length = 1;
    }
    rest.remove_prefix(length);
  }
  strip_quotes(out);
  return to_upper_ascii(out);
}

std::optional<char> uscc_check_character(std::string_view first_seventeen) {
  if (first_seventeen.size() != kWeights.size()) return std::nullopt;
  int sum = 0;
  for (std::size_t i = 0; i < kWeights.size(); ++i) {
    const std::size_t value = kAlphabet.find(first_seventeen[i]);
    if (value == kAlphabet.npos) return std::nullopt;
    sum += static_cast<int>(value) * kWeights[i];
  }
  return kAlphabet[static_cast<std::size_t>((31 - sum % 31) % 31)];
}

bool is_old_registration_number(std::string_view normalised) {
  return normalised.size() == 15 && all_digits(normalised);
}

UsccReading read_uscc(std::string_view input) {
  UsccReading out;
  out.code = normalise_uscc(input);
  out.problem = find_problem(out.code);
  if (is_old_registration_number(out.code)) {
    out.kind = Text{"旧工商注册号（15位）", "old registration number (15 digits)"};
    out.area = out.code.substr(0, 6);
    return out;
  }
  // A person's number is no part of this process: it goes no further than the input.
  if (out.problem && out.problem->code == "uscc.identity_number") {
    out.code.clear();
    return out;
  }
  if (out.code.size() >= 2) out.kind = uscc_kind(out.code[0], out.code[1]);
  if (out.code.size() == kLength && all_digits(std::string_view(out.code).substr(2, 6)))
    out.area = out.code.substr(2, 6);
  return out;
}

Result<Uscc> parse_uscc(std::string_view input) {
  UsccReading reading = read_uscc(input);
  if (reading.problem) return fail(std::move(*reading.problem));
  const std::string& code = reading.code;
  return Uscc{code, code[0], code[1], reading.area, code.substr(8, 9), std::move(*reading.kind)};
}

}  // namespace qianqiao
