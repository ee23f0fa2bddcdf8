// The rows of plugins and of webhooks: what a county or a bank joins to the house from outside.
#include "server/api/route_making.h"
#include "server/api/route_rows.h"
#include "server/api/routes.h"

namespace qianqiao {
namespace {

using namespace making;
using namespace roles;
namespace r = routes;

constexpr std::size_t kPluginBodyLimit = 8 * 1024 * 1024;

const Access kPluginReaders = only({kCountyAdministrator, kCityOffice});
const Access kReportReaders = only({kCountyAdministrator, kCountyOffice, kTaskForce, kCityOffice});
const Access kPluginKeepers = only({kCountyAdministrator});
const Access kWebhookKeepers =
    only({kSystemAdministrator, kSecurityAdministrator, kCountyAdministrator, kBankHead});

void add_plugin_job_routes(std::vector<Route>& table) {
  const auto add = adder(table);
  add(get("/api/v1/plugins/{name}/logs", kPluginReaders, {"limit", "cursor", "county"},
          {"插件日志，最新的在前", "what a plugin logged, newest first"}, r::list_plugin_log),
      ok("PluginLogLine[]"));
  add(get("/api/v1/plugins/{name}/jobs", kPluginReaders, {"limit", "cursor", "county"},
          {"插件的调用，最新的在前", "calls of a plugin, newest first"}, r::list_plugin_jobs),
      ok("PluginJob[]"));
  Route replay = order(kPost, "/api/v1/plugins/{name}/jobs/{id}/replay", kPluginKeepers,
                       {"重新调用", "call it again"}, r::replay_plugin_job);
  replay.parameters = {"county"};
  add(std::move(replay), ok("PluginJob"));
  add(post("/api/v1/plugins/{name}/jobs/{id}/skip", kPluginKeepers,
           {"不再调用，由人员办理", "not called any more: people do it"}, r::skip_plugin_job,
           {"county"}),
      ok("PluginJob"), "PluginJobSkip");
}

void add_plugin_table_routes(std::vector<Route>& table) {
  const auto add = adder(table);
  const Parameters period = {"county", "from", "to"};
  add(get("/api/v1/plugins/{name}/reports/{id}", kReportReaders, period,
          {"插件生成的报表", "a table that a plugin makes"}, r::make_plugin_report),
      ok("PluginReport"));
  add(get("/api/v1/plugins/{name}/reports/{id}/file", kReportReaders,
          {"county", "from", "to", "format"},
          {"下载插件生成的报表（format：csv 或 xlsx）", "the same as a file (format: csv or xlsx)"},
          r::fetch_plugin_report),
      ok("application/octet-stream"));
  add({kPost,
       "/api/v1/plugins/{name}/feedback",
       only({kBankContact}),
       BodyKind::kUpload,
       kPluginBodyLimit,
       {"county", "dry_run"},
       {"银行用自己的表格反馈，逐行登记", "a bank's own sheet of decisions, posted row by row"},
       r::import_plugin_feedback},
      ok("PluginFeedback"));
}

}  // namespace

void add_plugin_routes(std::vector<Route>& table) {
  const auto add = adder(table);
  add(get("/api/v1/plugins", kPluginReaders, {"county"}, {"已安装的插件", "installed plugins"},
          r::list_plugins),
      ok("Plugin[]"));
  add({kPost,
       "/api/v1/plugins",
       kPluginKeepers,
       BodyKind::kUpload,
       kPluginBodyLimit,
       {"county"},
       {"安装插件（ZIP）", "install a plugin from a ZIP file"},
       r::install_plugin},
      {{200, "Plugin"}, {201, "Plugin"}});
  add(get("/api/v1/plugins/{name}", kPluginReaders, {"county", "version"}, {"一个插件", "a plugin"},
          r::show_plugin),
      ok("Plugin"));
  const auto command = [&](std::string_view pattern, Text summary, Handler handler,
                           std::string_view answer) {
    Route route = order(kPost, pattern, kPluginKeepers, std::move(summary), handler);
    route.parameters = {"county", "version"};
    add(std::move(route), ok(answer));
  };
  command("/api/v1/plugins/{name}/check", {"检查插件目录", "look its folder over"}, r::check_plugin,
          "PluginCheck");
  command("/api/v1/plugins/{name}/enable", {"在本县区启用", "call it from now on"},
          r::enable_plugin, "Plugin");
  command("/api/v1/plugins/{name}/disable", {"停用", "call it no more"}, r::disable_plugin,
          "Plugin");
  Route trial = post("/api/v1/plugins/{name}/test", kPluginKeepers,
                     {"试运行：自带例子，或一个事项的副本；不保存",
                      "try it: its own cases, or a copy of a case; nothing is kept"},
                     r::test_plugin, {"county", "version"});
  trial.body = BodyKind::kOptionalJson;
  add(std::move(trial), ok("PluginTrial"), "PluginTrialInput");
  add(get("/api/v1/plugins/{name}/files", kPluginKeepers, {"county", "version"},
          {"插件的各个文件", "the files of a plugin"}, r::list_plugin_files),
      ok("PluginFiles"));
  add(post("/api/v1/plugins/{name}/edit", kPluginKeepers,
           {"改动几处，成为新版本；不启用", "change a few lines: a new version, not enabled"},
           r::edit_plugin, {"county", "version"}, kPluginBodyLimit),
      {{200, "Plugin"}, {201, "Plugin"}}, "PluginEdit");
  add(post("/api/v1/plugins/{name}/approve-hosts", kPluginKeepers,
           {"批准可以访问的主机", "which hosts it may reach"}, r::approve_plugin_hosts,
           {"county", "version"}),
      ok("Plugin"), "PluginHostsInput");
  const auto change = [&](std::string_view pattern, Text summary, Handler handler,
                          std::string_view input) {
    Route route = post(pattern, kPluginKeepers, std::move(summary), handler, {"county", "version"});
    route.method = kPut;
    add(std::move(route), ok("Plugin"), input);
  };
  change("/api/v1/plugins/{name}/settings",
         {"更改设置；不写的用清单中的值", "change settings; the manifest's apply otherwise"},
         r::change_plugin_settings, "PluginSettingsInput");
  change("/api/v1/plugins/{name}/channels",
         {"本县区的通知经其哪些通道发出；其余的取消",
          "by which of its notifiers the county's notices go; by others no more"},
         r::choose_plugin_channels, "PluginChannelsInput");
  change("/api/v1/plugins/{name}/secrets/{id}",
         {"填写密钥；填写后不再显示", "enter a secret; it is never shown again"},
         r::enter_plugin_secret, "PluginSecretInput");
  Route forgetting = order(kDelete, "/api/v1/plugins/{name}/secrets/{id}", kPluginKeepers,
                           {"删除密钥", "forget a secret"}, r::forget_plugin_secret);
  forgetting.parameters = {"county", "version"};
  add(std::move(forgetting), ok("Plugin"));
  add_plugin_job_routes(table);
  add_plugin_table_routes(table);
}

void add_webhook_routes(std::vector<Route>& table) {
  const auto add = adder(table);
  add(get("/api/v1/webhooks", kWebhookKeepers, {"organisation"},
          {"接收消息的地址", "where organisations' systems are told"}, r::list_webhooks),
      ok("Webhook[]"));
  add(post("/api/v1/webhooks", kWebhookKeepers,
           {"登记接收地址，生成密钥", "add one, with a secret"}, r::create_webhook),
      created("WebhookMade"), "WebhookInput");
  add(get("/api/v1/webhooks/{id}", kWebhookKeepers, {}, {"一个接收地址", "a webhook"},
          r::show_webhook),
      ok("Webhook"));
  Route change = post("/api/v1/webhooks/{id}", kWebhookKeepers, {"更改、停用或恢复", "change it"},
                      r::change_webhook);
  change.method = kPut;
  add(std::move(change), ok("Webhook"), "WebhookChange");
  add(order(kDelete, "/api/v1/webhooks/{id}", kWebhookKeepers, {"删除", "delete it"},
            r::delete_webhook),
      kNothing);
  Route rotate = post("/api/v1/webhooks/{id}/rotate", kWebhookKeepers,
                      {"更换密钥，过渡期内新旧并用", "a new secret; both sign for a while"},
                      r::rotate_webhook);
  rotate.body = BodyKind::kOptionalJson;
  add(std::move(rotate), ok("WebhookMade"), "WebhookRotation");
  add(order(kPost, "/api/v1/webhooks/{id}/test", kWebhookKeepers,
            {"发送一条测试消息", "send a message to try it"}, r::test_webhook),
      {{202, "WebhookDelivery"}});
  add(post("/api/v1/webhooks/{id}/replay", kWebhookKeepers,
           {"重发一条消息，或一段时间内的", "send a message again, or those of a time"},
           r::replay_webhook),
      {{202, "WebhookReplayed"}}, "WebhookReplay");
  add(get("/api/v1/webhooks/{id}/deliveries", kWebhookKeepers, kPage,
          {"投递记录", "its log of deliveries"}, r::list_webhook_deliveries),
      ok("WebhookDelivery[]"));
}

}  // namespace qianqiao
