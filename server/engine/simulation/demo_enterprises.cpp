#include "server/engine/simulation/demo_enterprises.h"

#include <cassert>

#include "server/engine/simulation/vocabulary.h"
#include "workflows/domain/area.h"
#include "workflows/domain/uscc.h"

namespace qianqiao {
namespace {

EnterpriseKind pick_kind(Random& random, bool is_farming) {
  const auto lot = random.between(0, 99);
  if (is_farming) {
    if (lot < 30) return EnterpriseKind::kCooperative;
    if (lot < 60) return EnterpriseKind::kFamilyFarm;
  }
  return lot < 75 ? EnterpriseKind::kCompany : EnterpriseKind::kIndividual;
}

char institution(EnterpriseKind kind) {
  if (kind == EnterpriseKind::kCompany) return '1';
  return kind == EnterpriseKind::kCooperative ? '3' : '2';
}

std::string_view suffix(EnterpriseKind kind) {
  switch (kind) {
    case EnterpriseKind::kCompany:
      return "有限公司";
    case EnterpriseKind::kIndividual:
      return "经营部";
    case EnterpriseKind::kCooperative:
      return "专业合作社";
    case EnterpriseKind::kFamilyFarm:
      return "家庭农场";
  }
  return "";
}

// GB 11714: the ninth character of the organisation code checks the first eight.
char organisation_check(std::string_view eight) {
  constexpr int kWeights[] = {3, 7, 9, 10, 5, 8, 4, 2};
  int sum = 0;
  for (std::size_t i = 0; i < eight.size(); ++i) {
    const char c = eight[i];
    sum += kWeights[i] * (c <= '9' ? c - '0' : c - 'A' + 10);
  }
  const int check = 11 - sum % 11;
  if (check == 10) return 'X';
  return check == 11 ? '0' : static_cast<char>('0' + check);
}

}  // namespace

std::string make_uscc(Random& random, EnterpriseKind kind, const std::string& county) {
  static constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  std::string organisation = "MA";
  for (int i = 0; i < 6; ++i) organisation += random.pick(kAlphabet);
  organisation += organisation_check(organisation);
  std::string code = std::string("9") + institution(kind) + county + organisation;
  const auto check = uscc_check_character(code);
  assert(check && "all characters are of the alphabet");
  return code + *check;
}

std::string EnterpriseMaker::name(EnterpriseKind kind, const std::string& county_name,
                                  std::string_view trade) {
  const auto candidate = [&] {
    return std::string(kDemoMark) + county_name + shop_name(random_) + shop_name(random_) +
           std::string(trade) + std::string(suffix(kind));
  };
  std::string name = candidate();
  while (!names_.insert(name).second) name = candidate();
  return name;
}

EnterpriseRow EnterpriseMaker::make(const std::string& county, const std::string& county_name) {
  const Trade& trade = random_.pick(trades());
  const EnterpriseKind kind = pick_kind(random_, trade.is_farming);
  EnterpriseRow row;
  constexpr int kFarmsWithCode = 40;
  if (kind != EnterpriseKind::kFamilyFarm || random_.chance(kFarmsWithCode)) {
    row.uscc = make_uscc(random_, kind, county);
    while (!codes_.insert(row.uscc).second) row.uscc = make_uscc(random_, kind, county);
  }
  row.name = name(kind, county_name, trade.word);
  row.kind = to_string(kind);
  row.county = county;
  const auto towns = AreaTable::shipped().towns_of(county);
  if (!towns.empty()) {
    const Area* town = random_.pick(towns);
    row.township = town->code;
    row.address = town->name + "演示路" + std::to_string(random_.between(1, 300)) + "号";
  }
  row.industry = trade.industry;
  row.legal_representative = person_name(random_);
  row.contact_name = random_.chance(70) ? row.legal_representative : person_name(random_);
  row.contact_phone = fictitious_phone(random_);
  row.size_class = random_.chance(70) ? "micro" : "small";
  return row;
}

}  // namespace qianqiao
