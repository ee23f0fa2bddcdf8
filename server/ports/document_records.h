// What the store keeps of documents (材料) of cases and referrals: what each is, and its content in
// parts, so that neither writing nor backing up a large file holds anybody up. A part of the
// store's port, in a header of its own.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "workflows/base/digest.h"
#include "workflows/base/ids.h"
#include "workflows/base/instant.h"

namespace qianqiao {

struct KeptDocumentRow {
  SubjectId subject;
  std::string id;  // of its subject's
  std::string name;
  std::string kind;  // "licence", …: events.yaml, document_kind
  std::string media_type;
  std::int64_t size_bytes = 0;
  Digest digest{};      // SM3 of its content
  std::string content;  // id of its parts; empty: it was removed and its content erased
  PersonId added_by;
  PersonId added_for;  // empty: for itself
  std::int64_t added_ms = 0;
  std::int64_t sequence = 0;  // of the history row that it was added by
  PersonId removed_by;
  std::optional<std::int64_t> removed_ms;
  bool operator==(const KeptDocumentRow&) const = default;
};

// A content whose parts are being written; it becomes a document's, or is erased.
struct DocumentUploadRow {
  std::string content;  // begins with its subject
  SubjectId subject;
  std::int64_t size_bytes = 0;
  Digest digest{};
  std::int64_t started_ms = 0;
  bool operator==(const DocumentUploadRow&) const = default;
};

class DocumentReads {
 public:
  virtual ~DocumentReads() = default;
  virtual std::optional<KeptDocumentRow> find(const SubjectId& subject, std::string_view id) = 0;
  // In the order of their adding; removed ones too.
  virtual std::vector<KeptDocumentRow> of(const SubjectId& subject) = 0;
  virtual std::int64_t count() = 0;  // of all subjects, removed ones too
  virtual std::optional<DocumentUploadRow> upload(std::string_view content) = 0;
  virtual std::vector<DocumentUploadRow> uploads(Instant before, int limit) = 0;  // oldest first
  // Parts are numbered 0, 1, 2, …; one that is not there is empty.
  virtual std::string part(std::string_view content, std::int64_t number) = 0;
  virtual std::int64_t stored_bytes(std::string_view content) = 0;  // of all its parts
  // Contents that are neither a document's nor an upload's. Reads the whole table.
  virtual std::vector<std::string> loose_contents(int limit) = 0;
};

class DocumentWrites {
 public:
  static constexpr std::size_t kPartBytes = 256 * 1024;  // at most, in one part

  virtual ~DocumentWrites() = default;
  virtual void insert(const KeptDocumentRow& row) = 0;
  virtual void update(const KeptDocumentRow& row) = 0;
  virtual void insert_upload(const DocumentUploadRow& row) = 0;
  virtual void delete_upload(std::string_view content) = 0;
  virtual void insert_part(std::string_view content, std::int64_t number,
                           std::string_view bytes) = 0;
  virtual void erase_parts(std::string_view content) = 0;  // nothing of them stays in the file
};

}  // namespace qianqiao
