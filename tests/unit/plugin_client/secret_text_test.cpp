#include "server/plugin_client/secret_text.h"

#include <gtest/gtest.h>

namespace qianqiao {
namespace {

std::optional<std::string> known(const std::string& name) {
  if (name == "key") return "a/b+c";
  if (name == "dingtalk") return "this is secret";
  return std::nullopt;
}

TEST(SecretText, IsPutInWhereItStands) {
  const auto request = fill_in_secrets(
      {"POST", "https://a.cn/?k={secret:key}", {{"X", "k={secret:key}"}}, "<{secret:key}>", {}},
      known);
  ASSERT_TRUE(request);
  EXPECT_EQ(request->url, "https://a.cn/?k=a%2Fb%2Bc");
  EXPECT_EQ(request->headers.at("X"), "k=a/b+c");
  EXPECT_EQ(request->body, "<a/b+c>");
}

TEST(SecretText, SignsAsDingTalkDoes) {
  // By Python's hmac: timestamp 1577262236757.
  const auto request = fill_in_secrets(
      {"POST",
       "https://a.cn/?sign={signature}",
       {},
       "",
       protocol::Signing{"hmac-sha256-base64", "dingtalk", "1577262236757\n{secret:dingtalk}"}},
      known);
  ASSERT_TRUE(request);
  EXPECT_EQ(request->url, "https://a.cn/?sign=hmPWwU%2B7lVdm3ZZz0r9tSfx0L4Q26jWOZr9%2BGs6EZQM%3D");
}

TEST(SecretText, WhatAReceiverRepeatsIsTakenOutAgain) {
  OutgoingAnswer answer{200, {{"x-echo", "k=a%2Fb%2Bc"}}, "you said a/b+c, a/b+c"};
  hide_secrets(answer, {{"key", "a/b+c"}, {"none", ""}});
  EXPECT_EQ(answer.body, "you said {secret:key}, {secret:key}");
  EXPECT_EQ(answer.headers.at("x-echo"), "k={secret:key}");
}

TEST(SecretText, UnknownOnesAndBrokenHeadersAreRefused) {
  EXPECT_EQ(fill_in_secrets({"GET", "https://a.cn/{secret:other}", {}, "", {}}, known).error().code,
            "plugin.secret_unknown");
  EXPECT_EQ(
      fill_in_secrets({"GET", "https://a.cn/", {{"A", "x\r\nB: y"}}, "", {}}, known).error().code,
      "plugin.header_invalid");
}

TEST(HostOf, OnlyPlainHttpsAddressesHaveOne) {
  EXPECT_EQ(host_of("https://qyapi.weixin.qq.com/cgi-bin?x=1"), "qyapi.weixin.qq.com");
  EXPECT_EQ(host_of("https://a.cn"), "a.cn");
  for (const char* bad :
       {"http://a.cn/", "https://a.cn:8080/", "https://u@a.cn/", "https://127.0.0.1/",
        "https://[::1]/", "https://localhost/", "https://a.cn\\@b.cn/", "https://A.CN/",
        "https://a.cn/ x", "https://a.cn#@b.cn", "ftp://a.cn/", ""})
    EXPECT_EQ(host_of(bad), "") << bad;
}

}  // namespace
}  // namespace qianqiao
