// Ways in: passwords, with a lock after failures; a second factor; sessions; API keys. Tokens and
// keys are stored as digests only. Time here is the wall's: a simulated clock signs nobody out.
//
// Threads: any. Hashing is costly by design; at most a few passwords are checked at a time.
#pragma once

#include <array>
#include <chrono>
#include <functional>
#include <mutex>
#include <optional>
#include <semaphore>
#include <string>

#include "server/api/calendar_feeds.h"
#include "server/api/secret_box.h"
#include "server/api/viewer.h"
#include "server/engine/command_queue.h"
#include "server/ports/clock.h"
#include "server/ports/store.h"

namespace qianqiao {

class Accounts {
 public:
  static constexpr int kFreeFailures = 5;  // then each one doubles the wait
  static constexpr std::chrono::minutes kFirstWait{1};
  static constexpr std::chrono::hours kLongestWait{1};
  static constexpr std::chrono::hours kIdleSession{8}, kLongestSession{24};
  static constexpr std::size_t kLongestPassword = 1024;  // bytes

  // `directory` tells who there is, as of now.
  Accounts(Store& store, CommandQueue& queue, const Engine& engine, const Clock& wall,
           SecretBox box);

  struct Credentials {
    PersonId person;
    std::string password;
    std::string code;  // of the second factor; empty: not given
  };
  // A new session's token; one that the client had before is closed.
  // Errors: session.refused (name or password), session.locked, session.code_required,
  // session.code_refused, server.stopping.
  Result<std::string> open_session(const Credentials& credentials,
                                   const std::optional<Digest>& former);
  // Without a password: `admits` judges on the writing thread, so that nothing changes between its
  // yes and the session. Errors: its own, server.stopping.
  Result<std::string> open_session(const PersonId& person, const std::optional<Digest>& former,
                                   const std::function<Result<void>(Writer&)>& admits);
  // The session of this token, if it still holds.
  std::optional<SessionRow> session(std::string_view token);
  Result<void> close_session(const Digest& token);
  // What a page sends back in X-CSRF-Token: known only to who knows the token.
  static std::string csrf_token(std::string_view token);

  // The key, if it is in force. Noted as used, now and then.
  std::optional<ApiKeyRow> api_key(std::string_view key);
  // Does what somebody came in with still hold? For what stays open.
  bool is_still_in(const Viewer& viewer);
  struct NewKey {
    ApiKeyRow row;
    std::string key;  // shown once
  };
  Result<NewKey> create_key(ApiKeyRow wanted, std::chrono::days valid);

  // Changes one's own password. Errors: session.refused, password.too_short.
  Result<void> change_password(const PersonId& person, const std::string& old_password,
                               const std::string& new_password);

  // ---- The second factor (RFC 6238).
  // A new secret in base32, not in force before it is confirmed with a code.
  Result<std::string> propose_totp(const PersonId& person);
  Result<void> confirm_totp(const PersonId& person, const std::string& code);
  Result<void> drop_totp(const PersonId& person);
  Result<void> unlock(const PersonId& person);
  bool has_totp(const PersonId& person);
  bool is_locked(const PersonId& person);

  CalendarFeeds& calendar_feeds() { return feeds_; }  // links that show one's deadlines, no more

  Instant now() const { return wall_.now(); }
  const SecretBox& box() const { return box_; }

 private:
  struct Failures {  // of names that nobody has: answered like those that somebody has
    std::int64_t count = 0, last_ms = 0;
  };
  bool has_account(const PersonId& id) const;
  bool holds(const SessionRow& row) const;
  bool holds(const ApiKeyRow& row) const;
  // Counts a failure, and lets nobody try while locked.
  Result<void> verify_password(const PersonId& name, const std::string& password);
  Result<void> verify_unknown(const std::string& name, const std::string& password);
  Result<void> verify_code(const PersonId& person, const std::string& code);
  bool is_right(const std::string& hash, const std::string& password);
  std::optional<std::int64_t> locked_until(std::int64_t failures,
                                           std::optional<std::int64_t> last_ms) const;
  Result<void> change_sign_in(const PersonId& person,
                              const std::function<void(SignInRow&)>& change);
  SignInRow sign_in_of(const PersonId& person);
  Error locked(std::int64_t until_ms) const;

  Store& store_;
  CommandQueue& queue_;
  const Engine& engine_;
  const Clock& wall_;
  const SecretBox box_;
  CalendarFeeds feeds_;
  std::counting_semaphore<> hashing_{2};
  std::mutex unknown_mutex_;
  std::array<Failures, 1024> unknown_{};
};

}  // namespace qianqiao
