// user add, passwd, disable.
#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "server/cli/commands.h"
#include "server/cli/password_prompt.h"

namespace qianqiao {
namespace {

using Json = nlohmann::ordered_json;

struct Given {
  std::string user_name, name, organisation, email;
  std::vector<std::string> roles;
  bool password_stdin = false;
};
using GivenPtr = std::shared_ptr<Given>;

// ROLE or ROLE@SCOPE.
Json appointment(const std::string& text) {
  const auto at = text.find('@');
  if (at == std::string::npos) return {{"role", text}};
  return {{"role", text.substr(0, at)}, {"scope", text.substr(at + 1)}};
}

void add_user(Session& session, const Given& given) {
  const auto password = read_new_password(given.password_stdin);
  if (!password) return report(session, password.error());
  Json body = {{"user_name", given.user_name},
               {"name", given.name},
               {"organisation", given.organisation},
               {"password", *password},
               {"appointments", Json::array()}};
  if (!given.email.empty()) body["email"] = given.email;
  for (const std::string& role : given.roles) body["appointments"].push_back(appointment(role));
  with_door(session, [&](Door& door) {
    const auto answer = ask(session, door, post("/api/v1/people", body.dump()));
    if (!answer) return;
    session.json ? print_json(*answer) : say("已添加 / added " + given.user_name);
  });
}

void change_password(Session& session, const Given& given) {
  const auto password = read_new_password(given.password_stdin);
  if (!password) return report(session, password.error());
  const Json body = {{"password", *password}};
  with_door(session, [&](Door& door) {
    const auto path = "/api/v1/people/" + encoded(given.user_name) + "/password";
    if (ask(session, door, post(path, body.dump()))) say("密码已更改 / password changed");
  });
}

void disable_user(Session& session, const Given& given) {
  with_door(session, [&](Door& door) {
    const auto path = "/api/v1/people/" + encoded(given.user_name) + "/disable";
    if (ask(session, door, post(path, ""))) say("已停用 / disabled " + given.user_name);
  });
}

CLI::App* add(CLI::App& group, Session& session, const GivenPtr& given, const char* name,
              const char* help, void (*run)(Session&, const Given&)) {
  CLI::App* command = group.add_subcommand(name, help);
  command->add_option("user", given->user_name, "用户名 / user name")->required();
  add_door_options(*command, session);
  command->callback([&session, given, run] { run(session, *given); });
  return command;
}

}  // namespace

void add_user_commands(CLI::App& program, Session& session) {
  CLI::App* group = program.add_subcommand("user", "人员 / people");
  group->require_subcommand(1);
  const auto given = std::make_shared<Given>();
  CLI::App* adding = add(*group, session, given, "add", "添加 / add", add_user);
  adding->add_option("--name", given->name, "姓名 / name")->required();
  adding->add_option("--organisation", given->organisation, "所在机构编号 / organisation id")
      ->required();
  adding->add_option("--role", given->roles,
                     "职责，或 职责@范围（机构编号）/ ROLE or ROLE@SCOPE; may be repeated");
  adding->add_option("--email", given->email, "邮箱 / e-mail");
  add_json_option(*adding, session);
  CLI::App* passwd =
      add(*group, session, given, "passwd", "更改密码 / change a password", change_password);
  for (CLI::App* command : {adding, passwd})
    command->add_flag("--password-stdin", given->password_stdin,
                      "从标准输入读密码 / read the password from stdin");
  add(*group, session, given, "disable", "停用 / disable", disable_user);
}

}  // namespace qianqiao
