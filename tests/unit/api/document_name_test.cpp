#include "server/api/document_name.h"

#include <gtest/gtest.h>

namespace qianqiao {
namespace {

TEST(DocumentName, TakesWhatPeopleCallTheirFiles) {
  for (const char* name : {"营业执照.pdf", "a b (1).PDF", "<img src=x onerror=alert(1)>.png",
                           "合同“甲”.docx", "a;b\"c.txt"})
    EXPECT_TRUE(check_document_name(name)) << name;
  std::string longest;
  for (std::size_t i = 0; i < kLongestDocumentName; ++i) longest += "照";
  EXPECT_TRUE(check_document_name(longest));
  EXPECT_FALSE(check_document_name(longest + "片"));
}

TEST(DocumentName, RefusesPathsAndWhatIsNotSeen) {
  for (const std::string& name :
       {std::string(), std::string("a/b.pdf"), std::string("..\\b.pdf"), std::string("a\0.pdf", 6),
        std::string("a\nb.pdf"), std::string("a\x7F.pdf"), std::string(" a.pdf"),
        std::string("a.pdf "), std::string(".pdf"), std::string(".."), std::string("\xFF.pdf"),
        std::string("\xC2\x85.pdf"),
        std::string("exe.\xE2\x80\xAE"
                    "fdp"),
        std::string("a\xE2\x80\x8B.pdf"), std::string("a\xE2\x81\xA6.pdf"),
        std::string("a\xEF\xBB\xBF.pdf")}) {
    const auto checked = check_document_name(name);
    ASSERT_FALSE(checked) << name;
    EXPECT_EQ(checked.error().code, "document.name");
  }
}

TEST(DocumentName, IsGivenToOldAndNewClients) {
  EXPECT_EQ(attachment_called("a b.pdf"),
            "attachment; filename=\"a b.pdf\"; filename*=UTF-8''a%20b.pdf");
  EXPECT_EQ(attachment_called("证\".pdf"),
            "attachment; filename=\"__.pdf\"; filename*=UTF-8''%E8%AF%81%22.pdf");
}

}  // namespace
}  // namespace qianqiao
