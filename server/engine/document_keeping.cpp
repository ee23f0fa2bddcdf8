#include "server/engine/document_keeping.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "server/engine/authority.h"
#include "server/ports/document_records.h"
#include "workflows/domain/people.h"

namespace qianqiao {
namespace {

using nlohmann::json;

// The content is there, whole, for this subject, and is what the event says of it.
Result<void> check_upload(DocumentReads& documents, const SubjectRow& subject, const json& data,
                          std::string_view content) {
  const auto upload = content.empty() ? std::nullopt : documents.upload(content);
  const bool is_it = upload && upload->subject == subject.id &&
                     upload->size_bytes == data.value("size_bytes", std::int64_t{0}) &&
                     to_hex(upload->digest) == data.value("content_digest", "") &&
                     documents.stored_bytes(content) == upload->size_bytes;
  return is_it ? Result<void>() : fail("document.not_uploaded");
}

Result<void> check_room(DocumentReads& documents, const SubjectRow& subject, const json& data) {
  const auto kept = documents.of(subject.id);
  const auto here = static_cast<std::size_t>(std::count_if(
      kept.begin(), kept.end(), [](const KeptDocumentRow& row) { return !row.removed_ms; }));
  if (here >= kMostDocuments)
    return fail("document.too_many", {{"limit", std::to_string(kMostDocuments)}});
  // Its id is made of the request's key; the same key again was answered before.
  const std::string id = data.value("document", "");
  const bool taken = std::any_of(kept.begin(), kept.end(),
                                 [&](const KeptDocumentRow& row) { return row.id == id; });
  return taken ? fail("document.not_uploaded") : Result<void>();
}

bool is_of_task_force(const Directory& directory, const SubjectRow& subject, const PersonId& person,
                      Date today) {
  const auto appointments = directory.appointments(person, today);
  return std::any_of(appointments.begin(), appointments.end(), [&](const Appointment* one) {
    return one->role == roles::kTaskForce && covers(directory, *one, subject);
  });
}

const PersonId& principal_of(const PersonId& actor, const PersonId& acting_for) {
  return acting_for.empty() ? actor : acting_for;
}

Result<void> check_removal(DocumentReads& documents, const Directory& directory,
                           const SubjectRow& subject, const json& data, const Author& author,
                           Date today) {
  const std::string id = data.value("document", "");
  const auto row = documents.find(subject.id, id);
  if (!row || row->removed_ms) return fail("document.gone", {{"document", id}});
  const PersonId& remover = principal_of(author.actor, author.acting_for);
  if (may_remove_document(directory, subject, *row, remover, today)) return {};
  return fail("document.not_yours", {{"document", row->name}});
}

void add_document(Writer& writer, const HistoryRow& event, const json& data,
                  std::string_view upload) {
  KeptDocumentRow row = document_added_by(event, data);
  row.content = upload;
  writer.document_writes().insert(row);
  writer.document_writes().delete_upload(upload);
}

void remove_document(Writer& writer, const HistoryRow& event, const json& data) {
  auto row = writer.kept_documents().find(event.subject, data.value("document", ""));
  if (!row) return;
  writer.document_writes().erase_parts(row->content);
  row->content.clear();
  row->removed_by = event.actor;
  row->removed_ms = event.instant_ms;
  writer.document_writes().update(*row);
}

}  // namespace

bool may_remove_document(const Directory& directory, const SubjectRow& subject,
                         const KeptDocumentRow& row, const PersonId& remover, Date today) {
  return remover == row.added_by || remover == principal_of(row.added_by, row.added_for) ||
         is_of_task_force(directory, subject, remover, today);
}

KeptDocumentRow document_added_by(const HistoryRow& event, const json& data) {
  KeptDocumentRow row;
  row.subject = event.subject;
  row.id = data.value("document", "");
  row.name = data.value("name", "");
  row.kind = data.value("kind", "");
  row.media_type = data.value("media_type", "");
  row.size_bytes = data.value("size_bytes", std::int64_t{0});
  from_hex(data.value("content_digest", ""), row.digest);
  row.added_by = event.actor;
  row.added_for = event.acting_for;
  row.added_ms = event.instant_ms;
  row.sequence = event.sequence;
  return row;
}

Result<void> check_document_event(Reader& reader, const Directory& directory,
                                  const SubjectRow& subject, std::string_view event,
                                  const json& data, std::string_view upload, const Author& author,
                                  Date today) {
  DocumentReads& documents = reader.kept_documents();
  if (event == kDocumentRemoved)
    return check_removal(documents, directory, subject, data, author, today);
  if (event != kDocumentAdded) return {};
  if (auto there = check_upload(documents, subject, data, upload); !there) return there;
  return check_room(documents, subject, data);
}

void keep_document(Writer& writer, const HistoryRow& event, std::string_view upload) {
  if (event.event != kDocumentAdded && event.event != kDocumentRemoved) return;
  const json data = json::parse(event.data, nullptr, false);
  if (event.event == kDocumentAdded)
    add_document(writer, event, data, upload);
  else
    remove_document(writer, event, data);
}

void discard_upload(Writer& writer, std::string_view content) {
  if (!writer.kept_documents().upload(content)) return;  // it became a document
  writer.document_writes().erase_parts(content);
  writer.document_writes().delete_upload(content);
}

int sweep_uploads(Writer& writer, Instant before, int limit) {
  const auto left = writer.kept_documents().uploads(before, limit);
  for (const DocumentUploadRow& upload : left) discard_upload(writer, upload.content);
  return static_cast<int>(left.size());
}

std::string document_content(DocumentReads& documents, std::string_view content) {
  std::string whole;
  for (std::int64_t number = 0;; ++number) {
    const std::string part = documents.part(content, number);
    if (part.empty()) return whole;
    whole += part;
  }
}

}  // namespace qianqiao
