// Lists by filter, frozen versions and batches, and what came of their cases.
#include "tests/conformance/store_suite.h"

namespace qianqiao {
namespace {

const std::string kFirst = "411502C000001", kSecond = "411502C000002", kThird = "411502C000003";
const std::string kDocket = "411502-recommendation-1";

DocketRow a_docket(std::int64_t number) {
  DocketRow row;
  row.id = "411502-recommendation-" + std::to_string(number);
  row.county = "411502";
  row.kind = "recommendation";
  row.number = number;
  row.as_of_ms = 1'742'000'000'000 + number;
  row.made_by = "office";
  row.cause = "frozen";
  row.origin = "somewhere";
  row.cases = 2;
  row.digest = a_digest(static_cast<int>(number));
  return row;
}

std::vector<std::string> subjects_of(const std::vector<DocketEntryRow>& rows) {
  std::vector<std::string> out;
  for (const auto& row : rows) out.push_back(row.subject);
  return out;
}
std::vector<std::string> subjects_of(const std::vector<ListEntryRow>& rows) {
  std::vector<std::string> out;
  for (const auto& row : rows) out.push_back(row.subject);
  return out;
}

// On the target list: the first waits for a signature, the second is signed, the third is in Roster
// and of another township.
void put_three_cases(Writer& w) {
  const char* states[] = {"Review.ConvenerSignature", "Recommendation", "Roster"};
  for (int i = 0; i < 3; ++i) {
    const std::string number = "00000" + std::to_string(i + 1);
    w.insert_enterprise(an_enterprise("411502E" + number, ""));
    SubjectRow row = a_case("411502C" + number, "411502E" + number);
    row.configuration.state = states[i];
    if (i == 2) row.township = "411502200";
    w.insert_subject(row);
    w.enter_list({"411502", "target", row.id, 1000 + i, std::nullopt});
  }
  w.enter_list({"411502", "recommendation", kSecond, 5000, std::nullopt});
}

TEST_P(StoreSuite, AListIsFilteredByStateAndTownship) {
  write(put_three_cases);
  const auto listed = [&](ListFilter filter) {
    filter.county = "411502";
    filter.list = "target";
    return subjects_of(store_->reader()->list_entries(filter));
  };
  using Ids = std::vector<std::string>;
  EXPECT_EQ(listed({}), (Ids{kFirst, kSecond, kThird}));
  EXPECT_EQ(listed({.state = "Review"}), Ids{kFirst});
  EXPECT_EQ(listed({.state = "Review.ConvenerSignature"}), Ids{kFirst});
  EXPECT_EQ(listed({.state = "Review.Conv"}), Ids{});
  EXPECT_EQ(listed({.state = "Review", .township = "411502200"}), Ids{});
  EXPECT_EQ(listed({.township = "411502200"}), Ids{kThird});
  EXPECT_EQ(listed({.township = "411502100", .after = kFirst}), Ids{kSecond});
  write([&](Writer& w) { w.leave_list(kFirst, "target", from_milliseconds(9000)); });
  EXPECT_EQ(listed({}), (Ids{kSecond, kThird}));
  EXPECT_EQ(listed({.state = "Review"}), Ids{});
  EXPECT_EQ(listed({.with_former = true, .state = "Review"}), Ids{kFirst});
  EXPECT_EQ(listed({.with_former = true, .township = "411502100"}), (Ids{kFirst, kSecond}));
}

TEST_P(StoreSuite, AListIsFrozenAsItStands) {
  write(put_three_cases);
  write([&](Writer& w) {
    EXPECT_EQ(w.freeze_list("t", "411502", "target"), 3);
    DocketRow row = a_docket(1);
    row.id = "t";
    w.insert_docket(row);
    SubjectRow moved = *w.subject(kThird);
    moved.configuration.state = "Visit.Unplanned";
    w.update_subject(moved);
  });
  const auto entry = store_->reader()->docket_entry("t", kThird);
  const DocketEntryRow expected = {
      "t", kThird, "411502E000003", an_enterprise("x", "").name, "", "Roster", 3, 1002, "",
      "",  0,      std::nullopt};
  EXPECT_EQ(entry, expected);
  EXPECT_EQ(subjects_of(store_->reader()->docket_entries("t", kFirst, 1)), std::vector{kSecond});
}

TEST_P(StoreSuite, CasesOfAStateAreFrozenWithTheirOutcome) {
  write(put_three_cases);
  write([&](Writer& w) {
    EXPECT_EQ(w.freeze_state(kDocket, "411502", "Review.ConvenerSignature", ""), 1);
    EXPECT_EQ(w.freeze_state(kDocket, "411502", "Recommendation", "signed"), 1);
    EXPECT_EQ(w.freeze_state(kDocket, "411503", "Recommendation", "signed"), 0);
    w.insert_docket(a_docket(1));
  });
  const auto reader = store_->reader();
  EXPECT_EQ(reader->docket(kDocket), a_docket(1));
  EXPECT_EQ(reader->docket_tally(kDocket), (DocketTally{1, 1, 0, 0}));
  EXPECT_EQ(reader->docket_entry(kDocket, kFirst)->entered_ms, std::nullopt);
  EXPECT_EQ(reader->docket_entry(kDocket, kSecond)->entered_ms, 5000);
  EXPECT_EQ(reader->dockets_signing(kSecond), std::vector{kDocket});
  EXPECT_TRUE(reader->dockets_signing(kFirst).empty());
}

TEST_P(StoreSuite, WhatCameOfACaseIsAddedAndStaysOnceItIsDone) {
  write(put_three_cases);
  const Instant at = from_milliseconds(7000), later = from_milliseconds(8000);
  write([&](Writer& w) {
    w.insert_docket(a_docket(1));
    DocketEntryRow entry;
    entry.docket = kDocket;
    entry.subject = kFirst;
    w.insert_docket_entry(entry);
    w.settle_docket_entry(kDocket, kFirst, {"refused", R"({"code":"version.stale"})"}, at);
    w.settle_docket_entry(kDocket, kSecond, {"refused"}, at);  // not of this docket
  });
  EXPECT_EQ(store_->reader()->docket_entry(kDocket, kFirst)->problem,
            R"({"code":"version.stale"})");
  write([&](Writer& w) {
    w.settle_docket_entry(kDocket, kFirst, {.outcome = "signed", .sequence = 9}, later);
    w.settle_docket_entry(kDocket, kFirst, {"refused", "{}"}, later);  // done is done
  });
  const auto entry = store_->reader()->docket_entry(kDocket, kFirst);
  EXPECT_EQ(std::tuple(entry->outcome, entry->problem, entry->sequence, entry->settled_ms),
            std::tuple("signed", "", 9, std::optional<std::int64_t>(8000)));
  EXPECT_FALSE(store_->reader()->docket_entry(kDocket, kSecond));
}

TEST_P(StoreSuite, AVersionIsFollowedByOneWithoutACase) {
  write(put_three_cases);
  const std::string next = "411502-recommendation-2";
  write([&](Writer& w) {
    w.freeze_list(kDocket, "411502", "target");
    w.insert_docket(a_docket(1));
    w.settle_docket_entry(kDocket, kSecond, {.outcome = "signed", .sequence = 4},
                          from_milliseconds(7000));
    EXPECT_EQ(w.copy_docket(next, kDocket, kFirst), 2);
    w.insert_docket(a_docket(2));
    w.supersede_docket(kDocket, next);
  });
  const auto reader = store_->reader();
  EXPECT_EQ(subjects_of(reader->docket_entries(next, "", 10)), (std::vector{kSecond, kThird}));
  EXPECT_EQ(reader->docket_entry(next, kSecond)->sequence, 4);
  EXPECT_EQ(reader->docket(kDocket)->superseded_by, next);
  EXPECT_EQ(reader->dockets_signing(kSecond), (std::vector{kDocket, next}));
}

TEST_P(StoreSuite, DocketsAreListedFromTheNewest) {
  write(put_three_cases);
  write([&](Writer& w) {
    for (int number : {1, 2, 3}) w.insert_docket(a_docket(number));
    DocketRow other = a_docket(1);
    other.id = "411502-batch-1";
    other.kind = "batch";
    w.insert_docket(other);
  });
  const auto reader = store_->reader();
  EXPECT_EQ(reader->dockets("411502", "recommendation", 0, 2),
            (std::vector{a_docket(3), a_docket(2)}));
  EXPECT_EQ(reader->dockets("411502", "recommendation", 2, 9), std::vector{a_docket(1)});
  EXPECT_TRUE(reader->dockets("411503", "recommendation", 0, 9).empty());
  EXPECT_EQ(reader->all_dockets("", 9).size(), 4u);
  EXPECT_EQ(reader->all_dockets("411502-batch-1", 1), std::vector{a_docket(1)});
  write([&](Writer& w) {
    DocketRow twice = a_docket(3);
    twice.id = "another";
    EXPECT_THROW(w.insert_docket(twice), StoreFailure);  // a number is given once
  });
}

TEST_P(StoreSuite, ARosterIsAnImportAndTheEnterprisesItBrought) {
  write(put_three_cases);
  ImportRow row = {
      "20250303090000A", "411502", "office", true, "running", 10, 20, 3, 2, 1, 1000, {}, ""};
  ImportRow other = row;
  other.id = "20250304090000B";
  write([&](Writer& w) {
    w.put_roster(row);
    w.put_roster(other);
    for (const char* id : {"411502E000001", "411502E000003", "411502E000001"})
      w.insert_roster_entry(row.id, id);
  });
  EXPECT_EQ(store_->reader()->roster(row.id), row);
  EXPECT_EQ(store_->reader()->rosters("", 9), (std::vector{other, row}));
  EXPECT_EQ(store_->reader()->rosters(other.id, 9), std::vector{row});
  EXPECT_EQ(store_->reader()->roster_entries(row.id, "", 9),
            (std::vector<EnterpriseId>{"411502E000001", "411502E000003"}));
  EXPECT_EQ(store_->reader()->roster_entries(row.id, "411502E000001", 9),
            std::vector<EnterpriseId>{"411502E000003"});
  row.status = "done";
  row.rows = 9;
  row.report = "{}";
  row.ended_ms = 5000;
  write([&](Writer& w) {
    w.put_roster(row);
    w.interrupt_rosters(from_milliseconds(6000));
    EXPECT_EQ(w.freeze_roster("t", "411502", row.id), 2);
    EXPECT_EQ(w.freeze_roster("t", "411503", row.id), 0);
    DocketRow frozen = a_docket(1);
    frozen.id = "t";
    w.insert_docket(frozen);
  });
  EXPECT_EQ(store_->reader()->roster(row.id), row);
  EXPECT_EQ(store_->reader()->roster(other.id)->status, "interrupted");
  EXPECT_EQ(store_->reader()->roster(other.id)->ended_ms, 6000);
  EXPECT_EQ(subjects_of(store_->reader()->docket_entries("t", "", 9)),
            (std::vector{kFirst, kThird}));
}

}  // namespace
}  // namespace qianqiao
