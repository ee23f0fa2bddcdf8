// org import, org list: the tree of organisations, and the people in it.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>

#include "server/cli/commands.h"
#include "server/cli/text_table.h"

namespace qianqiao {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMostRows = 100'000;

struct Given {
  std::string file, people_file, kind, area;
  bool dry_run = false;
};

// A file's columns: field of the interface, and what lists call it.
using Columns = std::vector<std::pair<const char*, const char*>>;
const Columns kOrganisationColumns = {{"id", "编号"},     {"parent", "上级"}, {"kind", "类别"},
                                      {"name", "名称"},   {"area", "区域"},   {"email", "邮箱"},
                                      {"webhook", "网址"}};
const Columns kPeopleColumns = {
    {"user_name", "用户名"}, {"name", "姓名"},  {"organisation", "机构"}, {"email", "邮箱"},
    {"phone", "电话"},       {"roles", "职责"}, {"password", "密码"}};

// "county_office@411502; visitor": ROLE or ROLE@SCOPE, several divided by semicolons.
Json appointments(const std::string& text) {
  Json all = Json::array();
  const std::string plain = to_half_width(text);
  for (std::string_view part : split(plain, ';')) {
    part = trim(part);
    if (part.empty()) continue;
    const auto at = part.find('@');
    Json one = {{"role", part.substr(0, at)}};
    if (at != std::string_view::npos) one["scope"] = part.substr(at + 1);
    all.push_back(std::move(one));
  }
  return all;
}

struct ReadFile {
  Json rows = Json::array();
  std::vector<std::int64_t> numbers;  // of each, in the file
};

Result<ReadFile> read_file(const Session& session, const std::string& path,
                           const Columns& columns) {
  const auto lines = session.adapters.read_table(path, kMostRows);
  if (!lines) return fail(lines.error());
  if (lines->empty()) return fail("cli.no_heading", {{"path", path}});
  std::vector<std::string> fields;
  for (const std::string& cell : lines->front().cells) {
    const std::string heading(trim(cell));
    const auto known = std::find_if(columns.begin(), columns.end(), [&](const auto& column) {
      return heading == column.first || heading == column.second;
    });
    if (known == columns.end() && !heading.empty())
      return fail("cli.heading_unknown", {{"path", path}, {"heading", heading}});
    fields.emplace_back(known == columns.end() ? "" : known->first);
  }
  ReadFile file;
  for (auto line = lines->begin() + 1; line != lines->end(); ++line) {
    Json row = Json::object();
    for (std::size_t i = 0; i < std::min(fields.size(), line->cells.size()); ++i) {
      const std::string value(trim(line->cells[i]));
      if (fields[i].empty() || value.empty()) continue;
      if (fields[i] == "roles")
        row["appointments"] = appointments(value);
      else
        row[fields[i]] = value;
    }
    file.rows.push_back(std::move(row));
    file.numbers.push_back(line->number);
  }
  return file;
}

void print_answer(const Json& answer,
                  const std::map<std::string, std::vector<std::int64_t>>& numbers) {
  TextTable bad({"文件", "行", "原因"});
  for (const Json& row : answer["bad_rows"]) {
    const std::string table = field(row, "table");
    const auto number = numbers.at(table).at(row["index"].get<std::size_t>());
    bad.add({table, std::to_string(number), field(row, "zh") + " / " + field(row, "en")});
  }
  if (!bad.empty()) print(bad.text() + "\n");
  print("机构 organisations " + field(answer, "organisations") + "  人员 people " +
        field(answer, "people") + "  未导入 bad " + field(answer, "bad") + "\n");
}

void import_organisations(Session& session, const Given& given) {
  const auto organisations = read_file(session, given.file, kOrganisationColumns);
  if (!organisations) return report(session, organisations.error());
  Json body = {{"organisations", organisations->rows}};
  std::map<std::string, std::vector<std::int64_t>> numbers = {
      {"organisations", organisations->numbers}, {"people", {}}};
  if (!given.people_file.empty()) {
    const auto people = read_file(session, given.people_file, kPeopleColumns);
    if (!people) return report(session, people.error());
    body["people"] = people->rows;
    numbers["people"] = people->numbers;
  }
  with_door(
      session,
      [&](Door& door) {
        Request request = post("/api/v1/organisations", body.dump());
        if (given.dry_run) request.query.emplace_back("dry_run", "1");
        const auto answer = ask(session, door, std::move(request));
        if (!answer) return;
        session.json ? print_json(*answer) : print_answer(*answer, numbers);
        if (answer->at("bad") != 0) session.exit_code = kRefused;
      },
      StoreAccess::kCreate);
}

void list_organisations(Session& session, const Given& given) {
  with_door(session, [&](Door& door) {
    Request request = get("/api/v1/organisations");
    if (!given.kind.empty()) request.query.emplace_back("kind", given.kind);
    if (!given.area.empty()) request.query.emplace_back("area", given.area);
    const auto answer = ask(session, door, std::move(request));
    if (!answer) return;
    if (session.json) return print_json(*answer);
    TextTable table({"编号", "上级", "类别", "区域", "名称"});
    for (const Json& item : (*answer)["items"])
      table.add({field(item, "id"), field(item, "parent"), field(item, "kind"), field(item, "area"),
                 field(item, "name")});
    print(table.text());
  });
}

}  // namespace

void add_organisation_commands(CLI::App& program, Session& session) {
  CLI::App* group = program.add_subcommand("org", "机构 / organisations");
  group->require_subcommand(1);
  const auto given = std::make_shared<Given>();
  CLI::App* import = group->add_subcommand(
      "import", "导入机构（id,parent,kind,name,area,email,webhook）与人员 / import");
  import->add_option("file", given->file, "机构文件，CSV 或 XLSX / organisations")->required();
  import->add_option("--people", given->people_file,
                     "人员文件（user_name,name,organisation,email,phone,roles,password）/ people");
  import->add_flag("--dry-run", given->dry_run, "只检查 / check only");
  import->callback([&session, given] { import_organisations(session, *given);
});
CLI::App* list = group->add_subcommand("list", "列出机构 / list");
list->add_option("--kind", given->kind, "类别 / kind");
list->add_option("--area", given->area, "区域代码 / area code");
list->callback([&session, given] { list_organisations(session, *given); });
for (CLI::App* command : {import, list}) {
  add_door_options(*command, session);
  add_json_option(*command, session);
}
}  // namespace qianqiao

}  // namespace qianqiao
