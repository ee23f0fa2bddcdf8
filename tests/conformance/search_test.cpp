// Finding enterprises and their cases by a part of a name, of its pinyin or of a code; and lists by
// running clocks, by banks and by sight.
#include "tests/conformance/store_suite.h"

namespace qianqiao {
namespace {

using Ids = std::vector<std::string>;

template <class Row>
Ids ids(const std::vector<Row>& rows) {
  Ids out;
  for (const Row& row : rows) out.push_back(row.id);
  return out;
}

EnterpriseRow named(const std::string& id, const std::string& name, const std::string& uscc = "") {
  EnterpriseRow row = an_enterprise(id, uscc);
  row.name = name;
  row.county = id.substr(0, 6);
  row.township = row.county + "001";
  return row;
}

SubjectRow case_of(const EnterpriseRow& enterprise) {
  SubjectRow row = a_case(enterprise.county + "C" + enterprise.id.substr(7), enterprise.id);
  row.county = enterprise.county;
  row.township = enterprise.township;
  return row;
}

const EnterpriseRow kTea = named("411502E000001", "信阳市毛尖茶叶有限公司", "91411502MA44QWXQ3X");
const EnterpriseRow kWood = named("411502E000002", "浉河区木业有限公司");
const EnterpriseRow kForeign = named("411503E000003", "平桥区茶叶合作社");

void add_three(Writer& w) {
  for (const EnterpriseRow& row : {kTea, kWood, kForeign}) {
    w.insert_enterprise(row);
    w.insert_subject(case_of(row));
  }
}

Ids enterprises(Store& store, const std::string& words, const std::string& county = "") {
  return ids(store.reader()->enterprises({.county = county, .words = words}));
}

Ids cases(Store& store, const std::string& words, const std::string& county = "") {
  return ids(
      store.reader()->subjects({.kind = SubjectKind::kCase, .county = county, .words = words}));
}

TEST_P(StoreSuite, TwoCharactersOfANameAreEnough) {
  write(add_three);
  EXPECT_EQ(enterprises(*store_, "茶叶"), (Ids{kTea.id, kForeign.id}));
  EXPECT_EQ(enterprises(*store_, "公司"), (Ids{kTea.id, kWood.id}));
  EXPECT_EQ(enterprises(*store_, "茶"), (Ids{kTea.id, kForeign.id}));
  EXPECT_EQ(enterprises(*store_, "毛尖茶叶"), Ids{kTea.id});
  EXPECT_EQ(enterprises(*store_, "叶茶"), Ids{});
  EXPECT_EQ(enterprises(*store_, "司信"), Ids{});  // not round the end
}

TEST_P(StoreSuite, InitialsAndPartsOfACodeFindToo) {
  write(add_three);
  EXPECT_EQ(enterprises(*store_, "mjcy"), Ids{kTea.id});
  EXPECT_EQ(enterprises(*store_, "MJ"), Ids{kTea.id});
  EXPECT_EQ(enterprises(*store_, "ma44qwxq"), Ids{kTea.id});
  EXPECT_EQ(enterprises(*store_, "９１４１１５０２"), Ids{kTea.id});
  EXPECT_EQ(enterprises(*store_, "zzzz"), Ids{});
}

TEST_P(StoreSuite, CasesAreFoundByTheirEnterprisesAndStayInTheirCounty) {
  write(add_three);
  EXPECT_EQ(cases(*store_, "茶叶"), (Ids{case_of(kTea).id, case_of(kForeign).id}));
  EXPECT_EQ(cases(*store_, "茶叶", "411503"), Ids{case_of(kForeign).id});
  EXPECT_EQ(enterprises(*store_, "茶叶", "411502"), Ids{kTea.id});
}

TEST_P(StoreSuite, PagesFollowEachOther) {
  write(add_three);
  SubjectFilter filter{.kind = SubjectKind::kCase, .words = "公司", .limit = 1};
  Ids seen;
  while (true) {
    const auto page = store_->reader()->subjects(filter);
    if (page.empty()) break;
    filter.after = page.back().id;
    seen.push_back(filter.after);
  }
  EXPECT_EQ(seen, (Ids{case_of(kTea).id, case_of(kWood).id}));
}

TEST_P(StoreSuite, SightHoldsInASearchAsAnywhere) {
  write(add_three);
  SubjectFilter filter{.kind = SubjectKind::kCase, .words = "茶叶"};
  filter.sight = Sight{.counties = {"411502", "411504"}};
  EXPECT_EQ(ids(store_->reader()->subjects(filter)), Ids{case_of(kTea).id});
  EnterpriseFilter of_enterprises{.words = "茶叶", .sight = Sight{.townships = {"411503001"}}};
  EXPECT_EQ(ids(store_->reader()->enterprises(of_enterprises)), Ids{kForeign.id});
  of_enterprises.sight = Sight{};
  EXPECT_EQ(ids(store_->reader()->enterprises(of_enterprises)), Ids{});
}

TEST_P(StoreSuite, APartySeesTheEnterprisesOfItsReferrals) {
  write(add_three);
  write([](Writer& w) {
    const SubjectRow referral = a_referral("411502R000001", case_of(kWood), "bank-1");
    w.insert_subject(referral);
    w.put_parties(referral.id, {"bank-1"});
  });
  EnterpriseFilter filter{.sight = Sight{.parties = {"bank-1"}}};
  EXPECT_EQ(ids(store_->reader()->enterprises(filter)), Ids{kWood.id});
  filter.sight = Sight{.parties = {"bank-2"}};
  EXPECT_EQ(ids(store_->reader()->enterprises(filter)), Ids{});
}

TEST_P(StoreSuite, ARenamedEnterpriseIsFoundByItsNewNameOnly) {
  write(add_three);
  EnterpriseRow renamed = kTea;
  renamed.name = "信阳市新名药业有限公司";
  write([&](Writer& w) { w.update_enterprise(renamed); });
  EXPECT_EQ(enterprises(*store_, "茶叶"), Ids{kForeign.id});
  EXPECT_EQ(enterprises(*store_, "药业"), Ids{kTea.id});
  renamed.county = "411503";
  write([&](Writer& w) { w.update_enterprise(renamed); });
  EXPECT_EQ(enterprises(*store_, "药业", "411503"), Ids{kTea.id});
  EXPECT_EQ(enterprises(*store_, "药业", "411502"), Ids{});
}

TEST_P(StoreSuite, WhatARollbackTookIsNotFound) {
  write(add_three);
  {
    const auto writer = store_->begin();
    writer->insert_enterprise(named("411502E000009", "转瞬即逝厂"));
  }
  EXPECT_EQ(enterprises(*store_, "转瞬"), Ids{});
  reopen();
  EXPECT_EQ(enterprises(*store_, "毛尖"), Ids{kTea.id});
}

TEST_P(StoreSuite, CasesByARunningClockOfTheirOwn) {
  write(add_three);
  write([](Writer& w) {
    DeadlineRow late = a_deadline(case_of(kTea).id, 50), met = a_deadline(case_of(kWood).id, 50);
    late.county = met.county = "411502";
    late.due_ms = met.due_ms = 1000;
    late.state = DeadlineState::kRunning;
    met.state = DeadlineState::kMet;
    w.insert_deadline(late);
    w.insert_deadline(met);
  });
  SubjectFilter filter{.kind = SubjectKind::kCase, .county = "411502"};
  filter.due_before = from_milliseconds(1001);
  EXPECT_EQ(ids(store_->reader()->subjects(filter)), Ids{case_of(kTea).id});
  filter.due_before = from_milliseconds(1000);
  EXPECT_EQ(ids(store_->reader()->subjects(filter)), Ids{});
}

TEST_P(StoreSuite, CasesPushedToABankAsFarAsTheAskerSeesIt) {
  write(add_three);
  write([](Writer& w) { w.insert_subject(a_referral("411502R000001", case_of(kTea), "bank-1")); });
  SubjectFilter filter{.kind = SubjectKind::kCase, .pushed_to = "bank-1"};
  EXPECT_EQ(ids(store_->reader()->subjects(filter)), Ids{case_of(kTea).id});
  filter.pushed_sight = Sight{};  // sees no referrals: learns nothing of them
  EXPECT_EQ(ids(store_->reader()->subjects(filter)), Ids{});
}

TEST_P(StoreSuite, RunningDeadlinesAreThoseOfOnesSight) {
  write(add_three);
  write([](Writer& w) {
    const SubjectRow referral = a_referral("411502R000001", case_of(kTea), "bank-1");
    w.insert_subject(referral);
    w.put_parties(referral.id, {"bank-1"});
    for (const SubjectId& id : {case_of(kTea).id, case_of(kForeign).id, referral.id}) {
      DeadlineRow row = a_deadline(id, 50);
      row.county = id.substr(0, 6);
      row.state = DeadlineState::kRunning;
      w.insert_deadline(row);
    }
  });
  const auto seen = [this](const KindSights& sights) {
    Ids out;
    for (const ListedDeadline& row : store_->reader()->running_deadlines({.sights = sights}))
      out.push_back(row.deadline.subject);
    return out;
  };
  const Sight county{.counties = {"411502"}}, bank{.parties = {"bank-1"}};
  EXPECT_EQ(seen({county, county, county}), (Ids{case_of(kTea).id, "411502R000001"}));
  EXPECT_EQ(seen({county, Sight{}, county}), Ids{case_of(kTea).id});
  EXPECT_EQ(seen({bank, bank, bank}), Ids{"411502R000001"});
  EXPECT_EQ(seen({Sight{}, Sight{.parties = {"bank-2"}}, Sight{}}), Ids{});
}

}  // namespace
}  // namespace qianqiao
