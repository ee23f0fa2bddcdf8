// Documents (材料) of cases and referrals: their contents come in parts before the event, and the
// event makes a document of them. Its row and its event are one transaction, so that history never
// names a file that is not kept, and none is kept that history does not name.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "server/engine/decision_round.h"
#include "server/engine/directory.h"
#include "server/ports/document_records.h"
#include "server/ports/store.h"
#include "workflows/base/result.h"

namespace qianqiao {

inline constexpr char kDocumentAdded[] = "DocumentAdded";
inline constexpr char kDocumentRemoved[] = "DocumentRemoved";
inline constexpr std::size_t kMostDocuments = 50;  // of one subject, removed ones aside
inline constexpr std::int64_t kMostDocumentBytes = 10 * 1024 * 1024;

// May this event be carried out, with what is stored? Other events always may. `upload` is whose
// content is added. Errors: document.not_uploaded, document.too_many, document.gone,
// document.not_yours.
Result<void> check_document_event(Reader& reader, const Directory& directory,
                                  const SubjectRow& subject, std::string_view event,
                                  const nlohmann::json& data, std::string_view upload,
                                  const Author& author, Date today);
// Its adder may remove it, whoever that acted for, and the task force.
bool may_remove_document(const Directory& directory, const SubjectRow& subject,
                         const KeptDocumentRow& row, const PersonId& remover, Date today);
// Carries it out: the upload becomes a document, or a document's content is erased.
void keep_document(Writer& writer, const HistoryRow& event, std::string_view upload);

// What a DocumentAdded says of its document: the row without its content.
KeptDocumentRow document_added_by(const HistoryRow& event, const nlohmann::json& data);

// An upload that nobody will finish, and its parts.
void discard_upload(Writer& writer, std::string_view content);
// What processes left behind that began before this; at most so many. How many there were.
int sweep_uploads(Writer& writer, Instant before, int limit);

// The whole content of a document; as much of it as is there.
std::string document_content(DocumentReads& documents, std::string_view content);

}  // namespace qianqiao
