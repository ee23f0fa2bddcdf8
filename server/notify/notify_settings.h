// What an administrator sets so that messages can leave. Plain values; reading them from a file is
// the command line's part.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "workflows/base/result.h"

namespace qianqiao {

// Where a secret lies: never in the settings themselves.
struct SecretSource {
  std::string file;         // its first line
  std::string environment;  // name of a variable
  bool is_set() const { return !file.empty() || !environment.empty(); }
  bool operator==(const SecretSource&) const = default;
};

// Errors: notify.secret_unreadable.
Result<std::string> read_secret(const SecretSource& source);

enum class MailSecurity { kNone, kStartTls, kTls };  // kTls: from the first byte (port 465)

struct SmtpSettings {
  std::string host;  // empty: no mail leaves
  std::uint16_t port = 587;
  MailSecurity security = MailSecurity::kStartTls;
  std::string user;  // empty: no AUTH
  SecretSource password;
  std::string from_address;
  std::string from_name;       // "信阳市融资协调机制办公室"; may be empty
  std::string hello_name;      // of this machine, said in EHLO; empty: the domain of from_address
  std::string ca_file;         // PEM, trusted beside the system's authorities; empty: those only
  int time_limit_ms = 30'000;  // of one whole delivery
  bool operator==(const SmtpSettings&) const = default;
};

struct WebhookSettings {
  std::vector<std::string> allowlist;  // see AddressPolicy; plain http goes to these only
  std::string ca_file;
  int time_limit_ms = 15'000;       // of one whole exchange
  int answer_limit_bytes = 65'536;  // no more of an answer's body is read
  bool operator==(const WebhookSettings&) const = default;
};

struct NotifySettings {
  SmtpSettings smtp;
  WebhookSettings webhook;
  bool operator==(const NotifySettings&) const = default;
};

// Everything that is wrong, not only the first: notify.setting_invalid each.
std::vector<Error> find_problems(const SmtpSettings& settings);
std::vector<Error> find_problems(const WebhookSettings& settings);
std::vector<Error> find_problems(const NotifySettings& settings);

}  // namespace qianqiao
