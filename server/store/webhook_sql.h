// SQL text of webhooks.
#pragma once

#include "server/store/statement.h"

namespace qianqiao::sql {

#define QIANQIAO_WEBHOOK_COLUMNS                                                           \
  "organisation, name, url, enabled, secret, former_secret, former_until_ms, created_by, " \
  "created_ms, changed_ms, deleted_ms"
#define QIANQIAO_WEBHOOK_KINDS \
  "ttti"                       \
  "bbi"                        \
  "tiii"

inline constexpr Sql kInsertWebhook = {
    "INSERT INTO webhook (" QIANQIAO_WEBHOOK_COLUMNS
    ") VALUES (:organisation, :name, :url, :enabled, :secret, :former_secret, :former_until_ms, "
    ":created_by, :created_ms, :changed_ms, :deleted_ms) RETURNING id",
    QIANQIAO_WEBHOOK_KINDS, "i"};
inline constexpr Sql kUpdateWebhook = {
    "UPDATE webhook SET organisation = :organisation, name = :name, url = :url, "
    "enabled = :enabled, secret = :secret, former_secret = :former_secret, "
    "former_until_ms = :former_until_ms, created_by = :created_by, created_ms = :created_ms, "
    "changed_ms = :changed_ms, deleted_ms = :deleted_ms WHERE id = :id",
    QIANQIAO_WEBHOOK_KINDS "i"};
inline constexpr Sql kFindWebhook = {"SELECT id, " QIANQIAO_WEBHOOK_COLUMNS
                                     " FROM webhook WHERE id = :id",
                                     "i", "i" QIANQIAO_WEBHOOK_KINDS};
inline constexpr Sql kWebhooks = {"SELECT id, " QIANQIAO_WEBHOOK_COLUMNS
                                  " FROM webhook WHERE deleted_ms IS NULL ORDER BY id",
                                  "", "i" QIANQIAO_WEBHOOK_KINDS};
inline constexpr Sql kWebhooksOf = {
    "SELECT id, " QIANQIAO_WEBHOOK_COLUMNS
    " FROM webhook WHERE organisation = :organisation AND deleted_ms IS NULL ORDER BY id",
    "t", "i" QIANQIAO_WEBHOOK_KINDS};

#undef QIANQIAO_WEBHOOK_COLUMNS
#undef QIANQIAO_WEBHOOK_KINDS

}  // namespace qianqiao::sql
