#include "server/intake/marked_up_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/intake/table_file.h"
#include "server/intake/text_encoding.h"
#include "tests/unit/intake/files.h"

namespace qianqiao {
namespace {

using test::texts;
using testing::ElementsAre;
using testing::HasSubstr;

struct MarkedUpFile : testing::Test {
  test::TemporaryFolder folder;
  Result<RosterReport> run(const std::string& name, const std::string& bytes,
                           const std::filesystem::path& out) {
    RosterImportOptions options;
    options.today = *parse_date("2025-03-03");
    auto sink = make_marked_up_file(out);
    if (!sink) return fail(sink.error());
    return import_roster(
        folder.write(name, bytes), options,
        [](std::span<const RosterRow> rows) { return std::vector<RowOutcome>(rows.size()); },
        sink->get());
  }
};

const char kRoster[] =
    "信阳市名录\r\n"
    "企业名称;信用代码;县区\r\n"
    "\"甲;有限公司\";91411502MA3X0A1B62;浉河区\r\n"
    "乙有限公司;91411502MA3X0A1B63;浉河区\r\n"
    "丙\r\n"
    "丁家庭农场; ;新县\r\n";

TEST_F(MarkedUpFile, CsvKeepsBytesEncodingAndSeparator) {
  const auto out = folder.path("marked.csv");
  ASSERT_TRUE(run("r.csv", test::gb18030(kRoster), out).has_value());
  bool invalid = false;
  const std::string text = decode_text(test::read_file(out), TextEncoding::kGb18030, invalid);
  EXPECT_FALSE(invalid);
  EXPECT_THAT(text, testing::StartsWith(
                        "信阳市名录;;;\r\n企业名称;信用代码;县区;原因\r\n\"甲;有限公司\";"
                        "91411502MA3X0A1B62;浉河区;\r\n乙有限公司;91411502MA3X0A1B63;浉河区;"));
  EXPECT_THAT(text, HasSubstr("未导入：【信用代码】校验码不符"));
  EXPECT_THAT(text, HasSubstr("\r\n丙;;;"));
  EXPECT_THAT(text, testing::EndsWith("丁家庭农场; ;新县;\r\n"));
}

TEST_F(MarkedUpFile, WorkbookHoldsTheCellsAndReasons) {
  const auto out = folder.path("marked.XLSX");
  ASSERT_TRUE(run("r.csv", kRoster, out).has_value());
  auto reader = open_table(out);
  ASSERT_TRUE(reader.has_value()) << to_line(reader.error());
  const auto rows = test::read_all(**reader);
  ASSERT_EQ(rows.size(), 6u);
  EXPECT_THAT(texts(rows[1]), ElementsAre("企业名称", "信用代码", "县区", "原因"));
  EXPECT_THAT(texts(rows[2]), ElementsAre("甲;有限公司", "91411502MA3X0A1B62", "浉河区"));
  EXPECT_THAT(rows[3].cells[3].text, HasSubstr("校验码"));
  EXPECT_EQ(rows[3].cells[1].text, "91411502MA3X0A1B63");
}

TEST_F(MarkedUpFile, ACsvOfAWorkbookOpensInExcel) {
  test::Workbook book;
  book.rows =
      R"(<row><c t="str"><v>企业名称</v></c><c t="str"><v>县区</v></c></row><row><c t="str"><v>甲"家庭农场</v></c><c t="str"><v>火星</v></c></row>)";
  const auto out = folder.path("marked.csv");
  ASSERT_TRUE(run("r.xlsx", book.bytes(), out).has_value());
  const std::string text = test::read_file(out);
  EXPECT_THAT(text,
              testing::StartsWith("\xEF\xBB\xBF企业名称,县区,原因\r\n\"甲\"\"家庭农场\",火星,"));
}

TEST_F(MarkedUpFile, BrokenQuotesDoNotBreakIt) {
  const auto out = folder.path("marked.csv");
  ASSERT_TRUE(run("r.csv", "企业名称,县区\n\"甲家庭农场,新县\n乙家庭农场,新县\n", out).has_value());
  auto reader = open_table(out);
  const auto rows = test::read_all(**reader);
  ASSERT_EQ(rows.size(), 3u);
  EXPECT_EQ(rows[1].cells[0].text, "\"甲家庭农场");
  EXPECT_FALSE(rows[1].problem.has_value());
  EXPECT_THAT(rows[1].cells[2].text, HasSubstr("引号"));
}

TEST_F(MarkedUpFile, RefusesOtherEndingsAndPlaces) {
  EXPECT_EQ(make_marked_up_file(folder.path("a.pdf")).error().code, "report.ending_unknown");
  EXPECT_EQ(make_marked_up_file(folder.path("no/a.csv")).error().code, "report.unwritable");
  EXPECT_EQ(make_marked_up_file(folder.path("no/a.xlsx")).error().code, "report.unwritable");
}

TEST_F(MarkedUpFile, AFullDiskDoesNotStopTheImport) {
  std::string roster = "企业名称,县区\n";
  for (int i = 0; i < 3000; ++i) roster += "农场" + std::to_string(i) + "家庭农场,新县\n";
  std::filesystem::create_symlink("/dev/full", folder.path("marked.csv.part"));
  const auto report = run("r.csv", roster, folder.path("marked.csv"));
  ASSERT_TRUE(report.has_value());
  EXPECT_EQ(report->imported, 3000);
  ASSERT_TRUE(report->sink_failure.has_value());
  EXPECT_EQ(report->sink_failure->code, "report.unwritable");
  EXPECT_FALSE(report->clean());
}

TEST_F(MarkedUpFile, NothingIsLeftOfAnUnfinishedOne) {
  { ASSERT_TRUE(make_marked_up_file(folder.path("marked.csv")).has_value()); }
  { ASSERT_TRUE(make_marked_up_file(folder.path("marked.xlsx")).has_value()); }
  for (const char* name : {"marked.csv", "marked.csv.part", "marked.xlsx", "marked.xlsx.part"})
    EXPECT_FALSE(std::filesystem::exists(folder.path(name))) << name;
}

}  // namespace
}  // namespace qianqiao
