#include "server/intake/roster_import.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/intake/roster_duplicates.h"
#include "tests/unit/intake/files.h"

namespace qianqiao {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const std::string kCode1 = "91411502MA3X0A1B62";
const std::string kCode2 = "91411523068934176U";
const std::string kCode3 = "92411522MA9G5N6M6M";

struct RosterImport : testing::Test {
  test::TemporaryFolder folder;
  RosterImportOptions options;
  std::vector<RosterRow> handed;
  std::vector<std::size_t> batches;
  RosterImport() { options.today = *parse_date("2025-03-03"); }

  Result<RosterReport> run(const std::string& body,
                           const std::string& header = "企业名称,信用代码,县区,电话,地址\n") {
    handed.clear();
    batches.clear();
    return import_roster(
        folder.write("r.csv", header + body), options, [&](std::span<const RosterRow> rows) {
          batches.push_back(rows.size());
          std::vector<RowOutcome> outcomes(rows.size());
          for (std::size_t i = 0; i < rows.size(); ++i) {
            handed.push_back(rows[i]);
            if (rows[i].enterprise.name == "拒绝有限公司")
              outcomes[i] = {RowOutcome::Kind::kRefused, Error{"area.missing", {}}};
            if (rows[i].enterprise.name == "已知有限公司")
              outcomes[i].kind = RowOutcome::Kind::kDuplicate;
            if (rows[i].completes_row) outcomes[i].kind = RowOutcome::Kind::kUpdated;
          }
          return outcomes;
        });
  }
  static std::vector<std::string> codes(const RosterReport& report) {
    std::vector<std::string> all;
    for (const auto& problem : report.problems) all.push_back(problem.error.code);
    return all;
  }
};

TEST_F(RosterImport, GoodRowsAreNeverLostForBadOnes) {
  const auto report =
      run("甲有限公司," + kCode1 +
          ",浉河区,19900000001,路1号\n乙有限公司,bad,浉河区,,\n丙有限公司," + kCode2 + ",新县,,\n");
  ASSERT_TRUE(report.has_value());
  EXPECT_EQ(report->rows, 3);
  EXPECT_EQ(report->imported, 2);
  EXPECT_EQ(report->bad, 1);
  EXPECT_FALSE(report->clean());
  ASSERT_EQ(handed.size(), 2u);
  EXPECT_EQ(handed[1].row, 4);
  EXPECT_THAT(codes(*report), ElementsAre("uscc.length"));
  EXPECT_EQ(report->problems[0].row, 3);
}

TEST_F(RosterImport, CountsWhatTheImporterAnswers) {
  const auto report =
      run("拒绝有限公司," + kCode1 + ",浉河区,,\n已知有限公司," + kCode2 + ",新县,,\n");
  EXPECT_EQ(report->refused, 1);
  EXPECT_EQ(report->duplicate, 1);
  EXPECT_EQ(report->imported, 0);
  EXPECT_THAT(codes(*report), ElementsAre("area.missing"));
  EXPECT_FALSE(report->clean());
}

TEST_F(RosterImport, DryRunHandsNothingOn) {
  options.dry_run = true;
  const auto report = run("甲有限公司," + kCode1 + ",浉河区,,\n");
  EXPECT_EQ(report->valid, 1);
  EXPECT_THAT(handed, IsEmpty());
}

TEST_F(RosterImport, WorksInBatchesWithProgress) {
  options.batch_rows = 10;
  std::vector<RosterProgress> seen;
  options.on_progress = [&](const RosterProgress& progress) {
    seen.push_back(progress);
    return true;
  };
  std::string body;
  for (int i = 0; i < 25; ++i) body += "农户" + std::to_string(i) + "家庭农场,,新县,,\n";
  const auto report = run(body);
  EXPECT_EQ(report->imported, 25);
  EXPECT_THAT(batches, ElementsAre(9, 10, 6));  // the header is in the first one
  ASSERT_EQ(seen.size(), 3u);
  EXPECT_EQ(seen.back().bytes.bytes_read, seen.back().bytes.bytes_total);
  EXPECT_EQ(seen.back().rows, 25);
}

TEST_F(RosterImport, MergesRowsThatAgree) {
  const auto report = run("甲有限公司," + kCode1 + ",浉河区,,路1号\n甲有限公司," + kCode1 +
                          ",浉河区,19900000001,\n");
  EXPECT_EQ(report->merged, 1);
  EXPECT_EQ(report->imported, 1);
  EXPECT_TRUE(report->clean());
  ASSERT_EQ(handed.size(), 1u);
  EXPECT_EQ(handed[0].enterprise.contact_phone, "19900000001");
  EXPECT_EQ(handed[0].enterprise.address, "路1号");
  EXPECT_THAT(codes(*report), ElementsAre("roster.duplicate_merged"));
}

TEST_F(RosterImport, CompletesARowThatHasGone) {
  options.batch_rows = 2;
  const auto report =
      run("甲有限公司," + kCode1 + ",浉河区,,路1号\n乙有限公司," + kCode2 + ",新县,,\n丙," +
          kCode3 + ",光山县,,\n甲有限公司," + kCode1 + ",浉河区,19900000001,\n甲有限公司," +
          kCode1 + ",浉河区,19900000001,路1号\n");
  EXPECT_EQ(report->merged, 2);
  ASSERT_EQ(handed.size(), 4u);
  EXPECT_EQ(handed[3].completes_row, 2);
  EXPECT_EQ(handed[3].enterprise.address, "路1号");
  EXPECT_EQ(handed[3].enterprise.contact_phone, "19900000001");
}

TEST_F(RosterImport, ReportsRowsThatContradict) {
  const auto report =
      run("甲有限公司," + kCode1 + ",浉河区,,路1号\n甲有限公司," + kCode1 + ",浉河区,,路2号\n");
  EXPECT_EQ(report->bad, 1);
  EXPECT_EQ(report->imported, 1);
  ASSERT_THAT(codes(*report), ElementsAre("roster.duplicate_conflict"));
  EXPECT_THAT(describe(report->problems[0].error).advice.zh, testing::HasSubstr("第 2 行"));
  EXPECT_THAT(describe(report->problems[0].error).advice.zh, testing::HasSubstr("地址"));
  EXPECT_EQ(handed[0].enterprise.address, "路1号");
}

TEST_F(RosterImport, WithoutCodesCountyAndNameDecide) {
  const auto report = run("大山家庭农场,,新县,,\n大山家庭农场,,光山县,,\n大山家庭农场,,新县,,\n");
  EXPECT_EQ(report->imported, 2);
  EXPECT_EQ(report->merged, 1);
}

TEST_F(RosterImport, UnclosedQuoteLosesNothingElse) {
  const auto report = run("甲有限公司," + kCode1 + ",浉河区,,\n\"乙有限公司," + kCode2 +
                          ",新县,,\n丙," + kCode3 + ",光山县,,\n");
  EXPECT_EQ(report->imported, 2);
  EXPECT_THAT(codes(*report), ElementsAre("csv.unclosed_quote"));
}

TEST_F(RosterImport, SaysWhenTheFileIsNotTaken) {
  EXPECT_EQ(run("").error().code, "roster.no_rows");
  EXPECT_EQ(run("甲\n", "乱七八糟\n").error().code, "roster.no_header");
  EXPECT_EQ(run("甲,1\n", "企业名称,电话\n").error().code, "roster.column_missing");
  options.county = "火星";
  EXPECT_EQ(run("甲,1\n").error().code, "area.unknown");
  EXPECT_THAT(handed, IsEmpty());
}

TEST_F(RosterImport, KeepsTheRowsBeforeAFileBreaksOff) {
  test::Workbook book;
  book.rows = R"(<row><c t="str"><v>企业名称</v></c><c t="str"><v>县区</v></c></row>)";
  for (int i = 0; i < 30; ++i)
    book.rows += "<row><c t=\"str\"><v>农场" + std::to_string(i) +
                 "家庭农场</v></c><c t=\"str\"><v>新县</v></c></row>";
  book.rows += "<row><broken";
  const auto report = import_roster(
      folder.write("r.xlsx", book.bytes()), options,
      [&](std::span<const RosterRow> rows) { return std::vector<RowOutcome>(rows.size()); });
  ASSERT_TRUE(report.has_value());
  EXPECT_EQ(report->imported, 30);
  ASSERT_TRUE(report->broke_off.has_value());
  EXPECT_EQ(report->broke_off->code, "xlsx.malformed");
  EXPECT_FALSE(report->clean());
}

TEST_F(RosterImport, KeepsAThousandProblemsAndCountsAll) {
  std::string body;
  for (int i = 0; i < 1500; ++i) body += "甲有限公司,bad,浉河区,,\n";
  const auto report = run(body);
  EXPECT_EQ(report->problems.size(), kProblemsKept);
  EXPECT_EQ(report->problems_total, 1500);
}

TEST(RosterDuplicates, CostsAtMostFiftyBytesARow) {
  RosterDuplicates duplicates;
  RosterRow row;
  for (int i = 0; i < 50'000; ++i) {
    row.row = i + 1;
    row.enterprise.uscc = std::to_string(i);
    ASSERT_EQ(duplicates.look_up(row)->first_row, 0);
  }
  EXPECT_LE(duplicates.memory_bytes(), 50'000u * 50u);
  row.enterprise.uscc = "777";
  EXPECT_EQ(duplicates.look_up(row)->first_row, 778);
}

}  // namespace
}  // namespace qianqiao
