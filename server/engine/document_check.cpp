#include "server/engine/document_check.h"

#include <nlohmann/json.hpp>

#include "server/engine/document_keeping.h"
#include "server/ports/document_records.h"

namespace qianqiao {
namespace {

using nlohmann::json;
using Report = std::function<void(Difference)>;

constexpr int kMostLoose = 100;

// As history has it: what a stored row says beside is the store's own.
KeptDocumentRow as_history_has_it(KeptDocumentRow row) {
  row.content.clear();
  return row;
}

void check_content(DocumentReads& documents, const KeptDocumentRow& row, const std::string& where,
                   const Report& report) {
  const std::int64_t bytes = documents.stored_bytes(row.content);
  const std::string content = document_content(documents, row.content);
  if (bytes != row.size_bytes || static_cast<std::int64_t>(content.size()) != bytes)
    return report({"document.content_missing",
                   where,
                   {"材料内容不完整：应有 " + std::to_string(row.size_bytes) + " 字节，实有 " +
                        std::to_string(content.size()) + " 字节",
                    "its content is not whole: " + std::to_string(content.size()) + " of " +
                        std::to_string(row.size_bytes) + " bytes"}});
  if (sm3(content) != row.digest)
    report({"document.content_changed",
            where,
            {"材料内容与其摘要不符", "its content does not have its digest any more"}});
}

void check_row(DocumentReads& documents, const ExpectedDocument& expected,
               const KeptDocumentRow& stored, const Report& report) {
  const std::string where = stored.subject + " " + stored.id;
  if (as_history_has_it(stored) != expected.row)
    report(
        {"document.changed", where, {"材料的登记与历史不符", "its row is not what history says"}});
  if (!expected.removed) return check_content(documents, stored, where, report);
  if (!stored.content.empty())
    report({"document.content_kept",
            where,
            {"材料已移除，内容却仍保存", "it was removed; its content is still kept"}});
}

}  // namespace

void fold_document(ExpectedDocuments& documents, const HistoryRow& row) {
  if (row.event != kDocumentAdded && row.event != kDocumentRemoved) return;
  const json data = json::parse(row.data, nullptr, false);
  if (!data.is_object()) return;  // named already: the row cannot be replayed
  ExpectedDocument& document = documents[data.value("document", "")];
  if (row.event == kDocumentAdded) {
    document.row = document_added_by(row, data);
    return;
  }
  document.removed = true;
  document.row.removed_by = row.actor;
  document.row.removed_ms = row.instant_ms;
}

std::int64_t check_documents(Reader& reader, const SubjectId& subject,
                             const ExpectedDocuments& expected, const Report& report) {
  DocumentReads& documents = reader.kept_documents();
  const auto stored = documents.of(subject);
  std::size_t found = 0;
  for (const KeptDocumentRow& row : stored) {
    const auto wanted = expected.find(row.id);
    if (wanted == expected.end())
      report({"document.surplus",
              subject + " " + row.id,
              {"已保存而历史中没有依据", "it is stored; nothing in history asks for it"}});
    else
      check_row(documents, wanted->second, row, report), ++found;
  }
  if (found < expected.size())
    for (const auto& [id, document] : expected)
      if (!documents.find(subject, id))
        report({"document.missing",
                subject + " " + id,
                {"历史要求而未保存", "history asks for it; it is not stored"}});
  return static_cast<std::int64_t>(stored.size());
}

void check_loose_documents(Reader& reader, std::int64_t rows, const Report& report) {
  DocumentReads& documents = reader.kept_documents();
  if (const std::int64_t all = documents.count(); all != rows)
    report({"document.orphaned",
            std::to_string(all - rows),
            {"有材料不属于任何事项", "documents belong to no stored subject"}});
  for (const std::string& content : documents.loose_contents(kMostLoose))
    report({"document.content_loose",
            content,
            {"有内容不属于任何材料", "this content belongs to no document"}});
}

}  // namespace qianqiao
