#include "server/api/plugin_tables.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <map>

#include "server/ports/plugin_keeper.h"

namespace qianqiao {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kMostRows = 20'000;
constexpr std::int64_t kLastRow = 1'000'000;  // of a sheet that is believed

// Fields of a roster as plugins name them, and the headings under which rosters are read.
constexpr std::array<std::pair<std::string_view, std::string_view>, 16> kHeadings = {{
    {"name", "企业名称"},
    {"uscc", "统一社会信用代码"},
    {"kind", "主体类型"},
    {"county", "县区"},
    {"township", "乡镇街道"},
    {"address", "地址"},
    {"industry", "行业"},
    {"legal_representative", "法定代表人"},
    {"contact_name", "联系人"},
    {"contact_phone", "联系电话"},
    {"employees", "从业人数"},
    {"revenue", "营业收入"},
    {"assets", "资产总额"},
    {"size_class", "企业规模"},
    {"established", "成立日期"},
    {"status", "经营状态"},
}};

// As a table of the SDK: no row is left out, so that a row's number follows from the first's.
Json table_of(const std::vector<TableLine>& lines) {
  Json rows = Json::array();
  for (const TableLine& line : lines) {
    const std::int64_t wanted = line.number - lines.front().number;
    while (static_cast<std::int64_t>(rows.size()) < wanted && rows.size() < kMostRows)
      rows.push_back(Json::array());
    rows.push_back(line.cells);
  }
  return {{"name", ""},
          {"first_row", lines.empty() ? 1 : lines.front().number},
          {"rows", std::move(rows)}};
}

std::string cell_of(const Json& row, std::string_view field) {
  const auto found = row.find(field);
  if (found == row.end()) return {};
  return found->is_string() ? found->get<std::string>() : found->dump();
}

}  // namespace

std::string csv_line(const std::vector<std::string>& cells) {
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    std::string cell = cells[i];
    if (!cell.empty() && std::string_view("=+-@\t\r").find(cell.front()) != std::string_view::npos)
      cell.insert(0, "'");
    line += i == 0 ? "\"" : ",\"";
    for (const char c : cell) {
      if (c == '"') line += '"';
      line += c == '\n' || c == '\r' ? ' ' : c;
    }
    line += '"';
  }
  return line + "\r\n";
}

Result<TakenApart> take_apart(Service& service, const std::string& county,
                              const std::string& plugin, std::string_view of,
                              const std::string& path) {
  const auto hooks = service.engine.hooks();
  const EnabledHook* importer = nullptr;
  for (const EnabledHook& hook : hooks->of(county, HookKind::kImporter))
    if (hook.plugin == plugin && hook.at == of) importer = &hook;
  if (importer == nullptr || service.plugins == nullptr)
    return fail("plugin.not_installed", {{"plugin", plugin}, {"what", county}});
  const auto lines = service.read_table(path, kMostRows);
  if (!lines) return fail(lines.error());
  HookRequest request;
  request.job_id = "table";
  request.plugin = {plugin, "", county};
  request.kind = HookKind::kImporter;
  request.hook = importer->name;
  request.now = service.engine.now();
  request.input = Json{{"table", table_of(*lines)}}.dump();
  const HookRun run = service.plugins->runner().run(request);
  if (run.failure) return fail(run.error);
  Json verdict = Json::parse(run.verdict);
  TakenApart taken{std::move(verdict["rows"]), {}};
  for (const Json& problem : verdict.value("problems", Json::array()))
    taken.problems.push_back(
        {problem.value("row", std::int64_t{0}), problem.value("column", ""), "", true,
         Error{"plugin.row_refused", {{"plugin", plugin}, {"text", problem.value("text", "")}}}});
  return taken;
}

Result<void> write_as_roster(const Json& rows, const std::string& path) {
  std::multimap<std::int64_t, const Json*> by_line;
  for (const Json& row : rows) {
    const std::int64_t line = row.value("row", std::int64_t{0});
    by_line.emplace(std::clamp<std::int64_t>(line, 2, kLastRow), &row);
  }
  std::ofstream file(path, std::ios::binary);
  std::vector<std::string> cells;
  for (const auto& [field, heading] : kHeadings) cells.emplace_back(heading);
  file << csv_line(cells);
  std::int64_t next = 2;
  for (const auto& [line, row] : by_line) {
    for (; next < line; ++next) file << "\r\n";
    cells.clear();
    for (const auto& [field, heading] : kHeadings) cells.push_back(cell_of(*row, field));
    file << csv_line(cells);
    ++next;
  }
  if (!file.flush()) return fail("store.unwritable", {{"path", path}, {"reason", "write"}});
  return {};
}

}  // namespace qianqiao
