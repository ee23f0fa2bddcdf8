#include "server/notify/mail_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/notify/base64.h"

namespace qianqiao {
namespace {

Mail reminder() {
  return {"office@xinyang.example",
          "信阳市融资协调机制办公室",
          "credit@bank.example",
          "催办函：3 笔推送将于 3 日内到期",
          "贵行：\n请于 2025-03-06 前反馈。\r\n此致\n",
          "msg_411502_1",
          parse_instant("2025-03-03T09:05:07").value()};
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::size_t start = 0;
  for (std::size_t end; (end = text.find("\r\n", start)) != std::string::npos; start = end + 2)
    lines.push_back(text.substr(start, end - start));
  EXPECT_EQ(start, text.size()) << "the last line has no end";
  return lines;
}

// The words of RFC 2047 in a header's value, put together again.
std::string decode_words(const std::string& value) {
  std::string out;
  for (std::size_t at = 0; (at = value.find("=?UTF-8?B?", at)) != std::string::npos;) {
    at += 10;
    const std::size_t end = value.find("?=", at);
    const std::string word = from_base64(value.substr(at, end - at)).value();
    EXPECT_TRUE(is_valid_utf8(word)) << "a word ends within a character";
    out += word;
    at = end + 2;
  }
  return out;
}

// Unfolded.
std::string header(const std::string& text, const std::string& name) {
  std::string value;
  bool is_in = false;
  for (const std::string& line : lines_of(text.substr(0, text.find("\r\n\r\n") + 2))) {
    if (line.empty()) break;
    if (line[0] == ' ')
      value += is_in ? line : "";
    else if ((is_in = line.starts_with(name + ": ")))
      value += line.substr(name.size() + 2);
  }
  return value;
}

std::string body(const std::string& text) {
  std::string base64;
  for (const std::string& line : lines_of(text.substr(text.find("\r\n\r\n") + 4))) base64 += line;
  return from_base64(base64).value();
}

TEST(MailText, ChineseTravelsAsAscii) {
  const auto text = render_mail(reminder());
  ASSERT_TRUE(text);
  for (const std::string& line : lines_of(*text)) {
    EXPECT_LE(line.size(), 76u) << line;
    EXPECT_FALSE(line.starts_with(".")) << line;
    for (const char c : line) EXPECT_TRUE(c >= ' ' && c < 0x7F) << line;
  }
  EXPECT_EQ(decode_words(header(*text, "Subject")), reminder().subject);
  EXPECT_EQ(decode_words(header(*text, "From")), reminder().from_name);
  EXPECT_THAT(header(*text, "From"), testing::EndsWith(" <office@xinyang.example>"));
  EXPECT_EQ(header(*text, "To"), "<credit@bank.example>");
  EXPECT_EQ(header(*text, "Message-ID"), "<msg_411502_1@xinyang.example>");
  EXPECT_EQ(header(*text, "Date"), "Mon, 03 Mar 2025 09:05:07 +0800");
  EXPECT_EQ(header(*text, "Content-Type"), "text/plain; charset=UTF-8");
  EXPECT_EQ(header(*text, "Content-Transfer-Encoding"), "base64");
  EXPECT_EQ(body(*text), "贵行：\r\n请于 2025-03-06 前反馈。\r\n此致\r\n");
}

TEST(MailText, DatesAreLocal) {
  Mail mail = reminder();
  mail.date = parse_instant("2024-12-31T16:00:00Z").value();
  EXPECT_EQ(header(render_mail(mail).value(), "Date"), "Wed, 01 Jan 2025 00:00:00 +0800");
}

TEST(MailText, LongSubjectsAreFoldedBetweenCharacters) {
  Mail mail = reminder();
  for (const char* unit : {"协", "a", "é", "😀", "a协"}) {
    mail.subject.clear();
    for (int i = 0; i < 150; ++i) mail.subject += unit;
    const auto text = render_mail(mail);
    ASSERT_TRUE(text);
    for (const std::string& line : lines_of(*text)) EXPECT_LE(line.size(), 76u) << line;
    EXPECT_EQ(decode_words(header(*text, "Subject")), mail.subject);
  }
}

TEST(MailText, ShortPlainSubjectsStayReadable) {
  Mail mail = reminder();
  mail.subject = "Reminder: 3 referrals";
  EXPECT_EQ(header(render_mail(mail).value(), "Subject"), mail.subject);
  mail.subject = "looks like =?UTF-8?B?eA==?=";  // must not be taken for an encoded word
  EXPECT_EQ(decode_words(header(render_mail(mail).value(), "Subject")), mail.subject);
}

TEST(MailText, LargeAndEmptyBodiesAreWhole) {
  Mail mail = reminder();
  mail.body.clear();
  EXPECT_EQ(body(render_mail(mail).value()), "");
  for (int i = 0; i < 20'000; ++i) mail.body += "行" + std::to_string(i) + "\r\n";
  EXPECT_EQ(body(render_mail(mail).value()), mail.body);
}

TEST(MailText, NothingCanBeSmuggledIntoHeaders) {
  const auto expect_rejected = [](const Mail& mail) {
    const auto text = render_mail(mail);
    ASSERT_FALSE(text);
    EXPECT_EQ(text.error().code, "notify.rejected");
  };
  for (const char* bad : {"a\r\nBcc: x@y.cn", "a\nb", "a\rb", "a\tb", "a\x7F", "\xC4\xE3"}) {
    Mail mail = reminder();
    mail.subject = bad;
    expect_rejected(mail);
    mail = reminder();
    mail.from_name = bad;
    expect_rejected(mail);
    mail = reminder();
    mail.stable_id = bad;
    expect_rejected(mail);
    mail = reminder();
    mail.to_address = std::string(bad) + "@bank.example";
    expect_rejected(mail);
    mail = reminder();
    mail.from_address = std::string("a@b.cn") + bad;
    expect_rejected(mail);
  }
  Mail mail = reminder();
  mail.subject = std::string("a\0b", 3);
  expect_rejected(mail);
}

TEST(MailText, KnowsAddresses) {
  for (const char* good : {"a@b", "zhang.san+1@mail.xinyang.gov.cn", "x_y-z@163.com"})
    EXPECT_TRUE(is_mail_address(good)) << good;
  for (const char* bad : {"",
                          "a",
                          "@b.cn",
                          "a@",
                          "a b@c.cn",
                          "a@b c.cn",
                          "a@@b.cn",
                          "a@b..cn",
                          ".a@b.cn",
                          "a.@b.cn",
                          "a..b@c.cn",
                          "a@-b.cn",
                          "a@b.cn.",
                          "<a@b.cn>",
                          "张三@b.cn",
                          "a@银行.cn",
                          "a,b@c.cn",
                          "a@b.cn,c@d.cn",
                          "\"a\"@b.cn",
                          "a@b.cn>\r\nRCPT TO:<c@d.cn",
                          "a@[127.0.0.1]"})
    EXPECT_FALSE(is_mail_address(bad)) << bad;
  EXPECT_FALSE(is_mail_address(std::string(65, 'a') + "@b.cn"));
  EXPECT_EQ(domain_of("a@b.cn"), "b.cn");
}

}  // namespace
}  // namespace qianqiao
