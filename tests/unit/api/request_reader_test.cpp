#include "server/api/request_reader.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace qianqiao {
namespace {

const HttpLimits kLimits;

constexpr char kPost[] =
    "POST /api/v1/cases?limit=2&q=%E8%8C%B6 HTTP/1.1\r\nHost: x\r\nContent-Type: "
    "application/json\r\nIdempotency-Key: k\r\nIf-Match: \"3\"\r\nX-Qianqiao-Actor: wang\r\n"
    "Content-Length: 5\r\n\r\n";

Route route(BodyKind body, std::size_t limit) {
  Route made;
  made.method = "POST";
  made.pattern = "/x";
  made.body = body;
  made.body_limit = limit;
  return made;
}

TEST(RequestReader, ReadsAHeadHoweverItIsCut) {
  const std::string whole = kPost;
  for (std::size_t cut = 0; cut < whole.size(); ++cut) {
    RequestReader reader(kLimits);
    std::string in = whole.substr(0, cut);
    const auto first = reader.take_head(in);
    ASSERT_TRUE(first) << cut;
    ASSERT_FALSE(*first) << cut;
    in += whole.substr(cut);
    ASSERT_EQ(reader.take_head(in), true) << cut;
    EXPECT_EQ(in, "");
    EXPECT_EQ(reader.request().path, "/api/v1/cases");
    EXPECT_EQ(reader.request().query,
              (std::vector<std::pair<std::string, std::string>>{{"limit", "2"}, {"q", "茶"}}));
    EXPECT_EQ(reader.request().if_match, "\"3\"");
    EXPECT_EQ(reader.request().idempotency_key, "k");
    EXPECT_EQ(reader.presented().actor, "wang");
  }
}

TEST(RequestReader, LeavesTheNextRequestWhereItIs) {
  RequestReader reader(kLimits);
  std::string in = std::string(kPost) + "12345GET / HTTP/1.1\r\n";
  ASSERT_EQ(reader.take_head(in), true);
  ASSERT_TRUE(reader.begin_body(route(BodyKind::kJson, 10), "."));
  EXPECT_EQ(reader.take_body(in), true);
  EXPECT_EQ(reader.request().body, "12345");
  EXPECT_EQ(in, "GET / HTTP/1.1\r\n");
}

TEST(RequestReader, HeadIsAGetWithoutABodyInItsAnswer) {
  RequestReader reader(kLimits);
  std::string in = "\r\nHEAD /healthz HTTP/1.0\r\n\r\n";
  ASSERT_EQ(reader.take_head(in), true);
  EXPECT_TRUE(reader.is_head());
  EXPECT_TRUE(reader.is_old());
  EXPECT_FALSE(reader.keeps_alive());
  EXPECT_EQ(reader.request().method, "GET");
}

TEST(RequestReader, RefusesABodyThatIsNotWanted) {
  RequestReader reader(kLimits);
  std::string in = kPost;
  ASSERT_EQ(reader.take_head(in), true);
  EXPECT_EQ(reader.begin_body(route(BodyKind::kNone, 0), ".").error().code, "http.no_body");
  EXPECT_EQ(reader.begin_body(route(BodyKind::kJson, 4), ".").error().code, "http.too_large");
  EXPECT_TRUE(reader.begin_body(route(BodyKind::kJson, 5), "."));
}

TEST(RequestReader, AnUploadGoesToAFileThatGoesWithIt) {
  const std::string folder = std::filesystem::temp_directory_path();
  std::string path;
  {
    RequestReader reader(kLimits);
    std::string in = std::string(kPost) + "12";
    ASSERT_EQ(reader.take_head(in), true);
    ASSERT_TRUE(reader.begin_body(route(BodyKind::kUpload, 10), folder));
    EXPECT_EQ(reader.take_body(in), false);
    in = "345";
    EXPECT_EQ(reader.take_body(in), true);
    path = reader.request().upload_path;
    std::ifstream file(path);
    std::string content;
    file >> content;
    EXPECT_EQ(content, "12345");
  }
  EXPECT_FALSE(std::filesystem::exists(path));
}

TEST(BodyDecoder, PutsChunksTogetherHoweverTheyAreCut) {
  const std::string whole = "3;x=y\r\nabc\r\n0a\r\n0123456789\r\n0\r\nTrailer: t\r\n\r\nREST";
  for (std::size_t cut = 0; cut + 4 < whole.size(); ++cut) {
    BodyDecoder decoder = BodyDecoder::of_chunks();
    std::string body;
    const auto sink = [&](std::string_view bytes) -> Result<void> {
      body += bytes;
      return {};
    };
    std::string in = whole.substr(0, cut);
    ASSERT_EQ(decoder.take(in, sink), false) << cut;
    in += whole.substr(cut);
    ASSERT_EQ(decoder.take(in, sink), true) << cut;
    EXPECT_EQ(body, "abc0123456789");
    EXPECT_EQ(in, "REST");
  }
}

TEST(BodyDecoder, RefusesWhatIsNoChunk) {
  for (const char* bad : {"\r\n", "g\r\n", "-1\r\n", "ffffffffffffffffff\r\n", "1\r\nab\r\n"}) {
    BodyDecoder decoder = BodyDecoder::of_chunks();
    std::string in = bad;
    EXPECT_FALSE(decoder.take(in, [](std::string_view) { return Result<void>(); })) << bad;
  }
}

}  // namespace
}  // namespace qianqiao
