#include "server/notify/mail_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "server/notify/address_policy.h"
#include "server/notify/base64.h"
#include "server/notify/notify_error.h"
#include "server/notify/standard_webhooks.h"

namespace qianqiao {
namespace {

// 39 bytes are 52 of base64 and a word of 64: with "Subject: " before it, a line below 76.
constexpr std::size_t kWordBytes = 39;
constexpr std::size_t kBodyLineBytes = 57;  // 76 of base64

bool is_plain(std::string_view text) {
  return text.size() <= 60 && text.find("=?") == std::string_view::npos &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c < 0x7F; });
}

// RFC 2047: words of whole characters, each on its own folded line.
std::string encode_words(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    std::size_t length = std::min(kWordBytes, text.size());
    while (length < text.size() && (static_cast<unsigned char>(text[length]) & 0xC0) == 0x80)
      --length;
    if (!out.empty()) out += "\r\n ";
    out += "=?UTF-8?B?" + to_base64(text.substr(0, length)) + "?=";
    text.remove_prefix(length);
  }
  return out;
}

std::string header_text(std::string_view text) {
  return is_plain(text) ? std::string(text) : encode_words(text);
}

// Names are always encoded: what must be quoted in a plain one need not be known then.
std::string mailbox(std::string_view name, const std::string& address) {
  return name.empty() ? "<" + address + ">" : encode_words(name) + "\r\n <" + address + ">";
}

std::string mail_date(Instant at) {
  static constexpr const char* kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                            "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const Date day = local_date(at);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(
      std::chrono::floor<std::chrono::seconds>(at - start_of_day(day)));
  return fmt::format(
      "{}, {:02} {} {} {:02}:{:02}:{:02} +0800", kDays[std::chrono::weekday(day).c_encoding()],
      static_cast<unsigned>(date.day()), kMonths[static_cast<unsigned>(date.month()) - 1],
      static_cast<int>(date.year()), time.hours().count(), time.minutes().count(),
      time.seconds().count());
}

// Text has CRLF line ends before it is encoded (RFC 2045).
std::string with_crlf(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 32);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
    if (text[i] == '\n' || text[i] == '\r')
      out += "\r\n";
    else
      out += text[i];
  }
  return out;
}

std::string encode_body(std::string_view text) {
  const std::string lines = with_crlf(text);
  std::string out;
  for (std::string_view rest = lines; !rest.empty();) {
    const std::string_view line = rest.substr(0, kBodyLineBytes);
    out += to_base64(line) + "\r\n";
    rest.remove_prefix(line.size());
  }
  return out;
}

}  // namespace

bool is_header_text(std::string_view text) {
  return is_valid_utf8(text) && std::all_of(text.begin(), text.end(), [](char c) {
           return static_cast<unsigned char>(c) >= ' ' && c != 0x7F;
         });
}

std::string_view domain_of(std::string_view mail_address) {
  return mail_address.substr(mail_address.rfind('@') + 1);
}

bool is_mail_address(std::string_view text) {
  static constexpr std::string_view kAlsoAllowed = "!#$%&'*+-/=?^_`{|}~.";
  const std::size_t at = text.rfind('@');
  if (at == std::string_view::npos || text.size() > 254) return false;
  const std::string_view local = text.substr(0, at);
  if (local.empty() || local.size() > 64 || local.front() == '.' || local.back() == '.' ||
      local.find("..") != std::string_view::npos)
    return false;
  const bool is_atom = std::all_of(local.begin(), local.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           kAlsoAllowed.find(c) != std::string_view::npos;
  });
  return is_atom && is_host_name(domain_of(text));
}

Result<std::string> render_mail(const Mail& mail) {
  if (!is_mail_address(mail.from_address) || !is_mail_address(mail.to_address))
    return fail(rejected("mail", {"收件邮箱地址格式不对", "the mail address is malformed"}));
  if (!is_header_text(mail.subject) || !is_header_text(mail.from_name))
    return fail(rejected("mail", {"邮件标题含有换行或控制字符",
                                  "the subject holds a line break or control character"}));
  if (!is_webhook_id(mail.stable_id))
    return fail(rejected("mail", {"消息编号不合规范", "the message's id is malformed"}));
  return "Date: " + mail_date(mail.date) +                            //
         "\r\nFrom: " + mailbox(mail.from_name, mail.from_address) +  //
         "\r\nTo: <" + mail.to_address + ">" +                        //
         "\r\nMessage-ID: <" + mail.stable_id + "@" + std::string(domain_of(mail.from_address)) +
         ">\r\nSubject: " + header_text(mail.subject) +     //
         "\r\nAuto-Submitted: auto-generated" +             // no holiday replies to it
         "\r\nMIME-Version: 1.0" +                          //
         "\r\nContent-Type: text/plain; charset=UTF-8" +    //
         "\r\nContent-Transfer-Encoding: base64\r\n\r\n" +  //
         encode_body(mail.body);
}

}  // namespace qianqiao
