// Are the documents that history names kept, and no others? Their rows, and their contents by size
// and digest.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>

#include "server/engine/verifier.h"
#include "server/ports/document_records.h"

namespace qianqiao {

// What a subject's history says of one document.
struct ExpectedDocument {
  KeptDocumentRow row;  // without its content
  bool removed = false;
};
using ExpectedDocuments = std::map<std::string, ExpectedDocument, std::less<>>;

// Folds a row of history; events of other kinds are nothing to it.
void fold_document(ExpectedDocuments& documents, const HistoryRow& row);

// Of one subject. How many rows are stored for it.
std::int64_t check_documents(Reader& reader, const SubjectId& subject,
                             const ExpectedDocuments& expected,
                             const std::function<void(Difference)>& report);
// Of what belongs to no subject: `rows` were found with theirs.
void check_loose_documents(Reader& reader, std::int64_t rows,
                           const std::function<void(Difference)>& report);

}  // namespace qianqiao
