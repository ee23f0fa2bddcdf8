// Documents of cases and referrals: their rows, their contents in parts, and what is being written.
#include "server/ports/document_records.h"
#include "tests/conformance/store_suite.h"

namespace qianqiao {
namespace {

constexpr char kContent[] = "411502C000001-abc";

KeptDocumentRow a_document(const std::string& id, std::int64_t sequence) {
  KeptDocumentRow row;
  row.subject = "411502C000001";
  row.id = id;
  row.name = "营业执照.pdf";
  row.kind = "licence";
  row.media_type = "application/pdf";
  row.size_bytes = 5;
  row.digest = sm3("%PDF-");
  row.content = kContent;
  row.added_by = "zhang";
  row.added_for = "li";
  row.added_ms = 1000;
  row.sequence = sequence;
  return row;
}

TEST_P(StoreSuite, DocumentsOfASubjectComeInTheOrderOfTheirAdding) {
  const KeptDocumentRow second = a_document("D1", 7), first = a_document("D2", 3);
  KeptDocumentRow other = a_document("D1", 1);
  other.subject = "411502R1";
  write([&](Writer& w) {
    for (const auto& row : {second, first, other}) w.document_writes().insert(row);
  });
  const auto reader = store_->reader();
  EXPECT_EQ(reader->kept_documents().of("411502C000001"), (std::vector{first, second}));
  EXPECT_EQ(reader->kept_documents().find("411502C000001", "D1"), second);
  EXPECT_EQ(reader->kept_documents().find("411502C000001", "D9"), std::nullopt);
  EXPECT_EQ(reader->kept_documents().count(), 3);
}

TEST_P(StoreSuite, ARemovedDocumentStaysWithoutItsContent) {
  KeptDocumentRow row = a_document("D1", 1);
  write([&](Writer& w) {
    w.document_writes().insert(row);
    w.document_writes().insert_part(kContent, 0, "%PDF-");
  });
  row.content.clear();
  row.removed_by = "zhang";
  row.removed_ms = 2000;
  write([&](Writer& w) {
    w.document_writes().erase_parts(kContent);
    w.document_writes().update(row);
  });
  const auto reader = store_->reader();
  EXPECT_EQ(reader->kept_documents().find(row.subject, "D1"), row);
  EXPECT_EQ(reader->kept_documents().stored_bytes(kContent), 0);
}

TEST_P(StoreSuite, PartsAreReadAsTheyWereWritten) {
  const std::string large(DocumentWrites::kPartBytes, '\xFF'), zeros("\0x\0", 3);
  write([&](Writer& w) {
    w.document_writes().insert_part(kContent, 0, large);
    w.document_writes().insert_part(kContent, 1, zeros);
  });
  const auto reader = store_->reader();
  EXPECT_EQ(reader->kept_documents().part(kContent, 0), large);
  EXPECT_EQ(reader->kept_documents().part(kContent, 1), zeros);
  EXPECT_EQ(reader->kept_documents().part(kContent, 2), "");
  EXPECT_EQ(reader->kept_documents().stored_bytes(kContent),
            static_cast<std::int64_t>(large.size() + zeros.size()));
}

TEST_P(StoreSuite, ATooLargePartIsRefused) {
  const std::string large(DocumentWrites::kPartBytes + 1, 'x');
  EXPECT_THROW(write([&](Writer& w) { w.document_writes().insert_part(kContent, 0, large); }),
               StoreFailure);
}

TEST_P(StoreSuite, WhatBelongsToNoDocumentAndNoUploadIsNamed) {
  const DocumentUploadRow upload{"C-up", "411502C000001", 5, sm3("upper"), 500};
  write([&](Writer& w) {
    w.document_writes().insert(a_document("D1", 1));
    w.document_writes().insert_upload(upload);
    for (const char* content : {kContent, "C-up", "C-loose"})
      w.document_writes().insert_part(content, 0, "%PDF-");
  });
  EXPECT_EQ(store_->reader()->kept_documents().loose_contents(9),
            std::vector<std::string>{"C-loose"});
  EXPECT_EQ(store_->reader()->kept_documents().upload("C-up"), upload);
  EXPECT_EQ(store_->reader()->kept_documents().uploads(from_milliseconds(501), 9),
            std::vector{upload});
  EXPECT_TRUE(store_->reader()->kept_documents().uploads(from_milliseconds(500), 9).empty());
  write([&](Writer& w) { w.document_writes().delete_upload("C-up"); });
  EXPECT_EQ(store_->reader()->kept_documents().upload("C-up"), std::nullopt);
}

}  // namespace
}  // namespace qianqiao
