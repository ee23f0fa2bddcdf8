#include "server/report/report_workbook.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>

namespace qianqiao {
namespace {

namespace fs = std::filesystem;

class ReportWorkbook : public testing::Test {
 protected:
  ReportWorkbook() {
    std::string pattern = (fs::temp_directory_path() / "qianqiao-test-XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
  }
  ~ReportWorkbook() override { fs::remove_all(folder_); }
  fs::path folder_;
};

// What stands in it is read back by the functional test of reports, with another program's eyes.
TEST_F(ReportWorkbook, IsWrittenWhateverItsCellsHold) {
  const std::string out = folder_ / "report.xlsx";
  const ReportTable table{"=1+1",
                          {"名称", "数"},
                          {{std::string(40'000, 'x'), std::int64_t{1} << 60},
                           {std::string("茶").append(std::string(31'999, 'x')) + "业", -3}}};
  ASSERT_TRUE(write_report_workbook(table, out));
  EXPECT_GT(fs::file_size(out), 1000U);
  EXPECT_TRUE(write_report_workbook({}, folder_ / "empty.xlsx"));
}

TEST_F(ReportWorkbook, APlaceThatCannotBeWrittenIsTold) {
  const auto done = write_report_workbook({"t", {"a"}, {}}, folder_ / "nowhere" / "report.xlsx");
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, "store.unwritable");
}

}  // namespace
}  // namespace qianqiao
