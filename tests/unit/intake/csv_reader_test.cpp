#include "server/intake/csv_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/intake/files.h"

namespace qianqiao {
namespace {

using test::TemporaryFolder;
using test::texts;
using testing::ElementsAre;

struct CsvReading : testing::Test {
  TemporaryFolder folder;
  std::unique_ptr<TableReader> open(std::string_view bytes) {
    auto reader = open_csv(folder.write("a.csv", bytes));
    EXPECT_TRUE(reader.has_value()) << (reader ? "" : to_line(reader.error()));
    return reader ? std::move(*reader) : nullptr;
  }
  std::vector<TableRow> rows(std::string_view bytes) { return test::read_all(*open(bytes)); }
};

TEST_F(CsvReading, TakesEveryLineEnd) {
  for (const std::string end : {"\n", "\r\n", "\r"}) {
    const auto found = rows("a,b" + end + end + "c,d" + end);
    ASSERT_EQ(found.size(), 2u);
    EXPECT_THAT(texts(found[1]), ElementsAre("c", "d"));
    EXPECT_EQ(found[1].number, 3);  // the empty row counts
  }
}

TEST_F(CsvReading, TakesQuotesSeparatorsAndLineBreaksInside) {
  const auto found = rows("\"a,1\",\"say \"\"hi\"\"\"\r\n\"two\nlines\",x\r\nlast,\"\"");
  ASSERT_EQ(found.size(), 3u);
  EXPECT_THAT(texts(found[0]), ElementsAre("a,1", "say \"hi\""));
  EXPECT_THAT(texts(found[1]), ElementsAre("two\nlines", "x"));
  EXPECT_THAT(texts(found[2]), ElementsAre("last", ""));
  EXPECT_EQ(found[0].raw, "\"a,1\",\"say \"\"hi\"\"\"");
}

TEST_F(CsvReading, FindsTheSeparator) {
  EXPECT_EQ(open("a;b;c\n1,5;2;3\n")->csv_dialect()->separator, ';');
  EXPECT_EQ(open("a\tb\n1\t2\n")->csv_dialect()->separator, '\t');
  EXPECT_EQ(open("标题\na,b\n\"x;y;z;w\",c\n")->csv_dialect()->separator, ',');
  EXPECT_EQ(open("only\none\n")->csv_dialect()->separator, ',');
}

TEST_F(CsvReading, ReadsGb18030AndMarks) {
  const auto gb = open(test::gb18030("企业名称,县区\n信阳茶业,浉河区\n"));
  EXPECT_EQ(gb->csv_dialect()->encoding, TextEncoding::kGb18030);
  EXPECT_THAT(texts(test::read_all(*gb)[1]), ElementsAre("信阳茶业", "浉河区"));
  const auto marked = open("\xEF\xBB\xBF企业名称,县区\n");
  EXPECT_TRUE(marked->csv_dialect()->byte_order_mark);
  EXPECT_THAT(texts(test::read_all(*marked)[0]), ElementsAre("企业名称", "县区"));
}

TEST_F(CsvReading, UnclosedQuoteCostsItsOwnLineOnly) {
  const auto found = rows("name,county\ngood,1\n\"bad,2\nalso good,3\n\"quoted\",4\n");
  ASSERT_EQ(found.size(), 5u);
  ASSERT_TRUE(found[2].problem.has_value());
  EXPECT_EQ(found[2].problem->code, "csv.unclosed_quote");
  EXPECT_EQ(found[2].problem->params[0].second, "3");
  EXPECT_THAT(texts(found[2]), ElementsAre("\"bad", "2"));
  EXPECT_THAT(texts(found[3]), ElementsAre("also good", "3"));
  EXPECT_THAT(texts(found[4]), ElementsAre("quoted", "4"));
  EXPECT_FALSE(found[3].problem.has_value());
}

TEST_F(CsvReading, UnclosedQuoteInTheLastLine) {
  const auto found = rows("a,b\nc,\"d");
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[1].problem->code, "csv.unclosed_quote");
}

TEST_F(CsvReading, KeepsTextAfterAClosingQuoteOnOneLine) {
  EXPECT_THAT(texts(rows("\"a\" b,c\n")[0]), ElementsAre("a b", "c"));
}

TEST_F(CsvReading, StopsWhereQuotesAreHopeless) {
  std::string bytes = "a,b\n";
  for (int i = 0; i < 1500; ++i) bytes += "\"x\n\"y z\" w,\n";
  auto reader = open(bytes);
  Result<bool> more = true;
  TableRow row;
  int count = 0;
  while (more && *more && ++count < 10'000) more = reader->next(row);
  EXPECT_TRUE(!more || count >= 1500);
}

TEST_F(CsvReading, CutsACellThatIsTooLong) {
  const auto found = rows("name,x\n" + std::string(10'000'000, 'a') + ",1\nnext,2\n\"" +
                          std::string(200'000, 'q') + "\",3\n");
  ASSERT_EQ(found.size(), 4u);
  EXPECT_TRUE(found[1].cells[0].too_long);
  EXPECT_EQ(found[1].cells[0].text.size(), kMaxCellCharacters);
  EXPECT_TRUE(found[1].raw.empty());
  EXPECT_THAT(texts(found[2]), ElementsAre("next", "2"));
  EXPECT_TRUE(found[3].cells[0].too_long);
  EXPECT_EQ(found[3].cells[1].text, "3");
}

TEST_F(CsvReading, TheLongestAllowedCellIsWhole) {
  std::string text;
  for (std::size_t i = 0; i < kMaxCellCharacters; ++i) text += "信";
  EXPECT_FALSE(rows(text + ",1\n")[0].cells[0].too_long);
  const auto longer = rows(text + "阳,1\n");
  EXPECT_TRUE(longer[0].cells[0].too_long);
  EXPECT_EQ(longer[0].cells[0].text, text);
  EXPECT_FALSE(longer[0].cells[0].invalid_bytes);
}

TEST_F(CsvReading, MarksBrokenBytesInTheirCell) {
  std::string bytes = "名称,县区\n";
  for (int i = 0; i < 20; ++i) bytes += "信阳市茶业,浉河区\n";
  const auto found = rows(bytes + "\xE4\xBF,平桥区\n");
  EXPECT_TRUE(found.back().cells[0].invalid_bytes);
  EXPECT_FALSE(found.back().cells[1].invalid_bytes);
}

TEST_F(CsvReading, RefusesFilesWithNothing) {
  for (const char* nothing : {"", "\xEF\xBB\xBF", "\r\n \n"})
    EXPECT_EQ(open_csv(folder.write("a.csv", nothing)).error().code, "table.empty");
  EXPECT_EQ(open_csv(folder.path("no such file")).error().code, "table.unreadable");
}

TEST_F(CsvReading, TellsHowFarItIs) {
  auto reader = open("a,b\nc,d\n");
  EXPECT_EQ(reader->progress().bytes_total, 8);
  test::read_all(*reader);
  EXPECT_EQ(reader->progress().bytes_read, 8);
}

}  // namespace
}  // namespace qianqiao
