// case, referral, slip: one subject, its history, what may be posted, posting.
#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>

#include "server/cli/commands.h"
#include "server/cli/text_table.h"
#include "workflows/base/ids.h"
#include "workflows/base/random.h"

namespace qianqiao {
namespace {

using Json = nlohmann::ordered_json;

struct Words {
  const char* command;   // "case"
  const char* resource;  // "/api/v1/cases"
  const char* help;
};

// What one subcommand was given; lives as long as the program.
struct Given {
  Words words;
  std::string id, event, data_json = "{}", acting_for, key, county, enterprise, enterprise_json,
                         case_id, referral_id, cursor;
  std::vector<std::pair<std::string, std::string>> filters;
  std::optional<std::int64_t> if_version;
  bool open_only = false;
  int limit = 100;
};
using GivenPtr = std::shared_ptr<Given>;

std::string path_of(const Given& given, const char* below = "") {
  return std::string(given.words.resource) + "/" + encoded(given.id) + below;
}

std::string first_line(const Json& json, const char* name) {
  const auto found = json.find(name);
  return found == json.end() || !found->is_object() ? "" : field(*found, "zh");
}

void list_subjects(Session& session, const Given& given) {
  with_door(session, [&](Door& door) {
    Request request = get(given.words.resource);
    for (const auto& [name, value] : given.filters)
      if (!value.empty()) request.query.emplace_back(name, value);
    if (given.open_only) request.query.emplace_back("open", "1");
    if (!given.cursor.empty()) request.query.emplace_back("cursor", given.cursor);
    request.query.emplace_back("limit", std::to_string(given.limit));
    const auto answer = ask(session, door, std::move(request));
    if (!answer) return;
    if (session.json) return print_json(*answer);
    TextTable table({"编号", "状态", "版本", "县区", "经营主体", "开始"});
    for (const Json& item : (*answer)["items"])
      table.add({field(item, "id"), field(item, "state"), field(item, "version"),
                 field(item, "county"), field(item, "enterprise_name"),
                 field(item, "opened").substr(0, 10)});
    print(table.text());
    if (const std::string next = field(*answer, "next_cursor"); !next.empty())
      say("还有更多 / more: --cursor " + next);
  });
}

void print_subject(const Json& subject) {
  static const std::vector<std::pair<const char*, const char*>> kLines = {
      {"id", "编号"},          {"state", "状态"},
      {"version", "版本"},     {"county", "县区"},
      {"township", "乡镇"},    {"enterprise", "经营主体"},
      {"enterprise_name", ""}, {"case", "融资协调事项"},
      {"follows", "接续"},     {"referral", "推送"},
      {"bank", "银行"},        {"branch", "网点"},
      {"department", "部门"},  {"workflow_version", "流程"},
      {"opened", "开始"},      {"closed", "结束"}};
  TextTable table({"", ""});
  for (const auto& [name, label] : kLines)
    if (const std::string value = field(subject, name); !value.empty()) table.add({label, value});
  std::string events;
  for (const Json& event : subject.value("allowed_events", Json::array()))
    events += (events.empty() ? "" : " ") + event.get<std::string>();
  table.add({"可办", events});
  print(table.text().substr(1));
}

void show_subject(Session& session, const Given& given) {
  with_door(session, [&](Door& door) {
    const auto answer = ask(session, door, get(path_of(given)));
    if (!answer) return;
    session.json ? print_json(*answer) : print_subject(*answer);
  });
}

void list_history(Session& session, const Given& given) {
  with_door(session, [&](Door& door) {
    Request request = get(path_of(given, "/events"));
    request.query.emplace_back("limit", std::to_string(given.limit));
    if (!given.cursor.empty()) request.query.emplace_back("cursor", given.cursor);
    const auto answer = ask(session, door, std::move(request));
    if (!answer) return;
    if (session.json) return print_json(*answer);
    TextTable table({"序", "时间", "事件", "条款", "办理人", "说明"});
    for (const Json& item : (*answer)["items"]) {
      const std::string principal = field(item, "acting_for");
      table.add({field(item, "sequence"), field(item, "instant").substr(0, 16),
                 field(item, "event"), field(item, "clause"),
                 field(item, "actor") + (principal.empty() ? "" : "（代" + principal + "）"),
                 first_line(item, "sentence")});
    }
    print(table.text());
    if (const std::string next = field(*answer, "next_cursor"); !next.empty())
      say("还有更多 / more: --cursor " + next);
  });
}

void list_allowed(Session& session, const Given& given) {
  with_door(session, [&](Door& door) {
    const auto answer = ask(session, door, get(path_of(given, "/allowed-events")));
    if (!answer) return;
    if (session.json) return print_json(*answer);
    TextTable table({"事件", "条款", "谁可办", "说明"});
    for (const Json& item : (*answer)["items"]) {
      std::string who;
      for (const Json& role : item["roles"])
        who += (who.empty() ? "" : " ") + role.get<std::string>();
      table.add({field(item, "event"), field(item, "clause"), who, first_line(item, "sentence")});
    }
    print(table.text());
  });
}

void list_deadlines(Session& session, const Given& given) {
  with_door(session, [&](Door& door) {
    const auto answer = ask(session, door, get(path_of(given, "/deadlines")));
    if (!answer) return;
    if (session.json) return print_json(*answer);
    TextTable table({"编号", "时限", "条款", "到期", "状态", "下一步", "说明"});
    for (const Json& item : (*answer)["items"]) {
      const bool overdue = item.value("overdue", false);
      const Json& next = item["next_rung"];
      table.add(
          {field(item, "id"), field(item, "rule"), field(item, "clause"),
           field(item, "due").substr(0, 10) + (item.value("provisional", false) ? "（暂定）" : ""),
           overdue ? "overdue 逾期" : field(item, "state"),
           next.is_object() ? field(next, "rung") + " " + field(next, "at").substr(0, 10) : "",
           first_line(item, "title")});
    }
    print(table.text());
  });
}

void post_to(Session& session, const Given& given, const std::string& path, Json body) {
  const Json data = Json::parse(given.data_json, nullptr, false);
  if (data.is_discarded()) return report(session, {"json.malformed", {}});
  body["event"] = given.event;
  body["data"] = data;
  if (!given.acting_for.empty()) body["acting_for"] = given.acting_for;
  with_door(session, [&](Door& door) {
    Request request = post(path, body.dump());
    request.idempotency_key = given.key.empty() ? Random::from_system().token(20) : given.key;
    request.if_match = given.if_version ? '"' + std::to_string(*given.if_version) + '"' : "*";
    const auto answer = ask(session, door, std::move(request));
    if (!answer) return;
    session.json ? print_json(*answer) : print_subject(*answer);
  });
}

void open_subject(Session& session, const Given& given, SubjectKind kind) {
  Json body = Json::object();
  if (kind == SubjectKind::kSlip) {
    if (!given.case_id.empty()) body["case"] = given.case_id;
    if (!given.referral_id.empty()) body["referral"] = given.referral_id;
    return post_to(session, given, given.words.resource, body);
  }
  if (!given.county.empty()) body["county"] = given.county;
  if (!given.enterprise.empty()) body["enterprise"] = given.enterprise;
  if (!given.enterprise_json.empty()) {
    const Json enterprise = Json::parse(given.enterprise_json, nullptr, false);
    if (enterprise.is_discarded()) return report(session, {"json.malformed", {}});
    body["enterprise"] = enterprise;
  }
  post_to(session, given, given.words.resource, body);
}

CLI::App* add(CLI::App& group, Session& session, const char* name, const char* help,
              std::function<void()> run) {
  CLI::App* command = group.add_subcommand(name, help);
  add_door_options(*command, session);
  add_json_option(*command, session);
  command->callback(std::move(run));
  return command;
}

void add_posting_options(CLI::App& command, Session& session, const GivenPtr& given) {
  add_actor_option(command, session);
  command.add_option("--data-json", given->data_json, "事件的数据 / the event's data")
      ->capture_default_str();
  command.add_option("--for", given->acting_for, "代谁办理 / for whom, under a mandate");
  command.add_option("--key", given->key, "幂等键 / idempotency key");
}

void add_listing(CLI::App& group, Session& session, const GivenPtr& given, SubjectKind kind) {
  CLI::App* list = add(group, session, "list", "列出 / list",
                       [&session, given] { list_subjects(session, *given); });
  std::vector<const char*> names = {"county", "township", "state", "enterprise"};
  if (kind != SubjectKind::kCase) names.push_back("case");
  if (kind == SubjectKind::kReferral) names.push_back("bank");
  if (kind == SubjectKind::kSlip) names.push_back("department");
  given->filters.reserve(names.size());
  for (const char* name : names) {
    auto& [filter, value] = given->filters.emplace_back(name, "");
    list->add_option("--" + filter, value, "只列此 / only of this " + filter);
  }
  list->add_flag("--open", given->open_only, "只列未结束的 / open ones only");
  list->add_option("--limit", given->limit, "至多几条 / at most")->capture_default_str();
  list->add_option("--cursor", given->cursor, "接着上一页 / after the last page");
}

void add_reading(CLI::App& group, Session& session, const GivenPtr& given) {
  const auto one = [&](const char* name, const char* help, void (*run)(Session&, const Given&)) {
    CLI::App* command =
        add(group, session, name, help, [&session, given, run] { run(session, *given); });
    command->add_option("id", given->id, "编号 / id")->required();
    return command;
  };
  one("show", "当前情况 / as it stands", show_subject);
  one("deadlines", "时限 / its deadlines", list_deadlines);
  CLI::App* events = one("events", "办理记录 / its history", list_history);
  events->add_option("--limit", given->limit, "至多几条 / at most")->capture_default_str();
  events->add_option("--cursor", given->cursor, "接着上一页 / after the last page");
  add_actor_option(*one("allowed", "现在可办的事 / what may be posted now", list_allowed), session);
}

void add_posting(CLI::App& group, Session& session, const GivenPtr& given, SubjectKind kind) {
  CLI::App* posting = add(
      group, session, "post", "登记一个事件 / post an event",
      [&session, given] { post_to(session, *given, path_of(*given, "/events"), Json::object()); });
  posting->add_option("id", given->id, "编号 / id")->required();
  posting->add_option("event", given->event, "事件 / event")->required();
  posting->add_option("--if-version", given->if_version,
                      "只在仍是此版本时 / only if it is still at this version");
  add_posting_options(*posting, session, given);
  if (kind == SubjectKind::kReferral) return;  // referrals come from their case
  CLI::App* opening = add(group, session, "open",
                          kind == SubjectKind::kCase ? "建立 / open one" : "提出 / raise one",
                          [&session, given, kind] { open_subject(session, *given, kind); });
  opening->add_option("event", given->event, "事件，如 WalkedIn、Raised / event")->required();
  add_posting_options(*opening, session, given);
  if (kind == SubjectKind::kSlip) {
    opening->add_option("--case", given->case_id, "哪个融资协调事项 / about which case");
    opening->add_option("--referral", given->referral_id, "哪个推送 / about which referral");
    return;
  }
  opening->add_option("--county", given->county, "县区代码 / county code");
  opening->add_option("--enterprise", given->enterprise, "经营主体编号 / enterprise id");
  opening->add_option("--enterprise-json", given->enterprise_json,
                      "新的经营主体 / a new enterprise: {\"name\", \"uscc\", \"county\", …}");
}

void add_group(CLI::App& program, Session& session, SubjectKind kind, const Words& words) {
  CLI::App* group = program.add_subcommand(words.command, words.help);
  group->require_subcommand(1);
  const auto given = std::make_shared<Given>();
  given->words = words;
  add_listing(*group, session, given, kind);
  add_reading(*group, session, given);
  add_posting(*group, session, given, kind);
  if (kind != SubjectKind::kSlip) add_document_commands(*group, session, words.resource);
}

}  // namespace

void add_subject_commands(CLI::App& program, Session& session) {
  add_group(program, session, SubjectKind::kCase,
            {"case", "/api/v1/cases", "融资协调事项 / cases"});
  add_group(program, session, SubjectKind::kReferral,
            {"referral", "/api/v1/referrals", "推送 / referrals to banks"});
  add_group(program, session, SubjectKind::kSlip,
            {"slip", "/api/v1/slips", "批分单 / slips to departments"});
}

}  // namespace qianqiao
