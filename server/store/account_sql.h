// SQL text of accounts: sessions, sign-in guards, API keys, the audit log.
#pragma once

#include "server/store/statement.h"

namespace qianqiao::sql {

inline constexpr Sql kInsertSession = {
    "INSERT INTO session (token, person, created_ms, seen_ms, expires_ms) "
    "VALUES (:token, :person, :created_ms, :seen_ms, :expires_ms)",
    "btiii"};
inline constexpr Sql kFindSession = {
    "SELECT token, person, created_ms, seen_ms, expires_ms FROM session "
    "WHERE token = :token",
    "b", "btiii"};
inline constexpr Sql kTouchSession = {"UPDATE session SET seen_ms = :seen_ms WHERE token = :token",
                                      "ib"};
inline constexpr Sql kDeleteSession = {"DELETE FROM session WHERE token = :token", "b"};
inline constexpr Sql kDeleteSessionsOf = {"DELETE FROM session WHERE person = :person", "t"};
inline constexpr Sql kDeleteExpiredSessions = {"DELETE FROM session WHERE expires_ms <= :now_ms",
                                               "i"};

#define QIANQIAO_SIGN_IN_COLUMNS \
  "person, failures, last_failed_ms, totp_secret, totp_confirmed, totp_last_step"
inline constexpr Sql kPutSignIn = {
    "INSERT INTO sign_in (" QIANQIAO_SIGN_IN_COLUMNS
    ") VALUES (:person, :failures, :last_failed_ms, :totp_secret, :totp_confirmed, "
    ":totp_last_step) ON CONFLICT (person) DO UPDATE SET failures = excluded.failures, "
    "last_failed_ms = excluded.last_failed_ms, totp_secret = excluded.totp_secret, "
    "totp_confirmed = excluded.totp_confirmed, totp_last_step = excluded.totp_last_step",
    "tiibii"};
inline constexpr Sql kFindSignIn = {
    "SELECT " QIANQIAO_SIGN_IN_COLUMNS " FROM sign_in WHERE person = :person", "t", "tiibii"};
#undef QIANQIAO_SIGN_IN_COLUMNS

#define QIANQIAO_API_KEY_COLUMNS                                                            \
  "digest, hint, person, name, may_write, created_by, created_ms, expires_ms, revoked_ms, " \
  "last_used_ms"
#define QIANQIAO_API_KEY_KINDS \
  "bttti"                      \
  "tiiii"
inline constexpr Sql kInsertApiKey = {
    "INSERT INTO api_key (" QIANQIAO_API_KEY_COLUMNS
    ") VALUES (:digest, :hint, :person, :name, :may_write, :created_by, :created_ms, "
    ":expires_ms, :revoked_ms, :last_used_ms) RETURNING id",
    QIANQIAO_API_KEY_KINDS, "i"};
inline constexpr Sql kFindApiKey = {"SELECT id, " QIANQIAO_API_KEY_COLUMNS
                                    " FROM api_key WHERE digest = :digest",
                                    "b", "i" QIANQIAO_API_KEY_KINDS};
inline constexpr Sql kApiKeys = {"SELECT id, " QIANQIAO_API_KEY_COLUMNS " FROM api_key ORDER BY id",
                                 "", "i" QIANQIAO_API_KEY_KINDS};
#undef QIANQIAO_API_KEY_COLUMNS
#undef QIANQIAO_API_KEY_KINDS
inline constexpr Sql kRevokeApiKey = {
    "UPDATE api_key SET revoked_ms = :revoked_ms WHERE id = :id AND revoked_ms IS NULL", "ii"};
inline constexpr Sql kTouchApiKey = {
    "UPDATE api_key SET last_used_ms = :last_used_ms WHERE id = :id", "ii"};

#define QIANQIAO_AUDIT_COLUMNS "instant_ms, person, api_key, action, object, detail, address"
#define QIANQIAO_AUDIT_KINDS \
  "itit"                     \
  "ttt"
inline constexpr Sql kInsertAudit = {
    "INSERT INTO audit (" QIANQIAO_AUDIT_COLUMNS
    ") VALUES (:instant_ms, :person, :api_key, :action, :object, :detail, :address) RETURNING id",
    QIANQIAO_AUDIT_KINDS, "i"};
inline constexpr Sql kAudit = {"SELECT id, " QIANQIAO_AUDIT_COLUMNS
                               " FROM audit WHERE id < :before ORDER BY id DESC LIMIT :limit",
                               "ii", "i" QIANQIAO_AUDIT_KINDS};
inline constexpr Sql kAuditOfPerson = {
    "SELECT id, " QIANQIAO_AUDIT_COLUMNS
    " FROM audit WHERE person = :person AND id < :before ORDER BY id DESC LIMIT :limit",
    "tii", "i" QIANQIAO_AUDIT_KINDS};
inline constexpr Sql kAuditOfAction = {
    "SELECT id, " QIANQIAO_AUDIT_COLUMNS
    " FROM audit WHERE action = :action AND id < :before ORDER BY id DESC LIMIT :limit",
    "tii", "i" QIANQIAO_AUDIT_KINDS};
// Of one person one action: few enough to pick among the person's.
inline constexpr Sql kAuditOfBoth = {
    "SELECT id, " QIANQIAO_AUDIT_COLUMNS
    " FROM audit WHERE person = :person AND action = :action AND id < :before "
    "ORDER BY id DESC LIMIT :limit",
    "ttii", "i" QIANQIAO_AUDIT_KINDS};
#undef QIANQIAO_AUDIT_COLUMNS
#undef QIANQIAO_AUDIT_KINDS

}  // namespace qianqiao::sql
