// SQL text of progress links.
#pragma once

#include "server/store/statement.h"

namespace qianqiao::sql {

#define QIANQIAO_PROGRESS_LINK_COLUMNS "subject, code, made_by, made_ms, until_ms"
#define QIANQIAO_PROGRESS_LINK_KINDS "tbtii"

inline constexpr Sql kFindProgressLink = {"SELECT " QIANQIAO_PROGRESS_LINK_COLUMNS
                                          " FROM progress_link WHERE code = :code",
                                          "b", QIANQIAO_PROGRESS_LINK_KINDS};
inline constexpr Sql kProgressLinkOf = {"SELECT " QIANQIAO_PROGRESS_LINK_COLUMNS
                                        " FROM progress_link WHERE subject = :subject",
                                        "t", QIANQIAO_PROGRESS_LINK_KINDS};
inline constexpr Sql kPutProgressLink = {
    "INSERT INTO progress_link (" QIANQIAO_PROGRESS_LINK_COLUMNS
    ") VALUES (:subject, :code, :made_by, :made_ms, :until_ms) ON CONFLICT (subject) DO UPDATE SET "
    "code = excluded.code, made_by = excluded.made_by, made_ms = excluded.made_ms, "
    "until_ms = excluded.until_ms",
    QIANQIAO_PROGRESS_LINK_KINDS};
inline constexpr Sql kDeleteProgressLink = {"DELETE FROM progress_link WHERE subject = :subject",
                                            "t"};

#undef QIANQIAO_PROGRESS_LINK_COLUMNS
#undef QIANQIAO_PROGRESS_LINK_KINDS

}  // namespace qianqiao::sql
