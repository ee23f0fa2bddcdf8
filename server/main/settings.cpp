#include "server/main/settings.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>

namespace qianqiao {
namespace {

struct Mistake {
  int line;
  std::string what;
};

void check_keys(const YAML::Node& map, std::initializer_list<std::string_view> known) {
  if (!map.IsMap()) throw Mistake{map.Mark().line, "应为一组 名称: 值 / a mapping belongs here"};
  for (const auto& item : map) {
    const auto name = item.first.as<std::string>();
    if (std::find(known.begin(), known.end(), name) == known.end())
      throw Mistake{item.first.Mark().line, name + ": 没有这一项 / unknown"};
  }
}

void take(const YAML::Node& map, const char* name, std::string& into) {
  if (map[name]) into = map[name].as<std::string>();
}

SecretSource secret_source(const YAML::Node& node) {
  check_keys(node, {"file", "environment"});
  SecretSource source;
  take(node, "file", source.file);
  take(node, "environment", source.environment);
  return source;
}

void read_smtp(const YAML::Node& node, SmtpSettings& smtp) {
  check_keys(node, {"host", "port", "security", "user", "password_file", "password_env",
                    "from_address", "from_name", "hello_name", "ca_file"});
  take(node, "host", smtp.host);
  if (node["port"]) smtp.port = node["port"].as<std::uint16_t>();
  if (const auto security = node["security"]) {
    const auto name = security.as<std::string>();
    if (name == "none")
      smtp.security = MailSecurity::kNone;
    else if (name == "starttls")
      smtp.security = MailSecurity::kStartTls;
    else if (name == "tls")
      smtp.security = MailSecurity::kTls;
    else
      throw Mistake{security.Mark().line, "security: none, starttls, tls"};
  }
  take(node, "user", smtp.user);
  take(node, "password_file", smtp.password.file);
  take(node, "password_env", smtp.password.environment);
  take(node, "from_address", smtp.from_address);
  take(node, "from_name", smtp.from_name);
  take(node, "hello_name", smtp.hello_name);
  take(node, "ca_file", smtp.ca_file);
}

void read_webhook(const YAML::Node& node, WebhookSettings& webhook) {
  check_keys(node, {"allowlist", "ca_file"});
  if (node["allowlist"]) webhook.allowlist = node["allowlist"].as<std::vector<std::string>>();
  take(node, "ca_file", webhook.ca_file);
}

Settings read(const YAML::Node& root) {
  Settings settings;
  if (root.IsNull()) return settings;
  check_keys(root,
             {"listen", "api_key_file", "signing_key_file", "smtp", "webhook", "webhook_secrets"});
  take(root, "listen", settings.listen);
  take(root, "api_key_file", settings.api_key_file);
  take(root, "signing_key_file", settings.signing_key_file);
  if (root["smtp"]) read_smtp(root["smtp"], settings.notify.smtp);
  if (root["webhook"]) read_webhook(root["webhook"], settings.notify.webhook);
  if (root["webhook_secrets"])
    for (const auto& item : root["webhook_secrets"])
      for (const auto& secret : item.second)
        settings.webhook_secrets[item.first.as<std::string>()].push_back(secret_source(secret));
  return settings;
}

}  // namespace

Result<Settings> read_settings(const std::string& path) {
  if (path.empty()) return Settings{};
  const auto malformed = [&](int line, const std::string& what) {
    return fail("settings.malformed",
                {{"path", path}, {"line", std::to_string(line + 1)}, {"what", what}});
  };
  try {
    return read(YAML::LoadFile(path));
  } catch (const Mistake& mistake) {
    return malformed(mistake.line, mistake.what);
  } catch (const YAML::Exception& problem) {
    return malformed(problem.mark.line, problem.msg);
  }
}

}  // namespace qianqiao
