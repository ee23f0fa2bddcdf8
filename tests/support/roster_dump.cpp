// Prints what a roster's rows became, a JSON object a line, for tests in Python:
//   roster_dump FILE [--county C] [--sheet S] [--today DATE] [--dry-run] [--report OUT]
//               [--map FIELD=TITLE]… [--known USCC]… [--refuse USCC]… [--quiet]
// Lines: {"row", "fate", "enterprise"?, "completes"?, "problems": […]}; last {"summary": …}, or
// {"error": …} where the file was not taken at all (exit code 1).
#include <chrono>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "server/intake/marked_up_file.h"
#include "server/intake/roster_import.h"

namespace {

using nlohmann::json;
using namespace qianqiao;

json to_json(const Error& error) {
  const ErrorDescription words = describe(error);
  return {{"code", error.code},
          {"zh", words.title.zh + "：" + words.advice.zh},
          {"en", words.title.en + ": " + words.advice.en}};
}

json to_json(const RosterProblem& problem) {
  json out = to_json(problem.error);
  out["row"] = problem.row;
  out["column"] = problem.column;
  out["header"] = problem.header;
  out["severity"] = problem.severity == Severity::kError ? "error" : "warning";
  return out;
}

json to_json(const EnterpriseRow& row) {
  return {{"uscc", row.uscc},
          {"name", row.name},
          {"kind", row.kind},
          {"county", row.county},
          {"township", row.township},
          {"address", row.address},
          {"industry", row.industry},
          {"contact_name", row.contact_name},
          {"contact_phone", row.contact_phone},
          {"legal_representative", row.legal_representative},
          {"size_class", row.size_class},
          {"attributes", json::parse(row.attributes)}};
}

const char* to_string(RowFate fate) {
  static constexpr const char* kNames[] = {"title",     "header", "skipped", "imported", "updated",
                                           "duplicate", "merged", "valid",   "bad",      "refused"};
  return kNames[static_cast<int>(fate)];
}

// Prints each row, and passes it on to the report where one is wanted.
class Listing final : public RosterSink {
 public:
  Listing(bool quiet, std::unique_ptr<RosterSink> report)
      : quiet_(quiet), report_(std::move(report)) {}
  Result<void> begin(const TableReader& reader, std::size_t columns) override {
    return report_ ? report_->begin(reader, columns) : Result<void>();
  }
  Result<void> row(const TableRow& original, RowFate fate, std::span<const RosterProblem> problems,
                   const RosterRow* checked) override {
    if (!quiet_) {
      json line{{"row", original.number}, {"fate", to_string(fate)}, {"problems", json::array()}};
      for (const RosterProblem& problem : problems) line["problems"].push_back(to_json(problem));
      if (checked) line["enterprise"] = to_json(checked->enterprise);
      if (checked && checked->completes_row) line["completes"] = checked->completes_row;
      std::cout << line.dump(-1, ' ', false, json::error_handler_t::replace) << '\n';
    }
    return report_ ? report_->row(original, fate, problems, checked) : Result<void>();
  }
  Result<void> finish() override { return report_ ? report_->finish() : Result<void>(); }

 private:
  bool quiet_;
  std::unique_ptr<RosterSink> report_;
};

// Of this program alone; what getrusage tells includes the parent's before exec.
long peak_rss_kb() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("VmHWM:")) return std::stol(line.substr(6));
  return 0;
}

json summarise(const RosterReport& report) {
  json out{{"rows", report.rows},
           {"imported", report.imported},
           {"updated", report.updated},
           {"duplicate", report.duplicate},
           {"merged", report.merged},
           {"valid", report.valid},
           {"bad", report.bad},
           {"refused", report.refused},
           {"marked", report.marked},
           {"skipped", report.skipped},
           {"problems_total", report.problems_total},
           {"problems_kept", report.problems.size()},
           {"header_row", report.header_row},
           {"sheet", report.sheet},
           {"titles", report.mapping.titles},
           {"clean", report.clean()},
           {"peak_rss_kb", peak_rss_kb()}};
  for (std::size_t i = 0; i < kRosterFields; ++i)
    if (report.mapping.columns[i])
      out["columns"][std::string(to_string(static_cast<RosterField>(i)))] =
          *report.mapping.columns[i];
  if (report.dialect) {
    out["encoding"] = report.dialect->encoding == TextEncoding::kUtf8 ? "utf-8" : "gb18030";
    out["separator"] = std::string(1, report.dialect->separator);
  }
  if (report.broke_off) out["broke_off"] = to_json(*report.broke_off);
  if (report.sink_failure) out["sink_failure"] = to_json(*report.sink_failure);
  return out;
}

struct Arguments {
  std::string file, report;
  RosterImportOptions options;
  std::set<std::string> known, refuse;
  bool quiet = false;
};

Arguments parse(int argc, char** argv) {
  Arguments out;
  out.options.today = *parse_date("2025-03-03");
  for (int i = 1; i < argc; ++i) {
    const std::string name = argv[i];
    const auto value = [&] { return std::string(i + 1 < argc ? argv[++i] : ""); };
    if (name == "--county")
      out.options.county = value();
    else if (name == "--sheet")
      out.options.sheet = value();
    else if (name == "--today")
      out.options.today = parse_date(value()).value();
    else if (name == "--dry-run")
      out.options.dry_run = true;
    else if (name == "--report")
      out.report = value();
    else if (name == "--known")
      out.known.insert(value());
    else if (name == "--refuse")
      out.refuse.insert(value());
    else if (name == "--quiet")
      out.quiet = true;
    else if (name == "--map") {
      const std::string pair = value();
      out.options.columns[pair.substr(0, pair.find('='))] = pair.substr(pair.find('=') + 1);
    } else
      out.file = name;
  }
  return out;
}

// Stands in for the engine: imports all but what it is told to know or refuse.
std::vector<RowOutcome> answer(const Arguments& arguments, std::span<const RosterRow> rows) {
  std::vector<RowOutcome> outcomes;
  for (const RosterRow& row : rows) {
    RowOutcome outcome;
    if (arguments.known.contains(row.enterprise.uscc)) outcome.kind = RowOutcome::Kind::kDuplicate;
    if (row.completes_row != 0) outcome.kind = RowOutcome::Kind::kUpdated;
    if (arguments.refuse.contains(row.enterprise.uscc)) {
      outcome.kind = RowOutcome::Kind::kRefused;
      outcome.error = Error{"area.unknown", {{"input", "refused by the test"}}};
    }
    outcomes.push_back(std::move(outcome));
  }
  return outcomes;
}

}  // namespace

int main(int argc, char** argv) {
  const Arguments arguments = parse(argc, argv);
  std::ios::sync_with_stdio(false);
  const auto give_up = [](const Error& error) {
    std::cout << json{{"error", to_json(error)}}.dump() << '\n';
    return 1;
  };
  std::unique_ptr<RosterSink> report;
  if (!arguments.report.empty()) {
    auto made = make_marked_up_file(arguments.report);
    if (!made) return give_up(made.error());
    report = std::move(*made);
  }
  Listing listing(arguments.quiet, std::move(report));
  const auto started = std::chrono::steady_clock::now();
  const auto result = import_roster(
      arguments.file, arguments.options,
      [&](std::span<const RosterRow> rows) { return answer(arguments, rows); }, &listing);
  if (!result) return give_up(result.error());
  json summary = summarise(*result);
  summary["milliseconds"] = std::chrono::duration_cast<std::chrono::milliseconds>(
                                std::chrono::steady_clock::now() - started)
                                .count();
  std::cout << json{{"summary", summary}}.dump(-1, ' ', false, json::error_handler_t::replace)
            << '\n';
  return result->clean() ? 0 : 1;
}
