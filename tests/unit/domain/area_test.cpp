#include "workflows/domain/area.h"

#include <gtest/gtest.h>

#include <set>

#include "workflows/base/text.h"

namespace qianqiao {
namespace {

const AreaTable& table() { return AreaTable::shipped(); }
std::string county(std::string_view name) {
  const Area* area = table().find_county_by_name(name);
  return area == nullptr ? "" : area->code;
}
std::string town(std::string_view in, std::string_view name) {
  const Area* area = table().find_town_by_name(in, name);
  return area == nullptr ? "" : area->code;
}
std::string refusal(std::string_view input) {
  const auto found = table().require_county(input);
  return found ? "" : found.error().code;
}

TEST(Area, TenCountiesSixZonesAndTheirTowns) {
  EXPECT_EQ(table().counties_and_zones().size(), 16u);
  std::size_t towns = 0;
  for (const Area* area : table().counties_and_zones())
    towns += table().towns_of(area->code).size();
  EXPECT_EQ(towns, 224u);
  EXPECT_EQ(table().towns_of("411502").size(), 19u);
  EXPECT_EQ(table().city().name, "信阳市");
}

TEST(Area, FindsByCode) {
  EXPECT_EQ(table().find("411523")->name, "新县");
  EXPECT_EQ(table().find("411523")->parent, "411500");
  EXPECT_EQ(table().find("4115Z3")->kind, AreaKind::kZone);
  EXPECT_EQ(table().find("411502001")->name, "老城街道");
  EXPECT_EQ(table().find("411599"), nullptr);
  EXPECT_EQ(table().find(""), nullptr);
}

TEST(Area, AStatisticalCodeMeansItsZone) {
  EXPECT_EQ(table().find("411571"), table().find("4115Z2"));
  EXPECT_EQ(table().towns_of("411571").size(), 2u);
  EXPECT_EQ(table().towns_of("4115Z2").size(), 2u);
}

TEST(Area, FindsCountiesByEveryUsualName) {
  for (const char* name : {"浉河区", "浉河", "信阳市浉河区", "河南省信阳市浉河区", " 浉河区 ",
                           "信阳市 浉河区", "浉河区人民政府", "河南省浉河区"})
    EXPECT_EQ(county(name), "411502") << name;
  EXPECT_EQ(county("新县"), "411523");
  EXPECT_EQ(county("息县"), "411528");
  EXPECT_EQ(county("固始"), "411525");
  EXPECT_EQ(county("潢川县"), "411526");
}

TEST(Area, FindsZonesByEveryUsualName) {
  EXPECT_EQ(county("羊山新区"), "4115Z1");
  EXPECT_EQ(county("信阳高新技术产业开发区"), "4115Z2");
  EXPECT_EQ(county("信阳高新技术产业开发区（原信阳工业城）"), "4115Z2");
  EXPECT_EQ(county("高新区"), "4115Z2");
  EXPECT_EQ(county("信阳市高新区"), "4115Z2");
  EXPECT_EQ(county("鸡公山管理区"), "4115Z3");
  EXPECT_EQ(county("南湾湖风景区"), "4115Z4");
  EXPECT_EQ(county("上天梯"), "4115Z5");
  EXPECT_EQ(county("潢川经济技术开发区"), "4115Z6");
}

TEST(Area, OneCharacterIsNoName) {
  EXPECT_EQ(county("新"), "");
  EXPECT_EQ(county("息"), "");
  EXPECT_EQ(county("区"), "");
  EXPECT_EQ(county(""), "");
  EXPECT_EQ(county("信阳市"), "");
  EXPECT_EQ(county("郑州市金水区"), "");
}

TEST(Area, EveryTownIsFoundByItsNameInItsCounty) {
  for (const Area* area : table().counties_and_zones())
    for (const Area* one : table().towns_of(area->code)) {
      EXPECT_EQ(table().find_town_by_name(area->code, one->name), one) << one->name;
      EXPECT_EQ(table().county_of(one->code), area) << one->name;
    }
}

TEST(Area, TownsByShortAndLongForms) {
  EXPECT_EQ(town("411502", "老城"), "411502001");
  EXPECT_EQ(town("411502", "老城街道办事处"), "411502001");
  EXPECT_EQ(town("411526", "老城办事处"), table().find_town_by_name("411526", "老城街道")->code);
  EXPECT_NE(town("411526", "老城"), "411502001");  // the same name in another county
  EXPECT_EQ(town("411503", "明港"), "411503101");
  EXPECT_EQ(town("411503", "五里店"), "411503006");
  EXPECT_EQ(town("411503", "五里镇"), "411503102");
  EXPECT_EQ(town("411502", "明港镇"), "");
  EXPECT_EQ(town("411502", ""), "");
}

TEST(Area, CountyOfZoneTownAndCounty) {
  EXPECT_EQ(table().county_of("4115Z1")->code, "411503");
  EXPECT_EQ(table().county_of("411502")->code, "411502");
  EXPECT_EQ(table().county_of("411502001")->code, "411502");
  EXPECT_EQ(table().county_of("411500"), nullptr);
  EXPECT_EQ(table().county_of("nowhere"), nullptr);
}

TEST(Area, EachWayOfBeingUnknownHasItsOwnAdvice) {
  EXPECT_EQ(refusal(""), "area.missing");
  EXPECT_EQ(refusal("　"), "area.missing");
  EXPECT_EQ(refusal("信阳市"), "area.city_only");
  EXPECT_EQ(refusal("河南省信阳市"), "area.city_only");
  EXPECT_EQ(refusal("411500"), "area.city_only");
  EXPECT_EQ(refusal("411501"), "area.city_only");
  EXPECT_EQ(refusal("410000"), "area.city_only");
  EXPECT_EQ(refusal("410105"), "area.elsewhere");
  EXPECT_EQ(refusal("110105"), "area.elsewhere");
  EXPECT_EQ(refusal("411599"), "area.unknown");
  EXPECT_EQ(refusal("金水区"), "area.unknown");
}

TEST(Area, RequireCountyTakesCodesAndNames) {
  EXPECT_EQ((*table().require_county("411502"))->name, "浉河区");
  EXPECT_EQ((*table().require_county("４１１５０２"))->name, "浉河区");
  EXPECT_EQ((*table().require_county("4115z1"))->name, "羊山新区");
  EXPECT_EQ((*table().require_county("411571"))->code, "4115Z2");
  EXPECT_EQ((*table().require_county("411502001"))->code, "411502");  // a town's code tells it
  EXPECT_EQ((*table().require_county("浉河"))->code, "411502");
}

TEST(Area, MalformedTablesNameTheirPlace) {
  const auto where = [](std::string_view json) {
    const auto read = AreaTable::from_json(json);
    return read ? "(none)" : read.error().code + " " + read.error().params[0].second;
  };
  EXPECT_EQ(where("{"), "area.table_malformed 1:1");
  EXPECT_EQ(where("[]"), "area.table_malformed 1:1");
  EXPECT_EQ(where("{}"), "area.table_malformed province");
  const std::string head =
      R"({"province":{"code":"41","name":"豫"},"city":{"code":"4115","name":"信"},)";
  EXPECT_EQ(where(head + "\"counties\":[{\"code\":\"1\"}]}"), "area.table_malformed counties[0]");
  EXPECT_EQ(where(head + R"("counties":[{"code":"1","name":"a"}],"zones":[],"towns":[
      {"code":"2","name":"b","area":"3"}]})"),
            "area.table_malformed 2");
  EXPECT_EQ(where(head + R"("counties":[{"code":"1","name":"a"},{"code":"1","name":"b"}]})"),
            "area.table_malformed counties[1]");
}

}  // namespace
}  // namespace qianqiao
