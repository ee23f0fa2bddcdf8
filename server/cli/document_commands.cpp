// case documents, case document add|get|remove, and the same of referrals: files kept with them.
#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>

#include "server/cli/commands.h"
#include "server/cli/text_table.h"
#include "workflows/base/random.h"

namespace qianqiao {
namespace {

using Json = nlohmann::ordered_json;

struct Given {
  std::string resource;  // "/api/v1/cases"
  std::string id, document, file, name, kind, out, reason, acting_for, key;
};
using GivenPtr = std::shared_ptr<Given>;

std::string path_of(const Given& given) {
  return given.resource + "/" + encoded(given.id) + "/documents";
}

void print_documents(const Json& items) {
  TextTable table({"编号", "种类", "文件名", "字节", "添加人", "时间"});
  for (const Json& item : items)
    table.add({field(item, "document"), field(item, "kind"), field(item, "name"),
               field(item, "size_bytes"), field(item, "added_by_name"),
               field(item, "added").substr(0, 16)});
  print(table.text());
}

void list_documents(Session& session, const Given& given) {
  with_door(session, [&](Door& door) {
    const auto answer = ask(session, door, get(path_of(given)));
    if (!answer) return;
    session.json ? print_json(*answer) : print_documents((*answer)["items"]);
  });
}

void post_and_print(Session& session, Door& door, Request request, const Given& given) {
  request.idempotency_key = given.key.empty() ? Random::from_system().token(20) : given.key;
  const auto answer = ask(session, door, std::move(request));
  if (!answer) return;
  session.json ? print_json(*answer) : print_documents(Json::array({*answer}));
}

void add_document(Session& session, const Given& given) {
  std::error_code problem;
  if (!std::filesystem::is_regular_file(given.file, problem))
    return report(session, {"cli.file_unreadable", {{"path", given.file}}});
  with_door(session, [&](Door& door) {
    Request request = post(path_of(given), "");
    request.content_type = "application/octet-stream";
    request.upload_path = given.file;
    const std::string own_name = std::filesystem::path(given.file).filename().string();
    request.query.emplace_back("name", given.name.empty() ? own_name : given.name);
    request.query.emplace_back("kind", given.kind);
    if (!given.acting_for.empty()) request.query.emplace_back("acting_for", given.acting_for);
    ProgressBar bar("上传 upload");
    request.progress = [&bar](std::uint64_t done, std::uint64_t total) { bar.show(done, total); };
    post_and_print(session, door, std::move(request), given);
  });
}

void fetch_document(Session& session, const Given& given) {
  with_door(session, [&](Door& door) {
    const std::string path = path_of(given) + "/" + encoded(given.document);
    const auto answer = door.ask(get(path), given.out);
    if (!answer) return report(session, answer.error());
    if (answer->status >= 300)
      return (void)ask(session, door, get(path));  // asked again it says why
    say("已存到 / saved to " + given.out);
  });
}

void remove_document(Session& session, const Given& given) {
  Json body = {{"reason", given.reason}};
  if (!given.acting_for.empty()) body["acting_for"] = given.acting_for;
  with_door(session, [&](Door& door) {
    post_and_print(session, door,
                   post(path_of(given) + "/" + encoded(given.document) + "/remove", body.dump()),
                   given);
  });
}

CLI::App* add(CLI::App& group, Session& session, const GivenPtr& given, const char* name,
              const char* help, void (*run)(Session&, const Given&)) {
  CLI::App* command = group.add_subcommand(name, help);
  add_door_options(*command, session);
  add_json_option(*command, session);
  command->callback([&session, given, run] { run(session, *given); });
  command->add_option("id", given->id, "编号 / id of the case or referral")->required();
  return command;
}

void add_posting_options(CLI::App& command, Session& session, const GivenPtr& given) {
  add_actor_option(command, session);
  command.add_option("--for", given->acting_for, "代谁办理 / for whom, under a mandate");
  command.add_option("--key", given->key, "幂等键 / idempotency key");
}

}  // namespace

void add_document_commands(CLI::App& subject_group, Session& session, const std::string& resource) {
  const auto given = std::make_shared<Given>();
  given->resource = resource;
  add(subject_group, session, given, "documents", "材料 / its documents", list_documents);
  CLI::App* group = subject_group.add_subcommand("document", "一份材料 / one document");
  group->require_subcommand(1);

  CLI::App* adding =
      add(*group, session, given, "add",
          "添加：PDF、JPEG、PNG、XLSX、DOCX、TXT，至多 10 MiB / add a file", add_document);
  adding->add_option("file", given->file, "文件 / file")->required();
  adding
      ->add_option("--kind", given->kind,
                   "种类 / kind: licence 证照, consent 授权同意书, evidence 佐证材料, financial "
                   "财务资料, materials 银行要求的材料, bank_reply 银行答复, other 其他")
      ->required();
  adding->add_option("--name", given->name, "另取文件名 / another name for it");
  add_posting_options(*adding, session, given);

  CLI::App* fetching =
      add(*group, session, given, "get", "取出内容 / save its content", fetch_document);
  fetching->add_option("document", given->document, "材料编号 / document")->required();
  fetching->add_option("-o,--out", given->out, "存到 / save to")->required();

  CLI::App* removing = add(*group, session, given, "remove",
                           "移除并删除内容 / remove it and erase its content", remove_document);
  removing->add_option("document", given->document, "材料编号 / document")->required();
  removing->add_option("--reason", given->reason, "理由 / why")->required();
  add_posting_options(*removing, session, given);
}

}  // namespace qianqiao
