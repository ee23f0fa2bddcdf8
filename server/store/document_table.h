// Documents of one connection, and their contents in parts.
#pragma once

#include "server/ports/document_records.h"
#include "server/store/statement.h"

namespace qianqiao {

class DocumentTable : public DocumentReads, public DocumentWrites {
 public:
  explicit DocumentTable(Connection& connection);

  std::optional<KeptDocumentRow> find(const SubjectId& subject, std::string_view id) override;
  std::vector<KeptDocumentRow> of(const SubjectId& subject) override;
  std::int64_t count() override;
  std::optional<DocumentUploadRow> upload(std::string_view content) override;
  std::vector<DocumentUploadRow> uploads(Instant before, int limit) override;
  std::string part(std::string_view content, std::int64_t number) override;
  std::int64_t stored_bytes(std::string_view content) override;
  std::vector<std::string> loose_contents(int limit) override;

  void insert(const KeptDocumentRow& row) override;
  void update(const KeptDocumentRow& row) override;
  void insert_upload(const DocumentUploadRow& row) override;
  void delete_upload(std::string_view content) override;
  void insert_part(std::string_view content, std::int64_t number, std::string_view bytes) override;
  void erase_parts(std::string_view content) override;

 private:
  Statement insert_, update_, find_, of_, count_;
  Statement insert_upload_, delete_upload_, upload_, uploads_;
  Statement insert_part_, blank_parts_, delete_parts_, part_, stored_bytes_, loose_;
};

}  // namespace qianqiao
