#include "server/intake/roster_row.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "server/intake/roster_values.h"
#include "workflows/domain/area.h"
#include "workflows/domain/enterprise.h"
#include "workflows/domain/size_class.h"
#include "workflows/domain/uscc.h"

namespace qianqiao {
namespace {

constexpr std::size_t kMaxTownsRemembered = 4096;
constexpr std::size_t kShownCharacters = 40;  // of a wrong value, in a message

std::string shown(std::string_view value) {
  if (count_characters(value) <= kShownCharacters) return std::string(value);
  std::string cut;
  std::size_t count = 0;
  for (const char c : value) {
    if ((static_cast<unsigned char>(c) & 0xC0) != 0x80 && count++ == kShownCharacters) break;
    cut += c;
  }
  return cut + "…";
}

// Lines under a list that are no rows of it.
bool is_footer(std::string_view first) {
  static constexpr std::string_view kStarts[] = {
      "合计", "总计",     "小计",  "共计", "填表人", "制表",   "审核",
      "说明", "填表说明", "备注:", "注:",  "填报",   "联系人:"};
  std::string compact;
  for (const char c : first)
    if (c != ' ') compact += c;
  return std::any_of(std::begin(kStarts), std::end(kStarts),
                     [&](std::string_view start) { return compact.starts_with(start); });
}

}  // namespace

class RosterChecker::Check {
 public:
  Check(RosterChecker& checker, const TableRow& row)
      : checker_(checker), mapping_(checker.mapping_), rules_(checker.rules_), row_(row) {
    clean_.reserve(row.cells.size());
    for (const Cell& cell : row.cells)
      clean_.push_back(cell.kind == CellKind::kError ? std::string() : clean_text(cell.text));
  }

  CheckedRow run() {
    if (row_.problem) {
      report_row(Severity::kError, *row_.problem);
      return finish();
    }
    check_cells();
    name_ = text(RosterField::kName);
    if (is_no_enterprise()) {
      out_.problems.clear();
      out_.skipped = true;
      return std::move(out_);
    }
    if (!check_shape()) return finish();
    enterprise_.name = name_;
    if (name_.empty()) report(RosterField::kName, Severity::kError, {"roster.name_missing", {}});
    read_county();
    read_uscc();
    read_kind();
    read_people();
    read_industry_and_size();
    read_dates_and_status();
    read_extras();
    return finish();
  }

 private:
  const std::string& text(RosterField field) const {
    static const std::string kNothing;
    const auto column = mapping_.column(field);
    return column ? text_at(*column) : kNothing;
  }
  const std::string& text_at(std::size_t column) const {
    static const std::string kNothing;
    return column < clean_.size() ? clean_[column] : kNothing;
  }
  const Cell* cell(RosterField field) const {
    const auto column = mapping_.column(field);
    return column && *column < row_.cells.size() ? &row_.cells[*column] : nullptr;
  }

  void report_at(std::size_t column, Severity severity, Error error) {
    RosterProblem problem{row_.number, column_letters(column), "", severity, std::move(error)};
    if (column < mapping_.titles.size()) problem.header = mapping_.titles[column];
    out_.problems.push_back(std::move(problem));
  }
  void report_row(Severity severity, Error error) {
    out_.problems.push_back({row_.number, "", "", severity, std::move(error)});
  }
  void report(RosterField field, Severity severity, Error error) {
    if (const auto column = mapping_.column(field))
      report_at(*column, severity, std::move(error));
    else
      report_row(severity, std::move(error));
  }

  void check_cells() {
    for (std::size_t i = 0; i < row_.cells.size(); ++i) {
      const Cell& cell = row_.cells[i];
      if (cell.too_long)
        report_at(i, Severity::kError,
                  {"roster.cell_too_long", {{"limit", std::to_string(kMaxCellCharacters)}}});
      if (cell.invalid_bytes) report_at(i, Severity::kError, {"roster.bytes_invalid", {}});
      if (cell.kind == CellKind::kError)
        report_at(i, Severity::kWarning, {"roster.cell_error", {{"value", shown(cell.text)}}});
    }
  }

  // Totals, signature lines, and the header printed again on each page.
  bool is_no_enterprise() const {
    std::size_t filled = 0, like_header = 0;
    std::string first;
    for (std::size_t i = 0; i < row_.cells.size(); ++i) {
      const std::string& value = text_at(i);
      if (value.empty()) continue;
      if (first.empty()) first = value;
      ++filled;
      if (i < mapping_.titles.size() && value == checker_.clean_titles_[i]) ++like_header;
    }
    if (filled > 0 && like_header == filled && !name_.empty()) return true;
    if (!text(RosterField::kUscc).empty()) return false;
    const bool named = !name_.empty() && name_ != first;
    return !named && is_footer(first);
  }

  bool check_shape() {
    if (rules_.separated_text) {
      for (std::size_t i = mapping_.titles.size(); i < row_.cells.size(); ++i) {
        if (text_at(i).empty()) continue;
        report_row(Severity::kError,
                   {"roster.row_shifted", {{"columns", std::to_string(mapping_.titles.size())}}});
        return false;
      }
    }
    std::size_t filled = 0, titled = 0;
    for (std::size_t i = 0; i < mapping_.titles.size(); ++i) {
      if (mapping_.titles[i].empty()) continue;
      ++titled;
      if (!text_at(i).empty()) ++filled;
    }
    const bool county_missing = text(RosterField::kCounty).empty() && rules_.county.empty();
    const bool cut_off = (name_.empty() || county_missing) && filled * 2 < titled;
    if (!cut_off) return true;
    report_row(Severity::kError, {"roster.row_incomplete", {{"filled", std::to_string(filled)}}});
    return false;
  }

  void read_county() {
    std::string said = text(RosterField::kCounty);
    if (said.empty()) said = rules_.county;
    const Result<const Area*> area = AreaTable::shipped().require_county(said);
    if (!area) return report(RosterField::kCounty, Severity::kError, area.error());
    enterprise_.county = (*area)->code;
    read_township((*area)->name);
  }

  void read_township(const std::string& county_name) {
    const std::string& said = text(RosterField::kTownship);
    if (said.empty()) return;
    enterprise_.township = checker_.town_code(enterprise_.county, said);
    if (!enterprise_.township.empty()) return;
    attributes_["township_text"] = said;
    report(RosterField::kTownship, Severity::kWarning,
           {"roster.town_unknown", {{"value", shown(said)}, {"county", county_name}}});
  }

  void read_uscc() {
    const Cell* source = cell(RosterField::kUscc);
    const std::string& said = text(RosterField::kUscc);
    if (said.empty()) return;
    if (source->digits_lost || is_exponent_form(said))
      return report(RosterField::kUscc, Severity::kError, {"roster.uscc_digits_lost", {}});
    UsccReading reading = qianqiao::read_uscc(said);
    if (!reading.problem) {
      enterprise_.uscc = std::move(reading.code);
    } else if (reading.problem->code == "uscc.old_registration_number") {
      attributes_["registration_number"] = reading.code;
      report(RosterField::kUscc, Severity::kWarning, *reading.problem);
    } else if (reading.problem->code != "uscc.empty") {
      bad_code_ = true;
      report(RosterField::kUscc, Severity::kError, *reading.problem);
    }
  }

  void read_kind() {
    const std::string wording = text(RosterField::kKind);
    std::optional<EnterpriseKind> kind;
    if (!wording.empty()) kind = enterprise_kind(wording);
    if (!kind && !wording.empty()) kind = kind_from_wording(wording);
    if (!kind) kind = kind_from_uscc(enterprise_.uscc, name_);
    const bool foreign_code = !enterprise_.uscc.empty() && enterprise_.uscc[0] != '9';
    if (!kind && !foreign_code) kind = kind_from_wording(name_);
    if (!kind && !name_.empty() && !bad_code_) {
      kind = enterprise_.uscc.empty() && !foreign_code ? EnterpriseKind::kIndividual
                                                       : EnterpriseKind::kCompany;
      report(RosterField::kKind, Severity::kWarning,
             {"roster.kind_unknown", {{"kind", title(*kind).zh}, {"kind_en", title(*kind).en}}});
    }
    if (!kind) return;
    enterprise_.kind = to_string(*kind);
    const bool coded = *kind == EnterpriseKind::kCompany || *kind == EnterpriseKind::kCooperative;
    const bool without = text(RosterField::kUscc).empty();
    if (coded && without && !name_.empty() && mapping_.column(RosterField::kUscc))
      report(RosterField::kUscc, Severity::kWarning, {"roster.code_missing", {}});
  }

  void read_people() {
    enterprise_.address = text(RosterField::kAddress);
    enterprise_.legal_representative = text(RosterField::kLegalRepresentative);
    enterprise_.contact_name = text(RosterField::kContactName);
    const std::string& said = text(RosterField::kContactPhone);
    if (said.empty()) return;
    Phone phone = roster_phone(said);
    enterprise_.contact_phone = std::move(phone.text);
    if (!phone.sound)
      report(RosterField::kContactPhone, Severity::kWarning,
             {"roster.phone_malformed", {{"value", shown(said)}}});
  }

  std::optional<std::int64_t> number(RosterField field, const std::string& key,
                                     std::optional<std::int64_t> value) {
    const std::string& said = text(field);
    if (said.empty()) return std::nullopt;
    if (value) {
      attributes_[key] = *value;
      return value;
    }
    attributes_[key + "_text"] = said;
    report(field, Severity::kWarning,
           {"roster.number_malformed",
            {{"header", mapping_.titles[*mapping_.column(field)]}, {"value", shown(said)}}});
    return std::nullopt;
  }

  // Where a title names no unit, lists mean 万元.
  static double unit_or_wan(double unit) { return unit == 0 ? 1e4 : unit; }

  void read_industry_and_size() {
    SizeFigures figures;
    figures.employees =
        number(RosterField::kEmployees, "employees", roster_count(text(RosterField::kEmployees)));
    figures.revenue =
        number(RosterField::kRevenue, "revenue_fen",
               roster_money(text(RosterField::kRevenue), unit_or_wan(mapping_.revenue_unit_yuan)));
    figures.assets =
        number(RosterField::kAssets, "assets_fen",
               roster_money(text(RosterField::kAssets), unit_or_wan(mapping_.assets_unit_yuan)));
    const std::string industry = text(RosterField::kIndustry);
    if (!industry.empty()) {
      if (auto code = roster_industry(industry)) {
        enterprise_.industry = *code;
      } else {
        attributes_["industry_text"] = industry;
        report(RosterField::kIndustry, Severity::kWarning,
               {"roster.industry_unknown", {{"value", shown(industry)}}});
      }
    }
    decide_size(figures);
  }

  // What the list says goes before what can be computed from it: it may rest on better figures.
  void decide_size(const SizeFigures& figures) {
    const std::string& said = text(RosterField::kSizeClass);
    for (const SizeClass size :
         {SizeClass::kMicro, SizeClass::kSmall, SizeClass::kMedium, SizeClass::kLarge}) {
      const std::string& zh = title(size).zh;  // 微型
      if (said.starts_with(zh.substr(0, 3)) || said == to_string(size))
        enterprise_.size_class = to_string(size);
    }
    if (!said.empty() && enterprise_.size_class.empty()) attributes_["size_class_text"] = said;
    if (!enterprise_.size_class.empty() || enterprise_.industry.empty()) return;
    const auto verdict =
        SizeTables::shipped().classify(enterprise_.industry, figures, rules_.today);
    if (verdict && verdict->size) enterprise_.size_class = to_string(*verdict->size);
  }

  void read_dates_and_status() {
    const std::string& said = text(RosterField::kEstablished);
    if (!said.empty()) {
      const auto day =
          roster_date(said, cell(RosterField::kEstablished)->kind, rules_.dates_from_1904);
      if (!day) {
        attributes_["established_text"] = said;
        report(RosterField::kEstablished, Severity::kWarning,
               {"roster.date_malformed", {{"value", shown(said)}}});
      } else if (*day > rules_.today) {
        report(RosterField::kEstablished, Severity::kError,
               {"roster.date_future",
                {{"value", format_date(*day)}, {"today", format_date(rules_.today)}}});
      } else {
        attributes_["established"] = format_date(*day);
      }
    }
    const std::string status = text(RosterField::kStatus);
    if (status.empty()) return;
    attributes_["status"] = status;
    if (is_out_of_business(status))
      report(RosterField::kStatus, Severity::kWarning,
             {"roster.not_operating", {{"value", shown(status)}}});
  }

  void read_extras() {
    for (const ExtraColumn& extra : mapping_.extras)
      if (const std::string& value = text_at(extra.column); !value.empty())
        attributes_[extra.title] = value;
    for (std::size_t i = mapping_.titles.size(); i < row_.cells.size(); ++i)
      if (const std::string& value = text_at(i); !value.empty())
        attributes_["列" + column_letters(i)] = value;
  }

  CheckedRow finish() {
    const bool bad =
        std::any_of(out_.problems.begin(), out_.problems.end(),
                    [](const RosterProblem& p) { return p.severity == Severity::kError; });
    if (!bad) {
      enterprise_.attributes =
          attributes_.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
      out_.row = RosterRow{row_.number, std::move(enterprise_), 0};
    }
    return std::move(out_);
  }

  RosterChecker& checker_;
  const HeaderMapping& mapping_;
  const RosterRules& rules_;
  const TableRow& row_;
  std::vector<std::string> clean_;
  CheckedRow out_;
  EnterpriseRow enterprise_;
  nlohmann::json attributes_ = nlohmann::json::object();
  std::string name_;
  bool bad_code_ = false;
};

RosterChecker::RosterChecker(HeaderMapping mapping, RosterRules rules)
    : mapping_(std::move(mapping)), rules_(std::move(rules)) {
  for (const std::string& each : mapping_.titles) clean_titles_.push_back(clean_text(each));
}

RosterChecker::~RosterChecker() = default;

CheckedRow RosterChecker::check(const TableRow& row) { return Check(*this, row).run(); }

const std::string& RosterChecker::town_code(const std::string& county, const std::string& name) {
  const auto known = towns_.find({county, name});
  if (known != towns_.end()) return known->second;
  if (towns_.size() >= kMaxTownsRemembered) towns_.clear();
  const Area* area = AreaTable::shipped().find(name);
  if (area && (area->kind != AreaKind::kTown || area->parent != county)) area = nullptr;
  if (!area) area = AreaTable::shipped().find_town_by_name(county, name);
  // A zone's towns may still be listed under the county that it lies in.
  const Area* around = AreaTable::shipped().county_of(county);
  if (!area && around) area = AreaTable::shipped().find_town_by_name(around->code, name);
  return towns_[{county, name}] = area ? area->code : std::string();
}

}  // namespace qianqiao
