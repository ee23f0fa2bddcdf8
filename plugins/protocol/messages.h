// What the server and a plugin host say to each other: the one grammar. Every message is a JSON
// object in a frame (channel.h); unknown fields are refused.
//
//   server: start  {say, rungs: [RUNG], folder, sdk, uid, limits: {memory_mib, cpu_seconds,
//                   open_files, message_kib}}                     first and once
//           call   {say, id, kind, hook, now, input}              then any number, one at a time
//           reply  {say, ask, value} | {say, ask, problem: {code, text}}   to each `ask`
//   host:   boxed  {say, rung, layers: [TEXT]}    the sandbox is shut; no plugin code has run yet
//           ready  {say, hooks: [{kind, name, at}]}               the plugin is loaded
//           failed {say, at: sandbox|python|load, kind: KIND, text}   instead; then it ends
//           log    {say, level: info|warning|error, text}         during load and calls
//           ask    {say, ask, what: get|put|http, with: {…}}      during a call
//             get  {key} → {value: TEXT or null}
//             put  {key, value: TEXT or null} → {}
//             http {method, url, headers: {}, body, sign?} → {status, headers: {}, body}
//           answer {say, id, verdict}                             ends the call (verdict.h)
//           refused {say, id, kind: KIND, text}                   ends the call
//   KIND is refusal (it said no), raised (an exception it did not catch), denied (it tried what it
//   may not) or bad_answer (what it returned is no answer).
//
// A plugin lives in the same process as the host and may write what it likes to the channel: the
// server believes nothing that this header does not check. Only `boxed` comes before plugin code.
#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "workflows/base/result.h"
#include "workflows/domain/plugin_hook.h"

namespace qianqiao::protocol {

// --- what the server says

struct HostLimits {
  int memory_mib = 192;  // address space
  int cpu_seconds = 10;  // of a host's whole life between two renewals
  int open_files = 16;
  int message_kib = 256;  // a frame from the host
  bool operator==(const HostLimits&) const = default;
};

struct Start {
  std::vector<std::string> rungs;  // of the sandbox, best first; the host takes the first it can
  std::string folder;              // the plugin's
  std::string sdk;                 // the folder that holds the package qianqiao
  unsigned uid = 0;                // own user of this plugin; 0: the server is no root
  HostLimits limits;
  bool operator==(const Start&) const = default;
};

struct Call {
  std::int64_t id = 0;
  HookKind kind = HookKind::kStep;
  std::string hook;
  std::string now;    // RFC 3339
  std::string input;  // JSON object
};

struct Problem {
  std::string code;
  std::string text;
};

struct Reply {
  std::int64_t ask = 0;
  std::variant<nlohmann::json, Problem> outcome;
};

std::string write(const Start& start);
std::string write(const Call& call);
std::string write(const Reply& reply);

// --- what the host says

struct Boxed {
  std::string rung;
  std::vector<std::string> layers;
};

struct DeclaredHook {
  HookKind kind = HookKind::kStep;
  std::string name;
  std::string at;  // stage, event, form or schedule, as its kind has it; may be empty
  bool operator==(const DeclaredHook&) const = default;
  auto operator<=>(const DeclaredHook&) const = default;
};

struct Ready {
  std::vector<DeclaredHook> hooks;
};

enum class RefusalKind { kRefusal, kRaised, kDenied, kBadAnswer };
std::string_view to_string(RefusalKind kind);

struct Failed {
  std::string at;
  RefusalKind kind = RefusalKind::kRefusal;
  std::string text;
};

struct Log {
  std::string level;
  std::string text;
};

struct Get {
  std::string key;
};
struct Put {
  std::string key;
  std::optional<std::string> value;  // none: forget it
};
// A text that the server signs with a secret of the plugin and puts where {signature} stands.
struct Signing {
  std::string method;  // hmac-sha256-base64, sha256-hex
  std::string secret;  // its name
  std::string text;
};
struct Http {
  std::string method;  // GET, POST
  std::string url;
  std::map<std::string, std::string> headers;
  std::string body;
  std::optional<Signing> sign;
};
struct Ask {
  std::int64_t ask = 0;
  std::variant<Get, Put, Http> what;
};

struct Answer {
  std::int64_t id = 0;
  nlohmann::json verdict;
};

struct Refused {
  std::int64_t id = 0;
  RefusalKind kind = RefusalKind::kRefusal;
  std::string text;
};

using HostMessage = std::variant<Boxed, Ready, Failed, Log, Ask, Answer, Refused>;

// Errors: plugin.bad_answer, with what is wrong.
Result<HostMessage> read_host_message(std::string_view frame);

inline constexpr std::size_t kLongestLogLine = 4096;
inline constexpr std::size_t kLongestText = 8192;  // of a refusal
inline constexpr std::size_t kLongestKey = 200;
inline constexpr std::size_t kMostHooks = 64;

}  // namespace qianqiao::protocol
