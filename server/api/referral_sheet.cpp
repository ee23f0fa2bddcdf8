#include "server/api/referral_sheet.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <nlohmann/json.hpp>

#include "workflows/domain/calendar.h"

namespace qianqiao {
namespace {

using Json = nlohmann::json;

// In the sheet's order; the first six are told, the others filled in.
enum Column {
  kReferral,
  kEnterprise,
  kPushed,
  kState,
  kDue,
  kAsked,
  kOutcome,
  kAmount,
  kRate,
  kTerm,
  kWorkingCapital,
  kGuarantee,
  kFirst,
  kCredit,
  kLong,
  kRenewal,
  kReasons,
  kRemark,
  kColumns
};
constexpr std::array<const char*, kColumns> kTitles = {
    "推送编号", "企业名称",         "推送日期",    "当前状态",   "决定期限",     "申请金额（万元）",
    "结果",     "授信金额（万元）", "年利率（%）", "期限（月）", "流动资金贷款", "担保方式",
    "首贷",     "信用贷",           "中长期",      "无还本续贷", "不授信原因",   "说明"};

constexpr std::array<const char*, 4> kUndecided = {"Pushed", "Contacted", "CollectingMaterials",
                                                   "Deciding"};
constexpr char kComplete[] = "材料收齐", kGranted[] = "授信", kDeclined[] = "不授信";

const std::map<std::string, std::string>& guarantees() {
  static const std::map<std::string, std::string> names = {
      {"无", "none"},
      {"抵押", "mortgage"},
      {"质押", "pledge"},
      {"保证", "guarantor"},
      {"政府性融资担保", "government_guarantee"},
      {"其他", "other"}};
  return names;
}

bool is_undecided(const std::string& state) {
  return std::find(kUndecided.begin(), kUndecided.end(), state) != kUndecided.end();
}

// 1,234,500 fen → "1.2345" of 万元, as short as it is exact.
std::string in_wan(std::int64_t fen) {
  constexpr std::int64_t kFenOfWan = 1'000'000;
  std::string rest = std::to_string(kFenOfWan + fen % kFenOfWan).substr(1);
  rest.erase(rest.find_last_not_of('0') + 1);
  return std::to_string(fen / kFenOfWan) + (rest.empty() ? "" : "." + rest);
}

// "3.85" with two places → 385; none: no such number, or more places than that.
std::optional<std::int64_t> scaled(const std::string& text, int places) {
  const std::size_t dot = text.find('.');
  const std::string whole = text.substr(0, dot);
  std::string rest = dot == std::string::npos ? "" : text.substr(dot + 1);
  if (whole.empty() || rest.size() > static_cast<std::size_t>(places)) return std::nullopt;
  rest.resize(static_cast<std::size_t>(places), '0');
  const std::string digits = whole + rest;
  std::int64_t value = 0;
  const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (problem != std::errc() || end != digits.data() + digits.size() || value < 0)
    return std::nullopt;
  return value;
}

std::int64_t amount_asked(Reader& reader, const SubjectId& of_case) {
  constexpr int kMost = 1000;
  std::int64_t fen = 0;
  for (const HistoryRow& row : reader.history(of_case, 0, kMost))
    if (row.event == "ApplicationSubmitted")
      fen = Json::parse(row.data, nullptr, false).value("amount_fen", std::int64_t{0});
  return fen;
}

std::string running_due(Reader& reader, const SubjectId& referral) {
  for (const DeadlineRow& row : reader.deadlines_of(referral))
    if (row.state == DeadlineState::kRunning && row.effect == Effect::kStatutory)
      return format_date(local_date(from_milliseconds(row.due_ms)));
  return "";
}

// One line of the sheet, read cell by cell; what is wrong is noted with its column.
class LineReader {
 public:
  LineReader(const TableLine& line, const std::map<Column, std::size_t>& places,
             std::vector<SheetProblem>& problems)
      : line_(line), places_(places), problems_(problems) {}

  std::string text(Column column) const {
    const auto place = places_.find(column);
    if (place == places_.end() || place->second >= line_.cells.size()) return "";
    const std::string& cell = line_.cells[place->second];
    const std::size_t from = cell.find_first_not_of(" \t\r\n");
    if (from == std::string::npos) return "";
    return cell.substr(from, cell.find_last_not_of(" \t\r\n") - from + 1);
  }

  std::int64_t number(Column column, int places) {
    if (const auto value = scaled(text(column), places)) return *value;
    problem(column, "sheet.not_a_number");
    return 0;
  }

  bool flag(Column column) {
    const std::string said = text(column);
    if (said == "是") return true;
    if (!said.empty() && said != "否") problem(column, "sheet.not_yes_or_no");
    return false;
  }

  void problem(Column column, const char* code) {
    is_good_ = false;
    problems_.push_back({line_.number, kTitles[column],
                         Error{code, {{"column", kTitles[column]}, {"value", text(column)}}}});
  }

  bool is_good() const { return is_good_; }

 private:
  const TableLine& line_;
  const std::map<Column, std::size_t>& places_;
  std::vector<SheetProblem>& problems_;
  bool is_good_ = true;
};

Json grant_of(LineReader& line) {
  const std::string guarantee = line.text(kGuarantee);
  const auto kind = guarantees().find(guarantee.empty() ? "无" : guarantee);
  if (kind == guarantees().end()) line.problem(kGuarantee, "sheet.guarantee_unknown");
  constexpr int kFenPlaces = 6, kRatePlaces = 2;
  return {{"amount_fen", line.number(kAmount, kFenPlaces)},
          {"annual_rate_bps", line.number(kRate, kRatePlaces)},
          {"term_months", line.number(kTerm, 0)},
          {"working_capital", line.flag(kWorkingCapital)},
          {"guarantee", {{"kind", kind == guarantees().end() ? "none" : kind->second}}},
          {"first_loan", line.flag(kFirst)},
          {"credit_loan", line.flag(kCredit)},
          {"medium_or_long_term", line.flag(kLong)},
          {"renewal_without_principal", line.flag(kRenewal)}};
}

// By code or by title, several between 、 or ；.
Json reasons_of(LineReader& line, const Definition& definition) {
  Json reasons = Json::array();
  const auto list = definition.reasons().find("decline");
  std::string rest = line.text(kReasons);
  for (const char* mark : {"；", ";", ",", "，"})
    for (std::size_t at = rest.find(mark); at != std::string::npos; at = rest.find(mark))
      rest.replace(at, std::string(mark).size(), "、");
  while (!rest.empty()) {
    const std::size_t end = rest.find("、");
    const std::string one = rest.substr(0, end);
    rest = end == std::string::npos ? "" : rest.substr(end + std::string("、").size());
    if (one.empty()) continue;
    const ReasonCode* found = nullptr;
    if (list != definition.reasons().end())
      for (const ReasonCode& reason : list->second)
        if (reason.code == one || reason.title.zh == one || reason.title.en == one) found = &reason;
    if (found == nullptr)
      line.problem(kReasons, "sheet.reason_unknown");
    else
      reasons.push_back({{"code", found->code}});
  }
  return reasons;
}

class SheetReader {
 public:
  SheetReader(const Request& request, Reader& reader, const Engine& engine)
      : request_(request), reader_(reader), rules_(engine.rule_book()) {}

  void take(const TableLine& cells, const std::map<Column, std::size_t>& places, ReadSheet& sheet) {
    LineReader line(cells, places, sheet.problems);
    const std::string referral = line.text(kReferral), outcome = line.text(kOutcome);
    const bool explains = !line.text(kReasons).empty();
    if (referral.empty() || (outcome.empty() && !explains)) return;  // nothing was filled in
    const auto subject = reader_.subject(referral);
    const Definition& definition =
        subject ? rules_->definition(subject->workflow_version) : rules_->current_of_city();
    std::vector<std::pair<const char*, Json>> said;
    const Json remark =
        line.text(kRemark).empty() ? Json::object() : Json{{"remark", line.text(kRemark)}};
    if (outcome == kComplete)
      said.emplace_back("MaterialsCompleted", remark);
    else if (outcome == kGranted)
      said.emplace_back("Granted", grant_of(line));
    else if (outcome == kDeclined)
      said.emplace_back("Declined", remark);
    else if (!outcome.empty())
      line.problem(kOutcome, "sheet.outcome_unknown");
    if (explains)
      said.emplace_back("FeedbackGiven", Json{{"reasons", reasons_of(line, definition)}});
    if (!line.is_good()) return;
    for (auto& [event, data] : said)
      sheet.rows.push_back(
          {cells.number, sheet_command(request_, referral, event, std::move(data))});
  }

 private:
  const Request& request_;
  Reader& reader_;
  const std::shared_ptr<const RuleBook> rules_;
};

}  // namespace

ReportTable referral_sheet(Reader& reader, const Engine& engine,
                           const std::vector<SubjectRow>& referrals) {
  ReportTable table{"推送办理表：填写“结果”（" + std::string(kComplete) + "、" + kGranted + "、" +
                        kDeclined + "）及其后各列，截至" + format_date(local_date(engine.now())),
                    {kTitles.begin(), kTitles.end()},
                    {}};
  for (const SubjectRow& row : referrals) {
    const std::string& state = row.configuration.state;
    if (!is_undecided(state) && state != "Declined") continue;
    std::vector<ReportCell> cells(kColumns, std::string());
    cells[kReferral] = row.id;
    cells[kEnterprise] = reader.enterprise_name(row.enterprise);
    cells[kPushed] = format_date(local_date(from_milliseconds(row.opened_ms)));
    cells[kState] = state_title(SubjectKind::kReferral, state).zh;
    cells[kDue] = running_due(reader, row.id);
    cells[kAsked] = in_wan(amount_asked(reader, row.case_id));
    table.rows.push_back(std::move(cells));
  }
  return table;
}

Result<ReadSheet> read_referral_sheet(const std::vector<TableLine>& lines, const Request& request,
                                      Reader& reader, const Engine& engine) {
  ReadSheet sheet;
  SheetReader rows(request, reader, engine);
  std::map<Column, std::size_t> places;  // of the heading, wherever it stands
  for (const TableLine& line : lines) {
    if (!places.empty()) {
      rows.take(line, places, sheet);
      continue;
    }
    for (std::size_t at = 0; at < line.cells.size(); ++at)
      for (int column = 0; column < kColumns; ++column)
        if (line.cells[at] == kTitles[static_cast<std::size_t>(column)])
          places[static_cast<Column>(column)] = at;
    if (!places.contains(kReferral) || !places.contains(kOutcome)) places.clear();
  }
  if (places.empty())
    return fail("sheet.no_heading", {{"first", kTitles[kReferral]}, {"second", kTitles[kOutcome]}});
  return sheet;
}

}  // namespace qianqiao
