#include "server/api/answer_bytes.h"

#include <gtest/gtest.h>

namespace qianqiao {
namespace {

Answer answer_of(const std::string& body) {
  Answer answer;
  answer.body = body;
  return answer;
}

TEST(AnswerBytes, SaysHowLongItIs) {
  const std::string bytes = to_bytes(answer_of("{}"), {}, 0);
  EXPECT_TRUE(bytes.starts_with("HTTP/1.1 200 OK\r\n"));
  EXPECT_NE(bytes.find("Content-Length: 2\r\n"), std::string::npos);
  EXPECT_TRUE(bytes.ends_with("\r\n\r\n{}"));
  EXPECT_TRUE(to_bytes(answer_of("{}"), {.head_only = true}, 0).ends_with("\r\n\r\n"));
}

TEST(AnswerBytes, NotModifiedHasNoBody) {
  Answer answer = answer_of("x");
  answer.status = 304;
  EXPECT_EQ(to_bytes(answer, {}, 0).find("Content-Length"), std::string::npos);
}

TEST(AnswerBytes, CompressesLargerTextForThoseWhoAsk) {
  const std::string large = '"' + std::string(5000, 'a') + '"';
  const std::string bytes = to_bytes(answer_of(large), {.accepts_gzip = true}, 0);
  EXPECT_NE(bytes.find("Content-Encoding: gzip\r\n"), std::string::npos);
  EXPECT_LT(bytes.size(), 1000u);
  EXPECT_EQ(to_bytes(answer_of("{}"), {.accepts_gzip = true}, 0).find("gzip"), std::string::npos);
  EXPECT_EQ(to_bytes(answer_of(large), {}, 0).find("gzip"), std::string::npos);
  Answer picture = answer_of(large);
  picture.content_type = "image/png";
  EXPECT_EQ(to_bytes(picture, {.accepts_gzip = true}, 0).find("gzip"), std::string::npos);
}

TEST(AnswerBytes, ReadsAcceptEncoding) {
  EXPECT_TRUE(accepts_coding("gzip, deflate, br", "br"));
  EXPECT_TRUE(accepts_coding("deflate;q=0.5, GZIP;q=0.01", "gzip"));
  EXPECT_FALSE(accepts_coding("gzip;q=0", "gzip"));
  EXPECT_FALSE(accepts_coding("gzip;q=0.000", "gzip"));
  EXPECT_FALSE(accepts_coding("", "gzip"));
  EXPECT_FALSE(accepts_coding("xgzip", "gzip"));
}

}  // namespace
}  // namespace qianqiao
