#include "server/intake/text_encoding.h"

#include <gtest/gtest.h>

#include "tests/unit/intake/files.h"

namespace qianqiao {
namespace {

Result<TextEncoding> detect(std::string_view bytes) {
  EncodingDetector detector;
  // In uneven pieces: a character may begin in one and end in the next.
  for (std::size_t at = 0; at < bytes.size(); at += 3) detector.add(bytes.substr(at, 3));
  return detector.conclude();
}

TEST(EncodingDetector, TellsUtf8FromGb18030) {
  const std::string text = "企业名称,所属县区\n信阳市豫申毛尖茶业有限公司,浉河区\n";
  EXPECT_EQ(detect(text).value(), TextEncoding::kUtf8);
  EXPECT_EQ(detect(test::gb18030(text)).value(), TextEncoding::kGb18030);
  EXPECT_EQ(detect("plain ascii").value(), TextEncoding::kUtf8);
  EXPECT_EQ(detect(test::gb18030("名称 𠮷野家 䶮")).value(), TextEncoding::kGb18030);
}

TEST(EncodingDetector, ToleratesAFewBrokenCharacters) {
  std::string text;
  for (int i = 0; i < 50; ++i) text += "信阳市浉河区";
  EXPECT_EQ(detect(text + "\xE4\xBD\n").value(), TextEncoding::kUtf8);
  EXPECT_EQ(detect(test::gb18030(text) + "\xFF\n").value(), TextEncoding::kGb18030);
}

TEST(EncodingDetector, LinesInAnotherEncodingDoNotDecideForTheRest) {
  const std::string text = "企业名称,所属县区\n信阳市豫申毛尖茶业有限公司,浉河区\n";
  EXPECT_EQ(detect(text + text + test::gb18030("新县茶场\n")).value(), TextEncoding::kUtf8);
  EXPECT_EQ(detect(test::gb18030("联通,浉河区")).value(), TextEncoding::kGb18030);
}

TEST(EncodingDetector, RefusesWhatIsNeither) {
  EXPECT_EQ(detect(std::string_view("\xFF\xFEn\0", 4)).error().code, "csv.utf16");
  EXPECT_EQ(detect(std::string_view("a,b\0c", 5)).error().code, "table.binary");
  EXPECT_EQ(detect("\xFF\xFF\x80\x80\xFF\xFF").error().code, "csv.encoding_unknown");
}

TEST(DecodeText, MarksWhatCannotBeRead) {
  bool invalid = false;
  EXPECT_EQ(decode_text(test::gb18030("浉河区"), TextEncoding::kGb18030, invalid), "浉河区");
  EXPECT_FALSE(invalid);
  EXPECT_EQ(decode_text("a\xFF\x62", TextEncoding::kUtf8, invalid), "a\uFFFD\x62");
  EXPECT_TRUE(invalid);
  invalid = false;
  decode_text("\xC4\xFF", TextEncoding::kGb18030, invalid);
  EXPECT_TRUE(invalid);
}

TEST(EncodeText, GoesThereAndBack) {
  bool invalid = false;
  for (const char* text : {"原因：未导入", "𠮷", "a,b", "䶮€"})
    EXPECT_EQ(
        decode_text(encode_text(text, TextEncoding::kGb18030), TextEncoding::kGb18030, invalid),
        text);
  EXPECT_FALSE(invalid);
}

TEST(FirstCharacters, NeverCutsOne) {
  EXPECT_EQ(first_characters("信阳市", 2), "信阳");
  EXPECT_EQ(first_characters("信", 5), "信");
  EXPECT_EQ(first_characters("", 1), "");
}

}  // namespace
}  // namespace qianqiao
