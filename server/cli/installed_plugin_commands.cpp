// plugin install, list, enable, disable, approve, secret, logs, jobs, replay, skip: the plugins of
// a server or of a data directory.
#include <stdlib.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>

#include "server/cli/commands.h"
#include "server/cli/folder_zip.h"
#include "server/cli/password_prompt.h"
#include "server/cli/text_table.h"

namespace qianqiao {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

struct Given {
  std::string source, name, version, county, job, reason, cursor, secret;
  bool forget = false;
  std::vector<std::string> hosts;
  int limit = 100;
};
using GivenPtr = std::shared_ptr<Given>;

std::string path_of(const Given& given, const std::string& below = "") {
  return "/api/v1/plugins/" + encoded(given.name) + below;
}

Request with_place(Request request, const Given& given) {
  if (!given.county.empty()) request.query.emplace_back("county", given.county);
  if (!given.version.empty()) request.query.emplace_back("version", given.version);
  return request;
}

std::string or_dash(const Json& item, const char* name) {
  const std::string text = field(item, name);
  return text.empty() ? "-" : text;
}

void print_plugins(const Json& items) {
  TextTable table({"县区", "插件", "版本", "启用", "熔断", "摘要"});
  for (const Json& item : items)
    table.add({field(item, "county"), field(item, "name"), field(item, "version"),
               field(item, "enabled") == "true" ? "是" : "否",
               field(item, "breaker") == "closed" ? "-" : "暂停至 " + or_dash(item, "retry_at"),
               field(item, "digest").substr(0, 12)});
  print(table.text());
}

void print_jobs(const Json& items) {
  TextTable table({"编号", "事项", "接入点", "版本", "状态", "次数", "失败", "说明"});
  for (const Json& item : items)
    table.add({field(item, "id"), field(item, "subject"), field(item, "hook"),
               field(item, "version"), field(item, "state"), field(item, "attempts"),
               field(item, "failure"), field(item, "detail")});
  print(table.text());
}

void ask_and(Session& session, Request request, const std::function<void(const Json&)>& then) {
  with_door(session, [&](Door& door) {
    const auto answer = ask(session, door, std::move(request));
    if (!answer) return;
    session.json ? print_json(*answer) : then(*answer);
  });
}

// A folder is packed first; the file of it is gone afterwards.
class Package {
 public:
  explicit Package(const std::string& source) : path_(source) {
    std::error_code problem;
    if (!fs::is_directory(source, problem)) return;
    std::string folder = (fs::temp_directory_path() / "qianqiao-XXXXXX").string();
    if (::mkdtemp(folder.data()) == nullptr) {
      packed_ = fail("cli.file_unwritable", {{"path", folder}, {"reason", "mkdtemp"}});
      return;
    }
    made_ = folder;
    path_ = folder + "/plugin.zip";
    packed_ = zip_folder(source, path_);
  }
  ~Package() {
    std::error_code ignored;
    if (!made_.empty()) fs::remove_all(made_, ignored);
  }
  Package(const Package&) = delete;
  Package& operator=(const Package&) = delete;
  const Result<void>& packed() const { return packed_; }
  const std::string& path() const { return path_; }

 private:
  std::string path_, made_;
  Result<void> packed_;
};

void install(Session& session, const Given& given) {
  if (!fs::exists(given.source))
    return report(session, {"plugin.folder_unreadable", {{"folder", given.source}}});
  const Package package(given.source);
  if (!package.packed()) return report(session, package.packed().error());
  Request request = post("/api/v1/plugins", "");
  request.content_type = "application/zip";
  request.upload_path = package.path();
  ask_and(session, with_place(std::move(request), given),
          [](const Json& answer) { print_plugins(Json::array({answer})); });
}

void list(Session& session, const Given& given) {
  ask_and(session, with_place(get("/api/v1/plugins"), given),
          [](const Json& answer) { print_plugins(answer["items"]); });
}

void enable(Session& session, const Given& given) {
  ask_and(session, with_place(post(path_of(given, "/enable"), ""), given),
          [](const Json& answer) { print_plugins(Json::array({answer})); });
}

void disable(Session& session, const Given& given) {
  ask_and(session, with_place(post(path_of(given, "/disable"), ""), given),
          [](const Json& answer) { print_plugins(Json::array({answer})); });
}

void approve(Session& session, const Given& given) {
  const Json body = {{"hosts", given.hosts}};
  ask_and(session, with_place(post(path_of(given, "/approve-hosts"), body.dump()), given),
          [](const Json& answer) { print_plugins(Json::array({answer})); });
}

void enter_secret(Session& session, const Given& given) {
  const std::string path = path_of(given, "/secrets/" + encoded(given.secret));
  std::string body;
  if (!given.forget) {
    const auto value = read_new_password(false);
    if (!value) return report(session, value.error());
    body = Json{{"value", *value}}.dump();
  }
  Request request = post(path, std::move(body));
  request.method = given.forget ? "DELETE" : "PUT";
  ask_and(session, with_place(std::move(request), given),
          [](const Json& answer) { print_plugins(Json::array({answer})); });
}

Request paged(Request request, const Given& given) {
  request.query.emplace_back("limit", std::to_string(given.limit));
  if (!given.cursor.empty()) request.query.emplace_back("cursor", given.cursor);
  return with_place(std::move(request), given);
}

void say_more(const Json& answer) {
  if (const std::string next = field(answer, "next_cursor"); !next.empty())
    say("还有更多 / more: --cursor " + next);
}

void logs(Session& session, const Given& given) {
  ask_and(session, paged(get(path_of(given, "/logs")), given), [](const Json& answer) {
    TextTable table({"时间", "版本", "调用", "级别", "内容"});
    for (const Json& item : answer["items"])
      table.add({field(item, "at"), field(item, "version"), field(item, "job"),
                 field(item, "level"), field(item, "text")});
    print(table.text());
    say_more(answer);
  });
}

void jobs(Session& session, const Given& given) {
  ask_and(session, paged(get(path_of(given, "/jobs")), given), [](const Json& answer) {
    print_jobs(answer["items"]);
    say_more(answer);
  });
}

void replay(Session& session, const Given& given) {
  ask_and(session,
          with_place(post(path_of(given, "/jobs/" + encoded(given.job) + "/replay"), ""), given),
          [](const Json& answer) { print_jobs(Json::array({answer})); });
}

void skip(Session& session, const Given& given) {
  const Json body = {{"reason", given.reason}};
  const std::string path = path_of(given, "/jobs/" + encoded(given.job) + "/skip");
  ask_and(session, with_place(post(path, body.dump()), given),
          [](const Json& answer) { print_jobs(Json::array({answer})); });
}

CLI::App* add(CLI::App& group, Session& session, const GivenPtr& given, const char* name,
              const char* help, void (*run)(Session&, const Given&)) {
  CLI::App* command = group.add_subcommand(name, help);
  add_door_options(*command, session);
  add_json_option(*command, session);
  add_actor_option(*command, session);
  command->add_option("--county", given->county, "县区代码 / code of a county");
  command->callback([&session, given, run] { run(session, *given); });
  return command;
}

}  // namespace

void add_installed_plugin_commands(CLI::App& plugin, Session& session) {
  const auto given = std::make_shared<Given>();
  add(plugin, session, given, "install", "安装目录或 ZIP 包 / install a folder or ZIP file",
      install)
      ->add_option("source", given->source, "目录或 ZIP / folder or ZIP file")
      ->required();
  add(plugin, session, given, "list", "列出已安装的 / what is installed", list);
  CLI::App* enabling =
      add(plugin, session, given, "enable", "启用一个版本 / call it from now on", enable);
  enabling->add_option("--version", given->version, "版本 / version; the newest otherwise");
  CLI::App* disabling = add(plugin, session, given, "disable", "停用 / call it no more", disable);
  CLI::App* approving = add(plugin, session, given, "approve",
                            "批准可访问的主机；不写则全部取消 / hosts it may reach", approve);
  CLI::App* entering =
      add(plugin, session, given, "secret",
          "填写密钥，从终端或标准输入读取 / enter a secret, read from the terminal or stdin",
          enter_secret);
  CLI::App* logging = add(plugin, session, given, "logs", "日志 / what it logged", logs);
  CLI::App* calling = add(plugin, session, given, "jobs", "调用记录 / its calls", jobs);
  CLI::App* replaying =
      add(plugin, session, given, "replay", "重新调用 / call a job again", replay);
  CLI::App* skipping =
      add(plugin, session, given, "skip", "不再调用，由人员办理 / leave a job to people", skip);
  for (CLI::App* command :
       {enabling, disabling, approving, entering, logging, calling, replaying, skipping})
    command->add_option("name", given->name, "插件 / plugin")->required();
  entering->add_option("secret", given->secret, "密钥的名字 / name of the secret")->required();
  entering->add_flag("--forget", given->forget, "删除 / forget it");
  approving->add_option("hosts", given->hosts, "主机 / hosts");
  for (CLI::App* command : {replaying, skipping})
    command->add_option("job", given->job, "调用编号 / id of the job")->required();
  skipping->add_option("--reason", given->reason, "理由 / why")->required();
  for (CLI::App* command : {logging, calling}) {
    command->add_option("--limit", given->limit, "至多几条 / at most")->capture_default_str();
    command->add_option("--cursor", given->cursor, "接着上一页 / after the last page");
  }
}

}  // namespace qianqiao
