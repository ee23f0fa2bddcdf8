#include "server/intake/zip_archive.h"

#include <gtest/gtest.h>

#include "tests/unit/intake/files.h"

namespace qianqiao {
namespace {

struct Zip : testing::Test {
  test::TemporaryFolder folder;
  Result<std::string> read(const std::string& bytes, const ZipLimits& limits = {}) {
    auto archive = ZipArchive::open(folder.write("a.zip", bytes), limits);
    if (!archive) return fail(archive.error());
    const ZipEntry* entry = (*archive)->find("part");
    if (!entry) return fail("xlsx.no_workbook");
    return (*archive)->read_whole(*entry, 1 << 30);
  }
};

TEST_F(Zip, InflatesAnEntry) {
  std::string text;
  for (int i = 0; i < 100'000; ++i) text += std::to_string(i);
  EXPECT_EQ(read(test::zip({{"other", "x"}, {"part", text}})).value(), text);
  EXPECT_EQ(read(test::zip({{"part", ""}})).value(), "");
}

TEST_F(Zip, EveryTruncationIsAnError) {
  std::string text;
  for (int i = 0; i < 2000; ++i) text += std::to_string(i * 7919);
  const std::string whole = test::zip({{"part", text}});
  for (std::size_t size = 4; size < whole.size(); size += 13) {
    const auto got = read(whole.substr(0, size));
    ASSERT_FALSE(got.has_value()) << size;
    EXPECT_EQ(got.error().code, "xlsx.truncated") << size;
  }
}

TEST_F(Zip, EveryChangedByteIsAnErrorOrHarmless) {
  const std::string text(3000, 'x');
  const std::string whole = test::zip({{"part", text + "tail"}});
  for (std::size_t at = 0; at < whole.size(); ++at) {
    std::string changed = whole;
    changed[at] = static_cast<char>(changed[at] ^ 0x5A);
    const auto got = read(changed);
    if (got) {
      EXPECT_EQ(*got, text + "tail") << at;
    }
  }
}

TEST_F(Zip, RefusesBombs) {
  const std::string bomb = test::zip({{"part", std::string(64 << 20, '\0')}});
  EXPECT_EQ(read(bomb).error().code, "xlsx.bomb");
  ZipLimits small;
  small.max_inflated_bytes = 1000;
  EXPECT_EQ(read(test::zip({{"part", std::string(2000, 'a')}}), small).error().code, "xlsx.bomb");
  small = {};
  small.max_entries = 2;
  EXPECT_EQ(read(test::zip({{"a", ""}, {"b", ""}, {"part", ""}}), small).error().code, "xlsx.bomb");
}

TEST_F(Zip, TellsEncryptedEntries) {
  std::string bytes = test::zip({{"part", "secret"}});
  bytes[bytes.find("PK\x01\x02") + 8] = 1;
  EXPECT_EQ(read(bytes).error().code, "xlsx.encrypted");
}

}  // namespace
}  // namespace qianqiao
