#include "server/notify/notify_settings.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "server/notify/address_policy.h"
#include "server/notify/mail_text.h"

namespace qianqiao {
namespace {

constexpr int kShortestLimitMs = 10, kLongestLimitMs = 300'000;
constexpr int kLargestAnswerBytes = 10'000'000;

Error invalid(std::string setting, std::string value, Text expected) {
  return {"notify.setting_invalid",
          {{"setting", std::move(setting)},
           {"value", std::move(value)},
           {"expected_zh", std::move(expected.zh)},
           {"expected_en", std::move(expected.en)}}};
}

void check_limit(std::vector<Error>& problems, const std::string& setting, int value, int lowest,
                 int highest) {
  if (value >= lowest && value <= highest) return;
  const std::string low = std::to_string(lowest), high = std::to_string(highest);
  problems.push_back(invalid(setting, std::to_string(value),
                             {low + " 到 " + high + " 之间的整数", "from " + low + " to " + high}));
}

void check_ca_file(std::vector<Error>& problems, const std::string& setting,
                   const std::string& file) {
  std::error_code unreadable;
  if (file.empty() || std::filesystem::is_regular_file(file, unreadable)) return;
  problems.push_back(invalid(setting, file, {"可读的 PEM 证书文件", "a readable PEM file"}));
}

bool is_this_machine(const std::string& host) {
  return host == "localhost" || host == "127.0.0.1" || host == "::1";
}

void append(std::vector<Error>& problems, std::vector<Error> more) {
  for (Error& problem : more) problems.push_back(std::move(problem));
}

}  // namespace

Result<std::string> read_secret(const SecretSource& source) {
  if (!source.file.empty()) {
    std::ifstream in(source.file);
    std::string line;
    if (std::getline(in, line) && !trim(line).empty()) return std::string(trim(line));
    return fail("notify.secret_unreadable", {{"source", source.file}});
  }
  const char* value =
      source.environment.empty() ? nullptr : std::getenv(source.environment.c_str());
  if (value != nullptr && *value != '\0') return std::string(value);
  return fail("notify.secret_unreadable", {{"source", source.environment}});
}

std::vector<Error> find_problems(const SmtpSettings& s) {
  std::vector<Error> problems;
  if (s.host.empty()) return problems;  // no mail: nothing to judge
  if (!is_host_name(s.host) && !is_ip_address(s.host))
    problems.push_back(
        invalid("smtp.host", s.host, {"主机名或 IP 地址", "a host name or address"}));
  if (s.port == 0) problems.push_back(invalid("smtp.port", "0", {"1 到 65535", "1 to 65535"}));
  if (!is_mail_address(s.from_address))
    problems.push_back(invalid("smtp.from_address", s.from_address,
                               {"邮箱地址，如 office@example.cn", "like office@example.cn"}));
  if (!is_header_text(s.from_name))
    problems.push_back(invalid("smtp.from_name", "…", {"一行文字", "one line of text"}));
  if (!s.hello_name.empty() && !is_host_name(s.hello_name))
    problems.push_back(invalid("smtp.hello_name", s.hello_name, {"主机名", "a host name"}));
  if (!s.user.empty() && !s.password.is_set())
    problems.push_back(
        invalid("smtp.password", "",
                {"密码所在的文件或环境变量（设置了 smtp.user 时必填）",
                 "the file or environment variable that holds it, as smtp.user is set"}));
  if (!s.user.empty() && s.security == MailSecurity::kNone && !is_this_machine(s.host))
    problems.push_back(invalid("smtp.security", "none",
                               {"starttls 或 tls：密码不能明文发送",
                                "starttls or tls: a password never travels in the clear"}));
  check_limit(problems, "smtp.time_limit_ms", s.time_limit_ms, kShortestLimitMs, kLongestLimitMs);
  check_ca_file(problems, "smtp.ca_file", s.ca_file);
  return problems;
}

std::vector<Error> find_problems(const WebhookSettings& s) {
  std::vector<Error> problems;
  for (const std::string& entry : s.allowlist)
    if (const auto policy = AddressPolicy::from_allowlist({entry}); !policy)
      problems.push_back(policy.error());
  check_limit(problems, "webhook.time_limit_ms", s.time_limit_ms, kShortestLimitMs,
              kLongestLimitMs);
  check_limit(problems, "webhook.answer_limit_bytes", s.answer_limit_bytes, 0, kLargestAnswerBytes);
  check_ca_file(problems, "webhook.ca_file", s.ca_file);
  return problems;
}

std::vector<Error> find_problems(const NotifySettings& settings) {
  std::vector<Error> problems = find_problems(settings.smtp);
  append(problems, find_problems(settings.webhook));
  return problems;
}

}  // namespace qianqiao
