#include "server/store/account_table.h"

#include <limits>

#include "server/store/account_sql.h"
#include "server/store/columns.h"

namespace qianqiao {

namespace {

template <class Columns, class Row>
void session_columns(Columns& c, Row& row) {
  c.digest(row.token);
  c.text(row.person);
  c.integer(row.created_ms);
  c.integer(row.seen_ms);
  c.integer(row.expires_ms);
}

template <class Columns, class Row>
void sign_in_columns(Columns& c, Row& row) {
  c.text(row.person);
  c.integer(row.failures);
  c.integer(row.last_failed_ms);
  c.bytes(row.totp_secret);
  c.flag(row.totp_confirmed);
  c.integer(row.totp_last_step);
}

template <class Columns, class Row>
void api_key_body(Columns& c, Row& row) {
  c.digest(row.digest);
  c.text(row.hint);
  c.text(row.person);
  c.text(row.name);
  c.flag(row.may_write);
  c.text(row.created_by);
  c.integer(row.created_ms);
  c.integer(row.expires_ms);
  c.integer(row.revoked_ms);
  c.integer(row.last_used_ms);
}

template <class Columns, class Row>
void audit_body(Columns& c, Row& row) {
  c.integer(row.instant_ms);
  c.text(row.person);
  c.integer(row.api_key);
  c.text(row.action);
  c.text(row.object);
  c.text(row.detail);
  c.text(row.address);
}

ApiKeyRow fetch_api_key(Statement::Rows& rows) {
  ApiKeyRow row;
  Fetcher columns(rows);
  columns.integer(row.id);
  api_key_body(columns, row);
  return row;
}

}  // namespace

AccountTable::AccountTable(Connection& connection)
    : find_session_(connection, sql::kFindSession),
      insert_session_(connection, sql::kInsertSession),
      touch_session_(connection, sql::kTouchSession),
      delete_session_(connection, sql::kDeleteSession),
      delete_sessions_of_(connection, sql::kDeleteSessionsOf),
      delete_expired_(connection, sql::kDeleteExpiredSessions),
      find_sign_in_(connection, sql::kFindSignIn),
      put_sign_in_(connection, sql::kPutSignIn),
      find_key_(connection, sql::kFindApiKey),
      keys_(connection, sql::kApiKeys),
      insert_key_(connection, sql::kInsertApiKey),
      revoke_key_(connection, sql::kRevokeApiKey),
      touch_key_(connection, sql::kTouchApiKey),
      audit_(connection, sql::kAudit),
      audit_of_person_(connection, sql::kAuditOfPerson),
      audit_of_action_(connection, sql::kAuditOfAction),
      audit_of_both_(connection, sql::kAuditOfBoth),
      insert_audit_(connection, sql::kInsertAudit) {}

std::optional<SessionRow> AccountTable::session(const Digest& token) {
  auto rows = find_session_.bytes(as_bytes(token)).query();
  if (!rows.next()) return std::nullopt;
  SessionRow row;
  Fetcher columns(rows);
  session_columns(columns, row);
  return row;
}

std::optional<SignInRow> AccountTable::sign_in(const PersonId& person) {
  auto rows = find_sign_in_.text(person).query();
  if (!rows.next()) return std::nullopt;
  SignInRow row;
  Fetcher columns(rows);
  sign_in_columns(columns, row);
  return row;
}

std::optional<ApiKeyRow> AccountTable::api_key(const Digest& digest) {
  auto rows = find_key_.bytes(as_bytes(digest)).query();
  if (!rows.next()) return std::nullopt;
  return fetch_api_key(rows);
}

std::vector<ApiKeyRow> AccountTable::api_keys() {
  std::vector<ApiKeyRow> out;
  for (auto rows = keys_.query(); rows.next();) out.push_back(fetch_api_key(rows));
  return out;
}

std::vector<AuditRow> AccountTable::audit(std::string_view person, std::string_view action,
                                          std::int64_t before, int limit) {
  Statement& statement = !person.empty() && !action.empty() ? audit_of_both_
                         : !person.empty()                  ? audit_of_person_
                         : !action.empty()                  ? audit_of_action_
                                                            : audit_;
  if (!person.empty()) statement.text(person);
  if (!action.empty()) statement.text(action);
  statement.integer(before == 0 ? std::numeric_limits<std::int64_t>::max() : before);
  statement.integer(std::int64_t{limit});
  std::vector<AuditRow> out;
  for (auto rows = statement.query(); rows.next();) {
    Fetcher columns(rows);
    columns.integer(out.emplace_back().id);
    audit_body(columns, out.back());
  }
  return out;
}

void AccountTable::insert(const SessionRow& row) {
  Binder columns(insert_session_);
  session_columns(columns, row);
  insert_session_.run();
}

void AccountTable::touch_session(const Digest& token, Instant seen) {
  touch_session_.integer(to_milliseconds(seen)).bytes(as_bytes(token)).run();
}

void AccountTable::delete_session(const Digest& token) {
  delete_session_.bytes(as_bytes(token)).run();
}

void AccountTable::delete_sessions_of(const PersonId& person) {
  delete_sessions_of_.text(person).run();
}

void AccountTable::delete_expired_sessions(Instant now) {
  delete_expired_.integer(to_milliseconds(now)).run();
}

void AccountTable::put(const SignInRow& row) {
  Binder columns(put_sign_in_);
  sign_in_columns(columns, row);
  put_sign_in_.run();
}

std::int64_t AccountTable::insert(const ApiKeyRow& row) {
  Binder columns(insert_key_);
  api_key_body(columns, row);
  return insert_key_.run_for_id();
}

void AccountTable::revoke_api_key(std::int64_t id, Instant at) {
  revoke_key_.integer(to_milliseconds(at)).integer(id).run();
}

void AccountTable::touch_api_key(std::int64_t id, Instant used) {
  touch_key_.integer(to_milliseconds(used)).integer(id).run();
}

std::int64_t AccountTable::insert(const AuditRow& row) {
  Binder columns(insert_audit_);
  audit_body(columns, row);
  return insert_audit_.run_for_id();
}

}  // namespace qianqiao
