#include "plugins/protocol/messages.h"

#include <gtest/gtest.h>

namespace qianqiao::protocol {
namespace {

using nlohmann::json;

std::string wrong(std::string_view frame) {
  const auto read = read_host_message(frame);
  return read ? "nothing" : read.error().params[0].second;
}

template <class Message>
Message read(std::string_view frame) {
  return std::get<Message>(read_host_message(frame).value());
}

TEST(HostMessage, EachKindIsRead) {
  EXPECT_EQ(
      read<Boxed>(R"({"say":"boxed","rung":"namespaces","layers":["seccomp"]})").layers.size(), 1u);
  const auto ready = read<Ready>(
      R"({"say":"ready","hooks":[{"kind":"step","name":"a","at":"Review.Preliminary"}]})");
  EXPECT_EQ(ready.hooks[0], (DeclaredHook{HookKind::kStep, "a", "Review.Preliminary"}));
  EXPECT_EQ(read<Failed>(R"({"say":"failed","at":"load","kind":"raised","text":"x"})").kind,
            RefusalKind::kRaised);
  EXPECT_EQ(read<Log>(R"({"say":"log","level":"info","text":"x"})").text, "x");
  EXPECT_EQ(read<Answer>(R"({"say":"answer","id":3,"verdict":{}})").id, 3);
  EXPECT_EQ(read<Refused>(R"({"say":"refused","id":3,"kind":"denied","text":"x"})").kind,
            RefusalKind::kDenied);
}

TEST(HostMessage, AsksAreRead) {
  const auto get = read<Ask>(R"({"say":"ask","ask":1,"what":"get","with":{"key":"k"}})");
  EXPECT_EQ(std::get<Get>(get.what).key, "k");
  const auto forget =
      read<Ask>(R"({"say":"ask","ask":1,"what":"put","with":{"key":"k","value":null}})");
  EXPECT_FALSE(std::get<Put>(forget.what).value);
  const auto http = read<Ask>(
      R"({"say":"ask","ask":1,"what":"http","with":{"method":"POST","url":"https://a.cn/","headers":{"A":"b"},"body":"x","sign":{"method":"sha256-hex","secret":"s","text":"t"}}})");
  EXPECT_EQ(std::get<Http>(http.what).sign->secret, "s");
}

TEST(HostMessage, WhatIsWrongIsNamed) {
  EXPECT_EQ(wrong("{"), "no JSON");
  EXPECT_EQ(wrong("[]"), "an unknown message");
  EXPECT_EQ(wrong(R"({"say":"hello"})"), "an unknown message");
  EXPECT_EQ(wrong(R"({"say":"log","level":"info"})"), "message text is missing");
  EXPECT_EQ(wrong(R"({"say":"log","level":"info","text":1})"), "message text is no text");
  EXPECT_EQ(wrong(R"({"say":"log","level":"loud","text":"x"})"), "message level is not known");
  EXPECT_EQ(wrong(R"({"say":"log","level":"info","text":"x","extra":1})"),
            "message has an unknown field extra");
  EXPECT_EQ(wrong(R"({"say":"answer","id":0,"verdict":{}})"), "message id is out of range");
  EXPECT_EQ(wrong(R"({"say":"answer","id":1.5,"verdict":{}})"), "message id is no whole number");
  EXPECT_EQ(wrong(R"({"say":"answer","id":18446744073709551615,"verdict":{}})"),
            "message id is out of range");
  EXPECT_EQ(wrong(R"({"say":"answer","id":1,"verdict":[]})"), "message verdict is no object");
  EXPECT_EQ(wrong(R"({"say":"ask","ask":1,"what":"exec","with":{}})"), "message what is not known");
  EXPECT_EQ(
      wrong(
          R"({"say":"ask","ask":1,"what":"http","with":{"method":"DELETE","url":"u","headers":{},"body":""}})"),
      "with method is not known");
}

TEST(HostMessage, SizesAreCapped) {
  const json log = {
      {"say", "log"}, {"level", "info"}, {"text", std::string(kLongestLogLine + 1, 'x')}};
  EXPECT_EQ(wrong(log.dump()), "message text is too long");
  const json ask = {{"say", "ask"},
                    {"ask", 1},
                    {"what", "get"},
                    {"with", {{"key", std::string(kLongestKey + 1, 'k')}}}};
  EXPECT_EQ(wrong(ask.dump()), "with key is too long");
  json hooks = json::array();
  for (std::size_t i = 0; i <= kMostHooks; ++i)
    hooks.push_back({{"kind", "step"}, {"name", std::to_string(i)}, {"at", ""}});
  EXPECT_EQ(wrong(json{{"say", "ready"}, {"hooks", hooks}}.dump()),
            "message hooks has too many entries");
  EXPECT_EQ(wrong(std::string(50'000, '[')), "nested too deeply");
}

TEST(ServerMessage, ACallCarriesItsInputAsItIs) {
  const std::string frame =
      write(Call{7, HookKind::kGuard, "a\"b", "2025-03-03T09:00:00+08:00", R"({"x":[1]})"});
  const json call = json::parse(frame);
  EXPECT_EQ(call["id"], 7);
  EXPECT_EQ(call["kind"], "guard");
  EXPECT_EQ(call["hook"], "a\"b");
  EXPECT_EQ(call["input"]["x"][0], 1);
}

TEST(ServerMessage, RepliesTellAValueOrAProblem) {
  EXPECT_EQ(json::parse(write(Reply{4, json{{"value", "v"}}}))["value"]["value"], "v");
  EXPECT_EQ(json::parse(write(Reply{4, Problem{"denied", "no"}}))["problem"]["code"], "denied");
  // What a strange server answered may be no UTF-8; the frame is JSON all the same.
  EXPECT_FALSE(json::parse(write(Reply{4, json{{"body", "\xFF"}}})).is_discarded());
}

}  // namespace
}  // namespace qianqiao::protocol
