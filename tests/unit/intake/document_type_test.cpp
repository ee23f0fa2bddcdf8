#include "server/intake/document_type.h"

#include <gtest/gtest.h>

#include "tests/unit/intake/files.h"

namespace qianqiao {
namespace {

constexpr char kSheet[] =
    R"(<Override ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>)";
constexpr char kText[] =
    R"(<Override ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>)";

struct DocumentTypes : testing::Test {
  test::TemporaryFolder folder;

  // The media type, or the code of what is wrong.
  std::string of(const std::string& name, std::string_view content) {
    const auto type = inspect_document(folder.write("content", content), name);
    return type ? *type : type.error().code;
  }
  std::string office(const std::string& name, const std::string& types,
                     const std::string& other_part = "other.xml") {
    return of(name, test::zip({{"[Content_Types].xml", types}, {other_part, "x"}}));
  }
};

TEST_F(DocumentTypes, AreToldFromTheContent) {
  EXPECT_EQ(of("a.pdf", "%PDF-1.7\n"), "application/pdf");
  EXPECT_EQ(of("照片.JPG", "\xFF\xD8\xFF\xE0rest"), "image/jpeg");
  EXPECT_EQ(of("照片.jpeg", "\xFF\xD8\xFF\xE0rest"), "image/jpeg");
  EXPECT_EQ(of("a.png", "\x89PNG\r\n\x1A\nrest"), "image/png");
  EXPECT_EQ(of("说明.txt", "企业已补交材料。\r\n"), "text/plain");
  EXPECT_EQ(office("a.xlsx", kSheet),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
  EXPECT_EQ(office("a.docx", kText),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document");
}

TEST_F(DocumentTypes, AreNotWhatTheNameSays) {
  EXPECT_EQ(of("a.pdf", "\xFF\xD8\xFF\xE0rest"), "document.extension");
  EXPECT_EQ(of("a.pdf.exe", "%PDF-1.7\n"), "document.extension");
  EXPECT_EQ(of("a.pdf", "MZ\x90\x01"), "document.type_refused");
  EXPECT_EQ(of("pdf", "%PDF-1.7\n"), "document.extension");
}

TEST_F(DocumentTypes, ThatSomethingWouldRunAreRefused) {
  for (const char* content : {"<!DOCTYPE html><p>x", " <svg xmlns='x'/>", "\xEF\xBB\xBF<html>",
                              "#!/bin/sh\n", "text <SCRIPT>alert(1)</SCRIPT>", "a\x01b",
                              "\x7f"
                              "ELF"})
    EXPECT_EQ(of("a.txt", content), "document.type_refused") << content;
  EXPECT_EQ(of("a.txt", "GBK \xD6\xD0\xCE\xC4"), "document.type_refused");
  EXPECT_EQ(of("a.txt", " \n"), "document.type_refused");
  EXPECT_EQ(of("a.zip", test::zip({{"a.txt", "x"}})), "document.type_refused");
  EXPECT_EQ(of("a.txt", ""), "document.empty");
}

TEST_F(DocumentTypes, WithMacrosAreRefusedWhateverTheyAreCalled) {
  const std::string enabled =
      R"(<Override ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/>)";
  EXPECT_EQ(office("a.xlsm", enabled), "document.macros");
  EXPECT_EQ(office("a.xlsx", kSheet, "xl/vbaProject.bin"), "document.macros");
  EXPECT_EQ(office("a.docx", kText, "word\\VBAPROJECT.BIN"), "document.macros");
}

TEST_F(DocumentTypes, OldLockedAndBrokenFilesGetTheirOwnAdvice) {
  EXPECT_EQ(of("a.doc", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1rest"), "document.locked");
  const std::string whole = test::zip({{"[Content_Types].xml", kSheet}});
  EXPECT_EQ(of("a.xlsx", std::string_view(whole).substr(0, whole.size() / 2)), "document.damaged");
}

TEST_F(DocumentTypes, ABombIsNoMoreThanAnError) {
  const std::string bomb(std::size_t{8} << 20, ' ');
  EXPECT_EQ(office("a.xlsx", kSheet + bomb), "document.damaged");
}

}  // namespace
}  // namespace qianqiao
