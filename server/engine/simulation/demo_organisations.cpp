#include "server/engine/simulation/demo_organisations.h"

#include "server/engine/simulation/vocabulary.h"
#include "workflows/domain/area.h"

namespace qianqiao {
namespace {

std::string marked(std::string_view name) {
  return std::string(name) + "（" + std::string(kDemoMark) + "）";
}

const Area& province() { return *AreaTable::shipped().find(AreaTable::shipped().city().parent); }

// E-mail and webhooks stay empty: nothing of a demo finds its way out.
Organisation organisation(OrganisationId id, OrganisationId parent, OrganisationKind kind,
                          std::string name, std::string area) {
  return {std::move(id), std::move(parent), kind, std::move(name), std::move(area), "", ""};
}

void add_county(std::vector<Organisation>& all, const DemoCounty& county) {
  all.push_back(organisation(county.code, demo_city(), OrganisationKind::kCounty,
                             marked(county.name), county.code));
  for (const Area* town : AreaTable::shipped().towns_of(county.code))
    all.push_back(organisation(town->code, county.code, OrganisationKind::kTownship,
                               marked(town->name), county.code));
  for (const DemoDepartment& department : demo_departments())
    all.push_back(organisation(department_of(department, county), county.code,
                               OrganisationKind::kDepartment,
                               marked(county.name + std::string(department.name)), county.code));
}

}  // namespace

const std::vector<DemoCounty>& demo_counties() {
  static const std::vector<DemoCounty> counties = {{"411502", "shihe", "浉河区"},
                                                   {"411522", "guangshan", "光山县"},
                                                   {"411525", "gushi", "固始县"}};
  return counties;
}

const std::vector<DemoBank>& demo_banks() {
  static const std::vector<DemoBank> banks = {{"DEMO-BANK-1", "bank1", "演示农村商业银行"},
                                              {"DEMO-BANK-2", "bank2", "演示城市银行"},
                                              {"DEMO-BANK-3", "bank3", "演示村镇银行"},
                                              {"DEMO-BANK-4", "bank4", "演示国有银行信阳分行"}};
  return banks;
}

const std::vector<DemoDepartment>& demo_departments() {
  static const std::vector<DemoDepartment> departments = {
      {"fagai", "发展改革委"},       {"jinjian", "金融监管支局"}, {"jinrong", "金融办"},
      {"renhang", "人民银行"},       {"shuiwu", "税务局"},        {"keji", "科技局"},
      {"gongxin", "工业和信息化局"}, {"caizheng", "财政局"},      {"zhujian", "住房城乡建设局"},
      {"nongye", "农业农村局"},      {"shangwu", "商务局"},       {"shichang", "市场监管局"},
      {"tongji", "统计局"}};
  return departments;
}

OrganisationId branch_of(const DemoBank& bank, const DemoCounty& county) {
  return bank.id + "-" + county.code;
}

OrganisationId department_of(const DemoDepartment& department, const DemoCounty& county) {
  return county.code + "-" + std::string(department.slug);
}

OrganisationId demo_province() { return province().code; }
OrganisationId demo_city() { return AreaTable::shipped().city().code; }

std::vector<Organisation> demo_organisations() {
  const Area& city = AreaTable::shipped().city();
  std::vector<Organisation> all = {organisation(province().code, "", OrganisationKind::kProvince,
                                                marked(province().name), province().code),
                                   organisation(city.code, province().code, OrganisationKind::kCity,
                                                marked(city.name), city.code)};
  for (const DemoCounty& county : demo_counties()) add_county(all, county);
  for (const DemoBank& bank : demo_banks()) {
    all.push_back(organisation(bank.id, city.code, OrganisationKind::kBank, bank.name, city.code));
    for (const DemoCounty& county : demo_counties())
      all.push_back(organisation(branch_of(bank, county), bank.id, OrganisationKind::kBranch,
                                 bank.name + county.name + "支行", county.code));
  }
  all.push_back(organisation(kDemoGuarantor, city.code, OrganisationKind::kGuarantor,
                             "演示融资担保公司", city.code));
  return all;
}

}  // namespace qianqiao
