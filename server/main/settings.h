// The server's settings file (--config): a JSON object; whatever is not said keeps its default.
//
//   {"listen": "127.0.0.1:8329",
//    "tls": {"certificate_file", "key_file"},
//    "web_root": the web application's files; default share/ beside the program
//    "trusted_proxies": ["127.0.0.1", "10.1.0.0/16"],  whose X-Forwarded-… is believed
//    "limits": {"connections", "connections_per_address", "threads", "head_seconds",
//               "idle_seconds", "json_seconds", "upload_seconds", "answer_seconds", "streams",
//               "streams_per_person", "heartbeat_seconds"},
//    "api_key_file": "/etc/qianqiao/api-key",          default DIR/api-key
//    "signing_key_file": "/etc/qianqiao/signing-key",  of daily checkpoints; default
//    DIR/signing-key "smtp": {"host", "port", "security": "none|starttls|tls", "user",
//    "password_file",
//             "password_environment", "from_address", "from_name", "hello_name", "ca_file"},
//    "log_level": "info",                              or warn (no lines of requests), error, off
//    "webhook": {"allowlist": ["…"], "ca_file"},
//    "plugins": {"relays": {"qyapi.weixin.qq.com": "10.1.2.3:8443"}},  gateways that requests of
//    plugins go through; their addresses stand on the webhook allowlist
//    "webhook_secrets": {"ORGANISATION": [{"file" or "environment"}, …]}}   newest first
//
// Secrets lie in files or in the environment, never in here.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "server/api/http_limits.h"
#include "server/notify/notify_settings.h"
#include "workflows/base/ids.h"

namespace qianqiao {

struct Settings {
  std::string listen = "127.0.0.1:8329";
  std::string tls_certificate_file, tls_key_file;
  std::vector<std::string> trusted_proxies;
  std::optional<std::string> web_root;
  HttpLimits http_limits;
  std::string api_key_file;
  std::string signing_key_file;
  std::string log_level = "info";
  NotifySettings notify;
  std::map<OrganisationId, std::vector<SecretSource>> webhook_secrets;
  std::map<std::string, std::string> plugin_relays;  // host → host:port
};

// An empty path gives the defaults. Errors: settings.malformed (file, what), cli.file_unreadable.
Result<Settings> read_settings(const std::string& path);

}  // namespace qianqiao
