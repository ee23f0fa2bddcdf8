// Sessions, sign-in guards, API keys and the audit log of one connection.
#pragma once

#include <optional>
#include <vector>

#include "server/ports/store.h"
#include "server/store/statement.h"

namespace qianqiao {

class AccountTable {
 public:
  explicit AccountTable(Connection& connection);

  std::optional<SessionRow> session(const Digest& token);
  std::optional<SignInRow> sign_in(const PersonId& person);
  std::optional<ApiKeyRow> api_key(const Digest& digest);
  std::vector<ApiKeyRow> api_keys();
  std::vector<AuditRow> audit(std::string_view person, std::string_view action, std::int64_t before,
                              int limit);

  void insert(const SessionRow& row);
  void touch_session(const Digest& token, Instant seen);
  void delete_session(const Digest& token);
  void delete_sessions_of(const PersonId& person);
  void delete_expired_sessions(Instant now);
  void put(const SignInRow& row);
  std::int64_t insert(const ApiKeyRow& row);
  void revoke_api_key(std::int64_t id, Instant at);
  void touch_api_key(std::int64_t id, Instant used);
  std::int64_t insert(const AuditRow& row);

 private:
  Statement find_session_, insert_session_, touch_session_, delete_session_, delete_sessions_of_,
      delete_expired_;
  Statement find_sign_in_, put_sign_in_;
  Statement find_key_, keys_, insert_key_, revoke_key_, touch_key_;
  Statement audit_, audit_of_person_, audit_of_action_, audit_of_both_, insert_audit_;
};

}  // namespace qianqiao
