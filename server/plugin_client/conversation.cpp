#include "server/plugin_client/conversation.h"

#include <algorithm>
#include <csignal>
#include <set>

#include "plugins/protocol/verdict.h"
#include "server/plugin_client/secret_text.h"

namespace qianqiao {
namespace {

using Json = nlohmann::json;

constexpr int kOutOfMemory = 70;  // exit code of a host, as in plugins/host

protocol::Reply denied(const protocol::Ask& ask, const std::string& text) {
  return {ask.ask, protocol::Problem{"denied", text}};
}

protocol::Reply unavailable(const protocol::Ask& ask, const Error& error) {
  return {ask.ask, protocol::Problem{"unavailable", describe(error).advice.en}};
}

std::string name_of(const PluginName& plugin) { return plugin.name + " " + plugin.version; }

template <class... Visits>
struct Overloaded : Visits... {
  using Visits::operator()...;
};
template <class... Visits>
Overloaded(Visits...) -> Overloaded<Visits...>;

}  // namespace

CallOutcome Conversation::failed(HookFailure failure, const char* code, const std::string& what) {
  CallOutcome outcome;
  outcome.failure = failure;
  outcome.error = Error{code, {{"plugin", name_of(plugin_)}, {"what", what}}};
  outcome.logs = std::move(logs_);
  return outcome;
}

CallOutcome Conversation::ended() {
  const HostEnd end = host_.await_end();
  if (end.signal == SIGSYS)
    return failed(HookFailure::kDenied, "plugin.denied", "a forbidden system call");
  if (end.exit_code == kOutOfMemory)
    return failed(HookFailure::kCrash, "plugin.crash", "out of memory");
  const bool used_up = end.signal == SIGXCPU || end.signal == SIGKILL;
  if (used_up && !end.killed_by_us && end.cpu >= std::chrono::seconds(5))
    return failed(HookFailure::kTimeout, "plugin.timeout", "processor time used up");
  if (end.signal == SIGKILL && !end.killed_by_us)
    return failed(HookFailure::kCrash, "plugin.crash", "killed, most likely out of memory");
  return failed(HookFailure::kCrash, "plugin.crash",
                end.signal != 0 ? "signal " + std::to_string(end.signal)
                                : "its process ended with " + std::to_string(end.exit_code));
}

CallOutcome Conversation::lost(ChannelProblem problem) {
  switch (problem) {
    case ChannelProblem::kClosed:
      return ended();
    case ChannelProblem::kTooLarge:
      return failed(HookFailure::kBadAnswer, "plugin.bad_answer",
                    "more than " + std::to_string(manifest_.limits.message_kib) + " KiB");
    case ChannelProblem::kTimeout:
      break;
  }
  return failed(HookFailure::kTimeout, "plugin.timeout",
                "no answer within " + std::to_string(manifest_.limits.wall_ms) + " ms");
}

CallOutcome Conversation::refused(protocol::RefusalKind kind, const std::string& text) {
  switch (kind) {
    case protocol::RefusalKind::kRaised:
      return failed(HookFailure::kCrash, "plugin.crash", text);
    case protocol::RefusalKind::kDenied:
      return failed(HookFailure::kDenied, "plugin.denied", text);
    case protocol::RefusalKind::kBadAnswer:
      return failed(HookFailure::kBadAnswer, "plugin.bad_answer", text);
    case protocol::RefusalKind::kRefusal:
      break;
  }
  return failed(HookFailure::kRefusal, "plugin.refusal", text);
}

protocol::Reply Conversation::reply_to(const protocol::Ask& ask, const protocol::Http& http,
                                       Moment until) {
  const std::string host = host_of(http.url);
  const auto& hosts = manifest_.hosts;
  if (host.empty()) return denied(ask, "not an https address of a host by name: " + http.url);
  if (std::find(hosts.begin(), hosts.end(), host) == hosts.end())
    return denied(ask, host + " is not among permissions.hosts");
  if (!services_.is_approved(plugin_, host)) return denied(ask, host + " has not been approved");
  if (++requests_ > manifest_.limits.requests) return denied(ask, "too many requests in one call");
  std::map<std::string, std::string> used;
  const auto secrets = [&](const std::string& name) -> std::optional<std::string> {
    const auto& known = manifest_.secrets;
    if (std::find(known.begin(), known.end(), name) == known.end()) return std::nullopt;
    auto value = services_.secret(plugin_, name);
    if (value) used[name] = *value;
    return value;
  };
  const auto request = fill_in_secrets(http, secrets);
  if (!request) return denied(ask, describe(request.error()).advice.en);
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
      until - std::chrono::steady_clock::now());
  auto answer = services_.send(plugin_, *request, std::max(left, left.zero()));
  if (!answer && answer.error().code == "plugin.address_refused")
    return denied(ask, describe(answer.error()).advice.en);
  if (!answer) return unavailable(ask, answer.error());
  hide_secrets(*answer, used);
  return {ask.ask,
          Json{{"status", answer->status}, {"headers", answer->headers}, {"body", answer->body}}};
}

protocol::Reply Conversation::reply_to(const protocol::Ask& ask, Moment until) {
  return std::visit(
      Overloaded{[&](const protocol::Get& get) -> protocol::Reply {
                   const auto value = services_.stored(plugin_, get.key);
                   if (!value) return unavailable(ask, value.error());
                   return {ask.ask, Json{{"value", *value ? Json(**value) : Json(nullptr)}}};
                 },
                 [&](const protocol::Put& put) -> protocol::Reply {
                   const auto stored =
                       services_.store(plugin_, put.key, put.value, manifest_.limits.store_keys);
                   if (stored) return {ask.ask, Json::object()};
                   if (stored.error().code == "plugin.store_full")
                     return denied(ask, describe(stored.error()).advice.en);
                   return unavailable(ask, stored.error());
                 },
                 [&](const protocol::Http& http) { return reply_to(ask, http, until); }},
      ask.what);
}

std::optional<CallOutcome> Conversation::hear(protocol::HostMessage& message, Moment until) {
  for (;;) {
    const auto frame = host_.channel().receive(until);
    if (!frame) return lost(frame.error());
    if (++messages_ > kMostMessages)
      return failed(HookFailure::kBadAnswer, "plugin.bad_answer", "endless messages");
    auto read = protocol::read_host_message(*frame);
    if (!read)
      return failed(HookFailure::kBadAnswer, "plugin.bad_answer", read.error().params[0].second);
    if (const auto* log = std::get_if<protocol::Log>(&*read)) {
      if (logs_.size() < kMostLogLines) logs_.push_back({log->level, log->text});
    } else if (const auto* ask = std::get_if<protocol::Ask>(&*read)) {
      const auto sent = host_.channel().send(protocol::write(reply_to(*ask, until)), until);
      if (!sent) return lost(sent.error());
    } else {
      message = std::move(*read);
      return std::nullopt;
    }
  }
}

CallOutcome Conversation::check_hooks(const protocol::Ready& ready) {
  std::set<protocol::DeclaredHook> declared(ready.hooks.begin(), ready.hooks.end()), listed;
  for (const ManifestHook& hook : manifest_.hooks) listed.insert({hook.kind, hook.name, hook.at});
  const auto words = [](const protocol::DeclaredHook& hook) {
    return std::string(to_string(hook.kind)) + " " + hook.name +
           (hook.at.empty() ? "" : " at " + hook.at);
  };
  for (const auto& hook : listed)
    if (!declared.count(hook))
      return failed(HookFailure::kBadAnswer, "plugin.hooks_differ", "main.py lacks " + words(hook));
  for (const auto& hook : declared)
    if (!listed.count(hook))
      return failed(HookFailure::kBadAnswer, "plugin.hooks_differ",
                    "plugin.yaml lacks " + words(hook));
  return {{}, {}, {}, std::move(logs_), true};
}

CallOutcome Conversation::load(Moment until) {
  protocol::HostMessage message;
  for (;;) {
    if (auto failure = hear(message, until)) return *failure;
    if (const auto* boxed = std::get_if<protocol::Boxed>(&message)) {
      if (!boxed_.rung.empty()) break;
      boxed_ = *boxed;
    } else if (const auto* failure = std::get_if<protocol::Failed>(&message)) {
      if (boxed_.rung.empty())
        return failed(HookFailure::kUnavailable, "plugin.no_sandbox", failure->text);
      return refused(failure->kind, failure->text);
    } else if (const auto* ready = std::get_if<protocol::Ready>(&message)) {
      return check_hooks(*ready);
    } else {
      break;
    }
  }
  return failed(HookFailure::kBadAnswer, "plugin.bad_answer", "a message out of turn");
}

CallOutcome Conversation::call(const protocol::Call& call, const std::vector<SubjectId>& subjects,
                               Moment until) {
  if (const auto sent = host_.channel().send(protocol::write(call), until); !sent)
    return lost(sent.error());
  protocol::HostMessage message;
  if (auto failure = hear(message, until)) return *failure;
  if (const auto* answer = std::get_if<protocol::Answer>(&message);
      answer && answer->id == call.id) {
    auto verdict = protocol::check_verdict(call.kind, answer->verdict, subjects);
    if (verdict) return {{}, {}, std::move(*verdict), std::move(logs_), true};
    CallOutcome outcome =
        failed(HookFailure::kBadAnswer, "plugin.bad_answer", verdict.error().params[0].second);
    outcome.host_is_sound = true;
    return outcome;
  }
  if (const auto* no = std::get_if<protocol::Refused>(&message); no && no->id == call.id) {
    CallOutcome outcome = refused(no->kind, no->text);
    // Who tried what it may not is not asked again.
    outcome.host_is_sound = no->kind != protocol::RefusalKind::kDenied;
    return outcome;
  }
  return failed(HookFailure::kBadAnswer, "plugin.bad_answer", "a message out of turn");
}

}  // namespace qianqiao
