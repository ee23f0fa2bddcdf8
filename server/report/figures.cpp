#include "server/report/figures.h"

#include <functional>
#include <map>

#include "server/report/enterprise_standing.h"

namespace qianqiao {
namespace {

SignedFilter filter_of(const FigureQuery& query, const EnterpriseId& after) {
  SignedFilter filter;
  filter.county = query.county;
  filter.from = query.from;
  filter.to = query.to;
  filter.as_of = query.as_of;
  filter.after = after;
  return filter;
}

void count(const EnterpriseStanding& standing, FigureCounts& counts) {
  for (const FigureName& name : kFigureNames)
    if (standing.is_in(name.figure)) ++counts[name.figure];
}

// Before one bank an enterprise begins to count when it is pushed there.
bool is_before_bank(const SignedCase& row, const FigureQuery& query) {
  return !row.referral.referral.empty() && row.referral.pushed_on &&
         *row.referral.pushed_on <= local_date(query.as_of);
}

// The rows of one enterprise: its standing in all, in each county and before each bank.
class Enterprise {
 public:
  explicit Enterprise(const FigureQuery& query) : query_(query), total_(query.as_of) {}

  void take(const SignedCase& row) {
    id_ = row.of_case.enterprise;
    const bool of_bank = is_before_bank(row, query_);
    if (of_bank) banks_.try_emplace(row.referral.bank, query_.as_of).first->second.take(row);
    if (!query_.bank.empty() && (!of_bank || row.referral.bank != query_.bank)) return;
    if (of_bank)
      cells_.try_emplace({row.of_case.county, row.referral.bank}, query_.as_of)
          .first->second.take(row);
    total_.take(row);
    counties_.try_emplace(row.of_case.county, query_.as_of).first->second.take(row);
  }
  const EnterpriseId& id() const { return id_; }
  const EnterpriseStanding& total() const { return total_; }

  using Standings = std::map<std::string, EnterpriseStanding>;
  const Standings& counties() const { return counties_; }
  const Standings& banks() const { return banks_; }
  using Cell = std::pair<std::string, OrganisationId>;  // a county and a bank
  const std::map<Cell, EnterpriseStanding>& cells() const { return cells_; }

 private:
  const FigureQuery& query_;
  EnterpriseId id_;
  EnterpriseStanding total_;
  Standings counties_, banks_;
  std::map<Cell, EnterpriseStanding> cells_;
};

// Gathers each enterprise's rows; `done` answers false where it has seen enough.
void each_enterprise(Reader& reader, const FigureQuery& query, const EnterpriseId& after,
                     const std::function<bool(const Enterprise&)>& done) {
  auto current = std::make_unique<Enterprise>(query);
  bool enough = false;
  reader.each_signed_case(filter_of(query, after), [&](const SignedCase& row) {
    if (!current->id().empty() && current->id() != row.of_case.enterprise) {
      enough = !done(*current);
      current = std::make_unique<Enterprise>(query);
    }
    if (!enough) current->take(row);
    return !enough;
  });
  if (!enough && !current->id().empty()) done(*current);
}

class Figures final : public FigureSource {
 public:
  FigureReport report(Reader& reader, const FigureQuery& query) const override {
    FigureReport report;
    std::map<std::string, FigureCounts> counties, banks;
    std::map<Enterprise::Cell, FigureCounts> cells;
    each_enterprise(reader, query, {}, [&](const Enterprise& enterprise) {
      count(enterprise.total(), report.total);
      for (const auto& [county, standing] : enterprise.counties())
        count(standing, counties[county]);
      for (const auto& [bank, standing] : enterprise.banks())
        if (query.bank.empty() || bank == query.bank) count(standing, banks[bank]);
      for (const auto& [cell, standing] : enterprise.cells()) count(standing, cells[cell]);
      return true;
    });
    for (const auto& [cell, counts] : cells)
      report.cells.push_back({cell.first, cell.second, counts});
    report.counties.assign(counties.begin(), counties.end());
    report.banks.assign(banks.begin(), banks.end());
    return report;
  }

  std::vector<FigureItem> behind(Reader& reader, const FigureQuery& query, Figure figure,
                                 const EnterpriseId& after, int limit) const override {
    std::vector<FigureItem> items;
    each_enterprise(reader, query, after, [&](const Enterprise& enterprise) {
      if (enterprise.total().is_in(figure)) items.push_back(enterprise.total().item());
      return static_cast<int>(items.size()) < limit;
    });
    return items;
  }
};

}  // namespace

std::unique_ptr<FigureSource> make_figures() { return std::make_unique<Figures>(); }

}  // namespace qianqiao
