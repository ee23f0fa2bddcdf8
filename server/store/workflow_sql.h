// SQL text of workflow drafts and publications.
#pragma once

#include "server/store/statement.h"

namespace qianqiao::sql {

#define QIANQIAO_DRAFT_COLUMNS \
  "area, title, yaml, base_version, revision, state, author, approved_by, created_ms, changed_ms"
#define QIANQIAO_PUBLICATION_COLUMNS                                         \
  "area, version, yaml, draft, reverts, reason, published_by, approved_by, " \
  "published_ms, effective_on, in_force_ms"

inline constexpr Sql kInsertDraft = {
    "INSERT INTO workflow_draft (" QIANQIAO_DRAFT_COLUMNS
    ") VALUES (:area, :title, :yaml, :base_version, :revision, :state, :author, :approved_by, "
    ":created_ms, :changed_ms) RETURNING id",
    "ttttitttii", "i"};
inline constexpr Sql kUpdateDraft = {
    "UPDATE workflow_draft SET area = :area, title = :title, yaml = :yaml, "
    "base_version = :base_version, revision = :revision, state = :state, author = :author, "
    "approved_by = :approved_by, created_ms = :created_ms, changed_ms = :changed_ms "
    "WHERE id = :id",
    "ttttitttiii"};
inline constexpr Sql kFindDraft = {
    "SELECT id, " QIANQIAO_DRAFT_COLUMNS " FROM workflow_draft WHERE id = :id", "i", "ittttitttii"};
inline constexpr Sql kDraftsOf = {"SELECT id, " QIANQIAO_DRAFT_COLUMNS
                                  " FROM workflow_draft WHERE area = :area AND id < :before "
                                  "ORDER BY id DESC LIMIT :limit",
                                  "tii", "ittttitttii"};

inline constexpr Sql kInsertPublication = {
    "INSERT INTO workflow_publication (" QIANQIAO_PUBLICATION_COLUMNS
    ") VALUES (:area, :version, :yaml, :draft, :reverts, :reason, :published_by, :approved_by, "
    ":published_ms, :effective_on, :in_force_ms) RETURNING id",
    "tttiitttiii", "i"};
inline constexpr Sql kBringIntoForce = {
    "UPDATE workflow_publication SET in_force_ms = :in_force_ms WHERE id = :id", "ii"};
inline constexpr Sql kWithdrawWaiting = {
    "DELETE FROM workflow_publication WHERE area = :area AND in_force_ms IS NULL", "t"};
inline constexpr Sql kFindPublication = {"SELECT id, " QIANQIAO_PUBLICATION_COLUMNS
                                         " FROM workflow_publication WHERE id = :id",
                                         "i", "itttiitttiii"};
inline constexpr Sql kPublicationsOf = {
    "SELECT id, " QIANQIAO_PUBLICATION_COLUMNS
    " FROM workflow_publication WHERE area = :area AND id < :before ORDER BY id DESC LIMIT :limit",
    "tii", "itttiitttiii"};
inline constexpr Sql kNextEffectiveDay = {
    "SELECT effective_on FROM workflow_publication WHERE in_force_ms IS NULL "
    "ORDER BY effective_on, id LIMIT 1",
    "", "i"};
inline constexpr Sql kWaitingPublications = {
    "SELECT id, " QIANQIAO_PUBLICATION_COLUMNS
    " FROM workflow_publication WHERE in_force_ms IS NULL ORDER BY effective_on, id",
    "", "itttiitttiii"};

#undef QIANQIAO_DRAFT_COLUMNS
#undef QIANQIAO_PUBLICATION_COLUMNS

}  // namespace qianqiao::sql
