#include "server/api/accounts.h"

#include <sodium.h>

#include "server/api/directory_input.h"
#include "server/api/password_hash.h"
#include "server/api/totp.h"
#include "workflows/base/digest.h"

namespace qianqiao {
namespace {

constexpr std::chrono::minutes kTouchEvery{1};  // a session's or key's last use is not that exact
constexpr std::size_t kTotpSecretBytes = 20;
constexpr std::string_view kKeyPrefix = "qk_";

// Of a name that nobody has: takes the time of a real one to check.
const std::string& nobodys_hash() {
  static const std::string hash = hash_password(random_token()).value_or("");
  return hash;
}

std::int64_t ms(std::chrono::milliseconds span) { return span.count(); }

}  // namespace

Accounts::Accounts(Store& store, CommandQueue& queue, const Engine& engine, const Clock& wall,
                   SecretBox box)
    : store_(store),
      queue_(queue),
      engine_(engine),
      wall_(wall),
      box_(std::move(box)),
      feeds_(store, queue, wall) {}

SignInRow Accounts::sign_in_of(const PersonId& person) {
  SignInRow none;
  none.person = person;
  return store_.reader()->sign_in(person).value_or(none);
}

// On the writing thread, so that two attempts at once count as two.
Result<void> Accounts::change_sign_in(const PersonId& person,
                                      const std::function<void(SignInRow&)>& change) {
  return queue_.record([&](Writer& writer) {
    SignInRow none;
    none.person = person;
    SignInRow row = writer.sign_in(person).value_or(none);
    change(row);
    writer.put_sign_in(row);
  });
}

std::optional<std::int64_t> Accounts::locked_until(std::int64_t failures,
                                                   std::optional<std::int64_t> last_ms) const {
  if (failures < kFreeFailures || !last_ms) return std::nullopt;
  const auto doublings = std::min<std::int64_t>(failures - kFreeFailures, 10);
  const std::int64_t wait = std::min(ms(kFirstWait) << doublings, ms(kLongestWait));
  const std::int64_t until = *last_ms + wait;
  return until > to_milliseconds(now()) ? std::optional(until) : std::nullopt;
}

Error Accounts::locked(std::int64_t until_ms) const {
  const std::int64_t seconds = (until_ms - to_milliseconds(now()) + 999) / 1000;
  return {"session.locked", {{"seconds", std::to_string(seconds)}}};
}

bool Accounts::is_right(const std::string& hash, const std::string& password) {
  hashing_.acquire();
  const bool right = is_password(hash, password);
  hashing_.release();
  return right;
}

Result<void> Accounts::verify_unknown(const std::string& name, const std::string& password) {
  const Digest digest = sm3(name);
  Failures& failures = unknown_[(digest[0] << 8 | digest[1]) % unknown_.size()];
  {
    const std::lock_guard lock(unknown_mutex_);
    if (const auto until = locked_until(failures.count, failures.last_ms))
      return fail(locked(*until));
  }
  (void)is_right(nobodys_hash(), password);
  const std::lock_guard lock(unknown_mutex_);
  ++failures.count;
  failures.last_ms = to_milliseconds(now());
  return fail("session.refused");
}

Result<void> Accounts::verify_password(const PersonId& name, const std::string& password) {
  if (password.size() > kLongestPassword) return fail("session.refused");
  const auto directory = engine_.directory();
  const Person* person = directory->person(name);
  if (person == nullptr || person->disabled || person->password_hash.empty())
    return verify_unknown(name, password);
  const SignInRow guard = sign_in_of(name);
  if (const auto until = locked_until(guard.failures, guard.last_failed_ms))
    return fail(locked(*until));
  if (is_right(person->password_hash, password)) return {};
  const auto counted = change_sign_in(name, [&](SignInRow& row) {
    ++row.failures;
    row.last_failed_ms = to_milliseconds(now());
  });
  return counted ? fail("session.refused") : counted;
}

Result<void> Accounts::verify_code(const PersonId& person, const std::string& code) {
  const SignInRow guard = sign_in_of(person);
  if (!guard.totp_confirmed) return {};
  if (code.empty()) return fail("session.code_required");
  const auto secret = box_.open(guard.totp_secret);
  bool right = false;
  const auto counted = change_sign_in(person, [&](SignInRow& row) {
    const auto step =
        secret ? matching_totp_step(*secret, code, now(), row.totp_last_step) : std::nullopt;
    right = step.has_value();
    if (right) row.totp_last_step = *step;
    if (right) return;
    ++row.failures;
    row.last_failed_ms = to_milliseconds(now());
  });
  if (!counted) return counted;
  return right ? Result<void>() : fail("session.code_refused");
}

Result<std::string> Accounts::open_session(const Credentials& credentials,
                                           const std::optional<Digest>& former) {
  if (auto right = verify_password(credentials.person, credentials.password); !right)
    return fail(right.error());
  if (auto right = verify_code(credentials.person, credentials.code); !right)
    return fail(right.error());
  return open_session(credentials.person, former, [&](Writer& writer) -> Result<void> {
    if (auto guard = writer.sign_in(credentials.person); guard && guard->failures > 0) {
      guard->failures = 0;
      writer.put_sign_in(*guard);
    }
    return {};
  });
}

Result<std::string> Accounts::open_session(const PersonId& person,
                                           const std::optional<Digest>& former,
                                           const std::function<Result<void>(Writer&)>& admits) {
  const std::string token = random_token();
  SessionRow row;
  row.token = sm3(token);
  row.person = person;
  row.created_ms = row.seen_ms = to_milliseconds(now());
  row.expires_ms = row.created_ms + ms(kLongestSession);
  Result<void> admitted;
  const auto done = queue_.record([&](Writer& writer) {
    if (admitted = admits(writer); !admitted) return;
    writer.delete_expired_sessions(now());
    if (former) writer.delete_session(*former);
    writer.insert_session(row);
  });
  if (!done) return fail(done.error());
  if (!admitted) return fail(admitted.error());
  return token;
}

bool Accounts::has_account(const PersonId& id) const {
  const auto directory = engine_.directory();
  const Person* person = directory->person(id);
  return person != nullptr && !person->disabled;
}

bool Accounts::holds(const SessionRow& row) const {
  const std::int64_t now_ms = to_milliseconds(now());
  return row.expires_ms > now_ms && row.seen_ms + ms(kIdleSession) > now_ms &&
         has_account(row.person);
}

bool Accounts::holds(const ApiKeyRow& row) const {
  return !row.revoked_ms && row.expires_ms > to_milliseconds(now()) && has_account(row.person);
}

bool Accounts::is_still_in(const Viewer& viewer) {
  const auto reader = store_.reader();
  if (viewer.session) {
    const auto row = reader->session(*viewer.session);
    return row && holds(*row);
  }
  if (viewer.api_key == 0) return true;  // the operator
  const auto keys = reader->api_keys();
  return std::any_of(keys.begin(), keys.end(),
                     [&](const ApiKeyRow& row) { return row.id == viewer.api_key && holds(row); });
}

std::optional<SessionRow> Accounts::session(std::string_view token) {
  if (token.empty()) return std::nullopt;
  const Digest digest = sm3(token);
  const auto row = store_.reader()->session(digest);
  if (!row || !holds(*row)) return std::nullopt;
  const std::int64_t now_ms = to_milliseconds(now());
  if (row->seen_ms + ms(kTouchEvery) <= now_ms)
    (void)queue_.record([&](Writer& writer) { writer.touch_session(digest, now()); });
  return row;
}

Result<void> Accounts::close_session(const Digest& token) {
  return queue_.record([&](Writer& writer) { writer.delete_session(token); });
}

std::string Accounts::csrf_token(std::string_view token) {
  return to_hex(sm3("csrf:" + std::string(token)));
}

std::optional<ApiKeyRow> Accounts::api_key(std::string_view key) {
  if (!key.starts_with(kKeyPrefix)) return std::nullopt;
  const auto row = store_.reader()->api_key(sm3(key));
  if (!row || !holds(*row)) return std::nullopt;
  const std::int64_t now_ms = to_milliseconds(now());
  if (!row->last_used_ms || *row->last_used_ms + ms(kTouchEvery) <= now_ms)
    (void)queue_.record([&](Writer& writer) { writer.touch_api_key(row->id, now()); });
  return row;
}

Result<Accounts::NewKey> Accounts::create_key(ApiKeyRow wanted, std::chrono::days valid) {
  NewKey made{std::move(wanted), std::string(kKeyPrefix) + random_token()};
  made.row.digest = sm3(made.key);
  made.row.hint = made.key.substr(0, kKeyPrefix.size() + 5);
  made.row.created_ms = to_milliseconds(now());
  made.row.expires_ms = made.row.created_ms + ms(valid);
  const auto done =
      queue_.record([&](Writer& writer) { made.row.id = writer.insert_api_key(made.row); });
  if (!done) return fail(done.error());
  return made;
}

Result<void> Accounts::change_password(const PersonId& person, const std::string& old_password,
                                       const std::string& new_password) {
  if (auto right = verify_password(person, old_password); !right) return right;
  if (auto fine = check_password(new_password); !fine) return fine;
  auto hash = hash_password(new_password);
  if (!hash) return fail(hash.error());
  try {
    queue_
        .run([&](Engine& engine) {
          const Person* known = engine.directory()->person(person);
          if (known == nullptr) return;
          Person changed = *known;
          changed.password_hash = *hash;
          engine.administer([&](Writer& writer) {
            writer.put_person(changed);
            writer.delete_sessions_of(person);
          });
        })
        .get();
  } catch (const std::future_error&) {
    return fail("server.stopping");
  }
  return {};
}

Result<std::string> Accounts::propose_totp(const PersonId& person) {
  if (has_totp(person)) return fail("totp.in_force");
  std::string secret(kTotpSecretBytes, '\0');
  randombytes_buf(secret.data(), secret.size());
  const auto done =
      change_sign_in(person, [&](SignInRow& row) { row.totp_secret = box_.seal(secret); });
  if (!done) return fail(done.error());
  return to_base32(secret);
}

Result<void> Accounts::confirm_totp(const PersonId& person, const std::string& code) {
  if (has_totp(person)) return fail("totp.in_force");
  const auto secret = box_.open(sign_in_of(person).totp_secret);
  if (!secret) return fail("totp.not_proposed");
  const auto step = matching_totp_step(*secret, code, now(), 0);
  if (!step) return fail("session.code_refused");
  return change_sign_in(person, [&](SignInRow& row) {
    row.totp_confirmed = true;
    row.totp_last_step = *step;
  });
}

Result<void> Accounts::drop_totp(const PersonId& person) {
  return change_sign_in(person, [](SignInRow& row) {
    row.totp_secret.clear();
    row.totp_confirmed = false;
  });
}

Result<void> Accounts::unlock(const PersonId& person) {
  return change_sign_in(person, [](SignInRow& row) { row.failures = 0; });
}

bool Accounts::has_totp(const PersonId& person) { return sign_in_of(person).totp_confirmed; }

bool Accounts::is_locked(const PersonId& person) {
  const SignInRow guard = sign_in_of(person);
  return locked_until(guard.failures, guard.last_failed_ms).has_value();
}

}  // namespace qianqiao
