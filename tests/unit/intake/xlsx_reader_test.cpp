#include "server/intake/xlsx_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/intake/table_file.h"
#include "tests/unit/intake/files.h"

namespace qianqiao {
namespace {

using test::texts;
using test::Workbook;
using testing::ElementsAre;

struct XlsxReading : testing::Test {
  test::TemporaryFolder folder;
  Result<std::unique_ptr<TableReader>> open(const Workbook& book, std::string_view sheet = {}) {
    return open_table(folder.write("a.xlsx", book.bytes()), sheet);
  }
  std::vector<TableRow> rows(const Workbook& book) {
    auto reader = open(book);
    EXPECT_TRUE(reader.has_value()) << (reader ? "" : to_line(reader.error()));
    return reader ? test::read_all(**reader) : std::vector<TableRow>();
  }
  // The error of opening or of reading; "" for none.
  std::string failure(const Workbook& book, std::string_view sheet = {}) {
    auto reader = open(book, sheet);
    if (!reader) return reader.error().code;
    while (true) {
      TableRow row;
      const Result<bool> more = (*reader)->next(row);
      if (!more) return more.error().code;
      if (!*more) return "";
    }
  }
};

TEST_F(XlsxReading, TakesEveryFormOfCell) {
  Workbook book;
  book.rows =
      R"(<row r="2"><c r="A2" t="s"><v>1</v></c><c r="B2" t="inlineStr"><is><t>内联</t></is></c>)"
      R"(<c r="C2" t="str"><f>A1&amp;"x"</f><v>公式</v></c><c r="D2" t="b"><v>1</v></c>)"
      R"(<c r="E2"><v>13900000000</v></c><c r="F2" s="1"><v>44260</v></c>)"
      R"(<c r="G2" t="e"><v>#N/A</v></c><c r="I2"><f>1+1</f><v>2</v></c></row>)";
  book.shared_strings =
      R"(<si><t>不用</t></si><si><r><rPr><b/></rPr><t xml:space="preserve">富 </t></r><r><t>文本</t></r>)"
      R"(<rPh sb="0" eb="1"><t>フ</t></rPh><phoneticPr fontId="1"/></si>)";
  book.styles =
      R"(<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>)";
  const auto found = rows(book);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].number, 2);
  EXPECT_THAT(texts(found[0]), ElementsAre("富 文本", "内联", "公式", "TRUE", "13900000000",
                                           "2021-03-05", "#N/A", "", "2"));
  EXPECT_EQ(found[0].cells[6].kind, CellKind::kError);
  EXPECT_EQ(found[0].cells[5].kind, CellKind::kDate);
}

TEST_F(XlsxReading, TakesRowsAndCellsWithoutReference) {
  Workbook book;
  book.rows = "<row><c><v>1</v></c><c/><c><v>3</v></c></row><row/><row><c><v>4</v></c></row>";
  const auto found = rows(book);
  ASSERT_EQ(found.size(), 2u);
  EXPECT_THAT(texts(found[0]), ElementsAre("1", "", "3"));
  EXPECT_EQ(found[1].number, 3);
}

TEST_F(XlsxReading, CustomDateFormatsAndThe1904System) {
  Workbook book;
  book.rows =
      R"(<row r="1"><c r="A1" s="1"><v>42798</v></c><c r="B1" s="0"><v>42798</v></c></row>)";
  book.styles =
      R"(<numFmts count="1"><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts>)"
      R"(<cellXfs><xf numFmtId="0"/><xf numFmtId="176"/></cellXfs>)";
  book.workbook_properties = R"(<workbookPr date1904="1"/>)";
  const auto found = rows(book);
  EXPECT_THAT(texts(found[0]), ElementsAre("2021-03-05", "42798"));
}

TEST_F(XlsxReading, StrictNamespacePrefixesAndIsoDates) {
  Workbook book;
  book.rows = R"(<x:row r="1"><x:c r="A1" t="d"><x:v>2021-03-05T00:00:00</x:v></x:c></x:row>)";
  const auto found = rows(book);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_THAT(texts(found[0]), ElementsAre("2021-03-05"));
}

TEST_F(XlsxReading, ChoosesTheFirstVisibleSheetOrTheNamedOne) {
  Workbook book;
  book.rows = "<row><c><v>1</v></c></row>";
  book.sheets =
      R"(<sheet name="隐藏" state="hidden" sheetId="1" r:id="rId1"/><sheet name="可见" sheetId="2" r:id="rId4"/>)";
  book.more_parts["xl/worksheets/sheet2.xml"] =
      "<worksheet><sheetData><row><c><v>2</v></c></row></sheetData></worksheet>";
  EXPECT_EQ(rows(book)[0].cells[0].text, "2");
  auto named = open(book, "隐藏");
  EXPECT_EQ(test::read_all(**named)[0].cells[0].text, "1");
  EXPECT_EQ(failure(book, "没有"), "xlsx.no_such_sheet");
  book.sheets = R"(<sheet name="隐藏" state="veryHidden" sheetId="1" r:id="rId1"/>)";
  EXPECT_EQ(failure(book), "xlsx.no_visible_sheet");
}

TEST_F(XlsxReading, RefusesDoctypesEverywhere) {
  const std::string dtd =
      R"(<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>)";
  Workbook book;
  book.rows = "<row><c><v>1</v></c></row>";
  book.sheet_prolog = dtd;
  EXPECT_EQ(failure(book), "xlsx.doctype");
  book.sheet_prolog.clear();
  book.more_parts["xl/sharedStrings.xml"] = dtd + "<sst/>";
  EXPECT_EQ(failure(book), "xlsx.doctype");
  book.more_parts["xl/sharedStrings.xml"] = "<sst/>";
  EXPECT_EQ(failure(book), "");
}

TEST_F(XlsxReading, RefusesMalformedXml) {
  Workbook book;
  for (const std::string rows :
       {"<row><c><v>1</c></row>", "<row><c><v>&unknown;</v></c></row>", "<row>"}) {
    book.rows = rows;
    EXPECT_EQ(failure(book), "xlsx.malformed") << rows;
  }
  book.rows.clear();
  for (int i = 0; i < 100; ++i) book.rows += "<deep>";
  EXPECT_EQ(failure(book), "xlsx.malformed");
  std::string endless = "<row a='";
  for (int i = 0; i < 500'000; ++i) endless += std::to_string(i * 7919L);
  book.rows = endless + "'/>";
  EXPECT_EQ(failure(book), "xlsx.malformed");
}

TEST_F(XlsxReading, RefusesImpossibleReferences) {
  Workbook book;
  for (const std::string reference : {"XFE1", "ZZZZ1", "11"}) {
    book.rows = "<row r=\"1\"><c r=\"" + reference + "\"><v>1</v></c></row>";
    EXPECT_EQ(failure(book), "xlsx.bad_reference") << reference;
  }
  book.rows = "<row r=\"1\"><c r=\"XFD1\"><v>1</v></c></row>";
  EXPECT_EQ(failure(book), "");
}

TEST_F(XlsxReading, AStringThatIsNotThereIsAnErrorCell) {
  Workbook book;
  book.rows = R"(<row><c t="s"><v>5</v></c><c t="s"><v>-1</v></c><c t="s"><v>x</v></c></row>)";
  book.shared_strings = "<si><t>a</t></si>";
  const auto found = rows(book);
  ASSERT_EQ(found[0].cells.size(), 3u);
  for (const Cell& cell : found[0].cells) EXPECT_EQ(cell.kind, CellKind::kError);
}

TEST_F(XlsxReading, CutsACellThatIsTooLong) {
  Workbook book;
  std::string text;
  for (long i = 0; i < 1'000'000; ++i) text += static_cast<char>('a' + i * i % 26);
  for (int i = 0; i < 10; ++i) book.shared_strings += text;
  book.shared_strings = "<si><t>" + book.shared_strings + "</t></si><si><t>短</t></si>";
  book.rows = R"(<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row>)";
  const auto found = rows(book);
  EXPECT_TRUE(found[0].cells[0].too_long);
  EXPECT_EQ(found[0].cells[0].text.size(), kMaxCellCharacters);
  EXPECT_EQ(found[0].cells[1].text, "短");
  EXPECT_FALSE(found[0].cells[1].too_long);
}

TEST_F(XlsxReading, TellsOtherFilesApart) {
  const auto code = [&](std::string_view bytes) {
    const auto opened = open_table(folder.write("a.xlsx", bytes));
    return opened ? std::string() : opened.error().code;
  };
  const auto compound = [](std::string_view stream) {
    std::string bytes("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
    bytes.resize(1024, '\0');
    bytes[30] = 9;
    for (const char c : stream) (bytes += c) += '\0';
    bytes.resize(2048, '\0');
    return bytes;
  };
  EXPECT_EQ(code(""), "table.empty");
  EXPECT_EQ(code(compound("EncryptedPackage")), "xlsx.encrypted");
  EXPECT_EQ(code(compound("Workbook")), "table.xls");
  EXPECT_EQ(code(compound("WordDocument")), "table.binary");
  EXPECT_EQ(code(compound("").substr(0, 40)), "table.binary");
  EXPECT_EQ(code(std::string_view("\x09\x08\x10\x00\x00\x06", 6)), "table.xls");
  EXPECT_EQ(code("<html><table><tr><td>企业名称</td></tr></table></html>"), "table.html");
  EXPECT_EQ(code("%PDF-1.7\n%abc"), "table.binary");
  EXPECT_EQ(code(test::zip({{"word/document.xml", "<w/>"}})), "xlsx.no_workbook");
  EXPECT_EQ(code(test::zip({{"content.xml", "<o/>"}})), "table.ods");
  EXPECT_EQ(code(std::string_view("PK\x03\x04 cut off", 12)), "xlsx.truncated");
  EXPECT_EQ(open_table(folder.path(".")).error().code, "table.is_directory");
}

}  // namespace
}  // namespace qianqiao
