#include "server/main/settings.h"

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "server/api/json_input.h"

namespace qianqiao {
namespace {

using nlohmann::json;

void take(ObjectInput& input, const char* name, std::string& into) {
  if (input.has(name)) into = input.text(name);
}

Result<void> read_smtp(const json& value, SmtpSettings& smtp) {
  auto input = ObjectInput::of(value);
  if (!input) return fail(input.error());
  take(*input, "host", smtp.host);
  take(*input, "user", smtp.user);
  take(*input, "password_file", smtp.password.file);
  take(*input, "password_environment", smtp.password.environment);
  take(*input, "from_address", smtp.from_address);
  take(*input, "from_name", smtp.from_name);
  take(*input, "hello_name", smtp.hello_name);
  take(*input, "ca_file", smtp.ca_file);
  const std::int64_t port = input->integer("port").value_or(smtp.port);
  const std::string security = input->text("security");
  if (auto fine = input->finish(); !fine) return fine;
  if (port < 1 || port > 65535) return fail("http.wrong_type", {{"field", "port"}});
  smtp.port = static_cast<std::uint16_t>(port);
  if (security == "none")
    smtp.security = MailSecurity::kNone;
  else if (security == "tls")
    smtp.security = MailSecurity::kTls;
  else if (!security.empty() && security != "starttls")
    return fail("http.wrong_type", {{"field", "security"}});
  return {};
}

Result<void> read_texts(const json& array, const char* name, std::vector<std::string>& into) {
  for (const json& text : array) {
    if (!text.is_string()) return fail("http.wrong_type", {{"field", name}});
    into.push_back(text.get<std::string>());
  }
  return {};
}

Result<void> read_webhook(const json& value, WebhookSettings& webhook) {
  auto input = ObjectInput::of(value);
  if (!input) return fail(input.error());
  take(*input, "ca_file", webhook.ca_file);
  const json* allowlist = input->array("allowlist");
  if (auto fine = input->finish(); !fine) return fine;
  if (allowlist == nullptr) return {};
  return read_texts(*allowlist, "allowlist", webhook.allowlist);
}

Result<void> read_plugins(const json& value, Settings& settings) {
  auto input = ObjectInput::of(value);
  if (!input) return fail(input.error());
  const json* relays = input->object("relays");
  if (auto fine = input->finish(); !fine) return fine;
  if (relays == nullptr) return {};
  for (const auto& [host, relay] : relays->items()) {
    if (!relay.is_string()) return fail("http.wrong_type", {{"field", "relays"}});
    settings.plugin_relays[host] = relay.get<std::string>();
  }
  return {};
}

Result<void> read_tls(const json& value, Settings& settings) {
  auto input = ObjectInput::of(value);
  if (!input) return fail(input.error());
  settings.tls_certificate_file = input->required_text("certificate_file");
  settings.tls_key_file = input->required_text("key_file");
  return input->finish();
}

Result<void> read_limits(const json& value, HttpLimits& limits) {
  auto input = ObjectInput::of(value);
  if (!input) return fail(input.error());
  constexpr std::int64_t kMost = 1'000'000;
  std::string wrong;
  const auto number = [&](const char* name, std::int64_t least) -> std::optional<std::int64_t> {
    const auto given = input->integer(name);
    if (given && (*given < least || *given > kMost) && wrong.empty()) wrong = name;
    return given;
  };
  const auto take_count = [&](const char* name, int& into, int least) {
    if (const auto given = number(name, least)) into = static_cast<int>(*given);
  };
  const auto take_time = [&](const char* name, std::chrono::milliseconds& into) {
    if (const auto given = number(name, 1)) into = std::chrono::seconds(*given);
  };
  take_count("connections", limits.connections, 1);
  take_count("connections_per_address", limits.connections_per_address, 0);
  take_count("threads", limits.threads, HttpLimits::kFewestThreads);
  take_count("streams", limits.streams, 0);
  take_count("streams_per_person", limits.streams_per_person, 1);
  take_time("head_seconds", limits.head_time);
  take_time("idle_seconds", limits.idle_time);
  take_time("json_seconds", limits.json_time);
  take_time("upload_seconds", limits.upload_time);
  take_time("answer_seconds", limits.answer_time);
  take_time("heartbeat_seconds", limits.heartbeat);
  if (auto fine = input->finish(); !fine) return fine;
  if (!wrong.empty()) return fail("http.wrong_type", {{"field", wrong}});
  return {};
}

Result<void> read_secrets(const json& value, Settings& settings) {
  for (const auto& [organisation, sources] : value.items()) {
    if (!sources.is_array()) return fail("http.wrong_type", {{"field", organisation}});
    for (const json& item : sources) {
      auto input = ObjectInput::of(item);
      if (!input) return fail(input.error());
      SecretSource source{input->text("file"), input->text("environment")};
      if (auto fine = input->finish(); !fine) return fine;
      settings.webhook_secrets[organisation].push_back(std::move(source));
    }
  }
  return {};
}

Result<Settings> read(std::string_view text) {
  const auto parsed = parse_strictly(text);
  if (!parsed) return fail(parsed.error());
  auto input = ObjectInput::of(*parsed);
  if (!input) return fail(input.error());
  Settings settings;
  take(*input, "listen", settings.listen);
  take(*input, "api_key_file", settings.api_key_file);
  take(*input, "signing_key_file", settings.signing_key_file);
  if (input->has("web_root")) settings.web_root = input->text("web_root");
  const json* tls = input->object("tls");
  const json* proxies = input->array("trusted_proxies");
  const json* limits = input->object("limits");
  take(*input, "log_level", settings.log_level);
  const json* smtp = input->object("smtp");
  const json* webhook = input->object("webhook");
  const json* plugins = input->object("plugins");
  const json* secrets = input->object("webhook_secrets");
  Result<void> fine = input->finish();
  if (fine && tls != nullptr) fine = read_tls(*tls, settings);
  if (fine && proxies != nullptr)
    fine = read_texts(*proxies, "trusted_proxies", settings.trusted_proxies);
  if (fine && limits != nullptr) fine = read_limits(*limits, settings.http_limits);
  if (fine && smtp != nullptr) fine = read_smtp(*smtp, settings.notify.smtp);
  if (fine && webhook != nullptr) fine = read_webhook(*webhook, settings.notify.webhook);
  if (fine && plugins != nullptr) fine = read_plugins(*plugins, settings);
  if (fine && secrets != nullptr) fine = read_secrets(*secrets, settings);
  if (!fine) return fail(fine.error());
  return settings;
}

}  // namespace

Result<Settings> read_settings(const std::string& path) {
  if (path.empty()) return Settings{};
  std::ifstream file(path, std::ios::binary);
  std::stringstream content;
  if (!file || !(content << file.rdbuf())) return fail("cli.file_unreadable", {{"path", path}});
  auto settings = read(content.str());
  if (settings) return settings;
  const Text what = describe(settings.error()).advice;
  return fail("settings.malformed", {{"path", path}, {"what_zh", what.zh}, {"what_en", what.en}});
}

}  // namespace qianqiao
