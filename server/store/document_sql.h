// SQL text of documents, of what is being written of them, and of their parts.
#pragma once

#include "server/store/statement.h"

namespace qianqiao::sql {

#define QIANQIAO_DOCUMENT_COLUMNS                                                           \
  "subject, id, name, kind, media_type, size_bytes, digest, content, added_by, added_for, " \
  "added_ms, sequence, removed_by, removed_ms"
#define QIANQIAO_DOCUMENT_KINDS "tttttibtttiiti"

inline constexpr Sql kInsertKeptDocument = {
    "INSERT INTO kept_document (" QIANQIAO_DOCUMENT_COLUMNS
    ") VALUES (:subject, :id, :name, :kind, :media_type, :size_bytes, :digest, :content, "
    ":added_by, :added_for, :added_ms, :sequence, :removed_by, :removed_ms)",
    QIANQIAO_DOCUMENT_KINDS};
inline constexpr Sql kUpdateKeptDocument = {
    "UPDATE kept_document SET content = :content, removed_by = :removed_by, "
    "removed_ms = :removed_ms WHERE subject = :subject AND id = :id",
    "ttitt"};
inline constexpr Sql kFindKeptDocument = {
    "SELECT " QIANQIAO_DOCUMENT_COLUMNS " FROM kept_document WHERE subject = :subject AND id = :id",
    "tt", QIANQIAO_DOCUMENT_KINDS};
inline constexpr Sql kKeptDocumentsOf = {
    "SELECT " QIANQIAO_DOCUMENT_COLUMNS
    " FROM kept_document WHERE subject = :subject ORDER BY sequence",
    "t", QIANQIAO_DOCUMENT_KINDS};
inline constexpr Sql kCountKeptDocuments = {"SELECT count(*) FROM kept_document", "", "i"};

#define QIANQIAO_UPLOAD_COLUMNS "content, subject, size_bytes, digest, started_ms"
#define QIANQIAO_UPLOAD_KINDS "ttibi"

inline constexpr Sql kInsertDocumentUpload = {
    "INSERT INTO document_upload (" QIANQIAO_UPLOAD_COLUMNS
    ") VALUES (:content, :subject, :size_bytes, :digest, :started_ms)",
    QIANQIAO_UPLOAD_KINDS};
inline constexpr Sql kDeleteDocumentUpload = {
    "DELETE FROM document_upload WHERE content = :content", "t"};
inline constexpr Sql kFindDocumentUpload = {"SELECT " QIANQIAO_UPLOAD_COLUMNS
                                            " FROM document_upload WHERE content = :content",
                                            "t", QIANQIAO_UPLOAD_KINDS};
inline constexpr Sql kDocumentUploadsBefore = {
    "SELECT " QIANQIAO_UPLOAD_COLUMNS
    " FROM document_upload WHERE started_ms < :before ORDER BY started_ms, content LIMIT :limit",
    "ii", QIANQIAO_UPLOAD_KINDS};

inline constexpr Sql kInsertDocumentPart = {
    "INSERT INTO document_part (content, number, bytes) VALUES (:content, :number, :bytes)", "tib"};
// The pages that a deletion frees keep what was in them: so zeros first, in their place.
inline constexpr Sql kBlankDocumentParts = {
    "UPDATE document_part SET bytes = zeroblob(length(bytes)) WHERE content = :content", "t"};
inline constexpr Sql kDeleteDocumentParts = {"DELETE FROM document_part WHERE content = :content",
                                             "t"};
inline constexpr Sql kFindDocumentPart = {
    "SELECT bytes FROM document_part WHERE content = :content AND number = :number", "ti", "b"};
inline constexpr Sql kStoredDocumentBytes = {
    "SELECT coalesce(sum(length(bytes)), 0) FROM document_part WHERE content = :content", "t", "i"};
inline constexpr Sql kLooseContents = {
    "SELECT DISTINCT content FROM document_part "
    "WHERE content NOT IN (SELECT content FROM kept_document) "
    "AND content NOT IN (SELECT content FROM document_upload) ORDER BY content LIMIT :limit",
    "i", "t"};

#undef QIANQIAO_UPLOAD_COLUMNS
#undef QIANQIAO_UPLOAD_KINDS
#undef QIANQIAO_DOCUMENT_COLUMNS
#undef QIANQIAO_DOCUMENT_KINDS

}  // namespace qianqiao::sql
