#include "plugins/protocol/messages.h"

#include <limits>

#include "plugins/protocol/channel.h"
#include "plugins/protocol/strict_reader.h"

namespace qianqiao::protocol {
namespace {

using Json = nlohmann::json;

constexpr std::int64_t kLargestId = std::numeric_limits<std::int64_t>::max();
constexpr std::size_t kLongestName = 100;
constexpr std::size_t kLongestUrl = 2048;
constexpr std::size_t kMostHeaders = 20;

// The whole message, or why not.
template <class Message>
Result<HostMessage> finished(StrictReader& reader, Message message) {
  if (auto fine = reader.finish(); !fine) return fail(fine.error());
  return HostMessage(std::move(message));
}

Result<HostMessage> read_boxed(StrictReader& reader) {
  Boxed boxed{reader.text("rung", kLongestName), {}};
  for (const Json& layer : reader.list("layers", 32)) {
    if (!layer.is_string())
      reader.wrong("names a layer that is no text");
    else
      boxed.layers.push_back(layer.get<std::string>());
  }
  return finished(reader, std::move(boxed));
}

Result<HostMessage> read_ready(StrictReader& reader) {
  Ready ready;
  for (const Json& item : reader.list("hooks", kMostHooks)) {
    StrictReader hook(item, "hook");
    const auto kind = hook_kind(hook.text("kind", kLongestName));
    if (!kind) hook.wrong("kind is not known");
    ready.hooks.push_back({kind.value_or(HookKind::kStep), hook.text("name", kLongestName),
                           hook.text("at", kLongestName)});
    if (auto fine = hook.finish(); !fine) return fail(fine.error());
  }
  return finished(reader, std::move(ready));
}

RefusalKind refusal_kind(StrictReader& reader) {
  const std::string kind = reader.one_of("kind", {"refusal", "raised", "denied", "bad_answer"});
  if (kind == "raised") return RefusalKind::kRaised;
  if (kind == "denied") return RefusalKind::kDenied;
  return kind == "bad_answer" ? RefusalKind::kBadAnswer : RefusalKind::kRefusal;
}

Result<HostMessage> read_failed(StrictReader& reader) {
  Failed failed;
  failed.at = reader.one_of("at", {"sandbox", "python", "load"});
  failed.kind = refusal_kind(reader);
  failed.text = reader.text("text", kLongestText);
  return finished(reader, std::move(failed));
}

Result<HostMessage> read_log(StrictReader& reader) {
  Log log{reader.one_of("level", {"info", "warning", "error"}),
          reader.text("text", kLongestLogLine)};
  return finished(reader, std::move(log));
}

Put read_put(StrictReader& with, std::size_t longest) {
  Put put{with.text("key", kLongestKey), std::nullopt};
  const Json* value = with.optional_node("value");
  if (!value)
    with.wrong("value is missing");
  else if (!value->is_null())
    put.value = with.text("value", longest);
  return put;
}

Http read_http(StrictReader& with, std::size_t longest) {
  Http http;
  http.method = with.one_of("method", {"GET", "POST"});
  http.url = with.text("url", kLongestUrl);
  http.body = with.text("body", longest);
  const Json& headers = with.object("headers");
  if (headers.size() > kMostHeaders) with.wrong("headers has too many entries");
  for (const auto& [name, value] : headers.items()) {
    if (!value.is_string() || value.get_ref<const std::string&>().size() > kLongestUrl)
      with.wrong("headers holds what is no short text");
    else
      http.headers[name] = value.get<std::string>();
  }
  if (const Json* sign = with.optional_node("sign")) {
    StrictReader reader(*sign, "sign");
    http.sign = Signing{reader.one_of("method", {"hmac-sha256-base64", "sha256-hex"}),
                        reader.text("secret", kLongestName), reader.text("text", kLongestText)};
    if (auto fine = reader.finish(); !fine) with.wrong("sign is not as it should be");
  }
  return http;
}

Result<HostMessage> read_ask(StrictReader& reader, std::size_t longest) {
  Ask ask;
  ask.ask = reader.integer("ask", 1, kLargestId);
  const std::string what = reader.one_of("what", {"get", "put", "http"});
  StrictReader with(reader.object("with"), "with");
  if (what == "get")
    ask.what = Get{with.text("key", kLongestKey)};
  else if (what == "put")
    ask.what = read_put(with, longest);
  else if (what == "http")
    ask.what = read_http(with, longest);
  else
    return finished(reader, std::move(ask));  // which says that it is not known
  if (auto fine = with.finish(); !fine) return fail(fine.error());
  return finished(reader, std::move(ask));
}

Result<HostMessage> read_answer(StrictReader& reader) {
  const std::int64_t id = reader.integer("id", 1, kLargestId);
  Answer answer{id, reader.object("verdict")};
  return finished(reader, std::move(answer));
}

Result<HostMessage> read_refused(StrictReader& reader) {
  Refused refused;
  refused.id = reader.integer("id", 1, kLargestId);
  refused.kind = refusal_kind(reader);
  refused.text = reader.text("text", kLongestText);
  return finished(reader, std::move(refused));
}

}  // namespace

std::string_view to_string(RefusalKind kind) {
  switch (kind) {
    case RefusalKind::kRaised:
      return "raised";
    case RefusalKind::kDenied:
      return "denied";
    case RefusalKind::kBadAnswer:
      return "bad_answer";
    case RefusalKind::kRefusal:
      break;
  }
  return "refusal";
}

std::string write(const Start& start) {
  return Json{{"say", "start"},
              {"rungs", start.rungs},
              {"folder", start.folder},
              {"sdk", start.sdk},
              {"uid", start.uid},
              {"limits",
               {{"memory_mib", start.limits.memory_mib},
                {"cpu_seconds", start.limits.cpu_seconds},
                {"open_files", start.limits.open_files},
                {"message_kib", start.limits.message_kib}}}}
      .dump();
}

std::string write(const Call& call) {
  // The input is JSON already: it is put in as it is, not read and written again.
  std::string frame = "{\"say\":\"call\",\"id\":" + std::to_string(call.id) + ",\"kind\":\"" +
                      std::string(to_string(call.kind)) + "\",\"hook\":" + Json(call.hook).dump() +
                      ",\"now\":" + Json(call.now).dump() + ",\"input\":";
  frame += call.input;
  frame += '}';
  return frame;
}

std::string write(const Reply& reply) {
  Json json = {{"say", "reply"}, {"ask", reply.ask}};
  if (const auto* problem = std::get_if<Problem>(&reply.outcome))
    json["problem"] = {{"code", problem->code}, {"text", problem->text}};
  else
    json["value"] = std::get<Json>(reply.outcome);
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<HostMessage> read_host_message(std::string_view frame) {
  if (!is_nested_within(frame, kDeepestMessage))
    return fail("plugin.bad_answer", {{"what", "nested too deeply"}});
  const Json json = Json::parse(frame, nullptr, /*allow_exceptions=*/false);
  if (json.is_discarded()) return fail("plugin.bad_answer", {{"what", "no JSON"}});
  StrictReader reader(json, "message");
  const std::string say = reader.text("say", kLongestName);
  if (say == "boxed") return read_boxed(reader);
  if (say == "ready") return read_ready(reader);
  if (say == "failed") return read_failed(reader);
  if (say == "log") return read_log(reader);
  if (say == "ask") return read_ask(reader, frame.size());
  if (say == "answer") return read_answer(reader);
  if (say == "refused") return read_refused(reader);
  return fail("plugin.bad_answer", {{"what", "an unknown message"}});
}

}  // namespace qianqiao::protocol
