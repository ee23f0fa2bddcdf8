// SQL text of saved views.
#pragma once

#include "server/store/statement.h"

namespace qianqiao::sql {

#define QIANQIAO_VIEW_COLUMNS "owner, page, name, query, role, place, created_ms"
#define QIANQIAO_VIEW_KINDS "tttttti"

inline constexpr Sql kInsertSavedView = {
    "INSERT INTO saved_view (" QIANQIAO_VIEW_COLUMNS
    ") VALUES (:owner, :page, :name, :query, :role, :place, :created_ms) RETURNING id",
    QIANQIAO_VIEW_KINDS, "i"};
inline constexpr Sql kUpdateSavedView = {
    "UPDATE saved_view SET owner = :owner, page = :page, name = :name, query = :query, "
    "role = :role, place = :place, created_ms = :created_ms WHERE id = :id",
    QIANQIAO_VIEW_KINDS "i"};
inline constexpr Sql kDeleteSavedView = {"DELETE FROM saved_view WHERE id = :id", "i"};
inline constexpr Sql kFindSavedView = {"SELECT id, " QIANQIAO_VIEW_COLUMNS
                                       " FROM saved_view WHERE id = :id",
                                       "i", "i" QIANQIAO_VIEW_KINDS};
inline constexpr Sql kSavedViewsOf = {"SELECT id, " QIANQIAO_VIEW_COLUMNS
                                      " FROM saved_view WHERE owner = :owner ORDER BY id",
                                      "t", "i" QIANQIAO_VIEW_KINDS};
inline constexpr Sql kSavedViewsShared = {
    "SELECT id, " QIANQIAO_VIEW_COLUMNS
    " FROM saved_view WHERE role = :role AND role <> '' ORDER BY id",
    "t", "i" QIANQIAO_VIEW_KINDS};

#undef QIANQIAO_VIEW_COLUMNS
#undef QIANQIAO_VIEW_KINDS

}  // namespace qianqiao::sql
