#include "server/main/plugin_notifying.h"

#include <nlohmann/json.hpp>

#include "server/engine/hook_table.h"
#include "server/notify/notify_error.h"

namespace qianqiao {
namespace {

using Json = nlohmann::json;

bool is_urgent(const std::string& notice) {
  return notice.find(".overdue") != std::string::npos ||
         notice.find(".escalate") != std::string::npos;
}

class ThroughPlugins final : public Notifier {
 public:
  explicit ThroughPlugins(StepRunner& runner) : runner_(runner) {}

  Result<Delivery> send(const MessageRow& message, Instant now) override {
    const auto channel = notice_channel(message.channel);
    if (!channel) return fail(misconfigured({"没有此通道", "there is no such channel"}));
    HookRequest request;
    request.job_id = message.stable_id;
    request.plugin = {channel->plugin, "", message.county};
    request.kind = HookKind::kNotifier;
    request.hook = channel->hook;
    request.now = now;
    request.input = Json{{"message",
                          {{"stable_id", message.stable_id},
                           {"title", message.subject_line},
                           {"text", message.body},
                           {"address", message.address},
                           {"urgent", is_urgent(message.notice)}}}}
                        .dump();
    const HookRun run = runner_.run(request);
    if (run.failure) {
      const Text words = describe(run.error).advice;
      return fail(refused(channel->plugin, words));
    }
    return judge(channel->plugin, Json::parse(run.verdict));
  }

 private:
  static Result<Delivery> judge(const std::string& plugin, const Json& verdict) {
    const std::string outcome = verdict.value("outcome", ""), reason = verdict.value("reason", "");
    if (outcome == "delivered") return Delivery{.delivered = true};
    if (outcome == "sent") return Delivery{.delivered = false};
    const Text words{reason, reason};
    if (outcome == "rejected") return fail(rejected(plugin, words));
    return fail(refused(plugin, words));
  }

  StepRunner& runner_;
};

}  // namespace

std::unique_ptr<Notifier> through_plugins(StepRunner& runner) {
  return std::make_unique<ThroughPlugins>(runner);
}

}  // namespace qianqiao
