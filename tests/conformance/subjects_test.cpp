// Enterprises, subjects and history: every field comes back, every question is answered.
#include <algorithm>

#include "tests/conformance/store_suite.h"

namespace qianqiao {
namespace {

std::vector<std::string> ids(const std::vector<SubjectRow>& rows) {
  std::vector<std::string> out;
  for (const auto& row : rows) out.push_back(row.id);
  return out;
}

using Ids = std::vector<std::string>;

TEST_P(StoreSuite, EnterpriseComesBackAsItWas) {
  auto row = an_enterprise("411502E000001", "");
  EnterpriseRow bare;
  bare.id = "411502E000002";
  write([&](Writer& w) {
    w.insert_enterprise(row);
    w.insert_enterprise(bare);
  });
  EXPECT_EQ(store_->reader()->enterprise(row.id), row);
  EXPECT_EQ(store_->reader()->enterprise(bare.id), bare);
  EXPECT_EQ(store_->reader()->enterprise_name(row.id), row.name);
  EXPECT_EQ(store_->reader()->enterprise_by_name("411502", row.name), row);
  EXPECT_FALSE(store_->reader()->enterprise_by_name("411503", row.name));
  EXPECT_FALSE(store_->reader()->enterprise_by_uscc(""));

  row.uscc = "91411500MA44QWXQ3X";  // linked to a code: found by that and no longer by name
  row.uscc_overridden = false;
  row.name = "新名称";
  row.created_ms = 5;
  write([&](Writer& w) { w.update_enterprise(row); });
  EXPECT_EQ(store_->reader()->enterprise_by_uscc(row.uscc), row);
  EXPECT_FALSE(store_->reader()->enterprise_by_name("411502", row.name));
  EXPECT_FALSE(store_->reader()->enterprise("411502E000009"));
  EXPECT_EQ(store_->reader()->enterprise_name("411502E000009"), "");
}

TEST_P(StoreSuite, EnterprisesOfOneNameAreFoundTogetherById) {
  auto first = an_enterprise("411502E000001", ""), second = an_enterprise("411502E000002", "");
  auto coded = an_enterprise("411502E000003", "CODE"), other = an_enterprise("411503E000001", "");
  first.name = second.name = coded.name = other.name = "同名家庭农场";
  first.county = second.county = coded.county = "411502";
  other.county = "411503";
  write([&](Writer& w) {
    for (const auto& row : {second, coded, other, first}) w.insert_enterprise(row);
  });
  EXPECT_EQ(store_->reader()->enterprises_by_name("411502", first.name),
            (std::vector{first, second}));
  EXPECT_EQ(store_->reader()->enterprise_by_name("411502", first.name), first);
  EXPECT_TRUE(store_->reader()->enterprises_by_name("411502", "无").empty());
}

TEST_P(StoreSuite, OneEnterprisePerCode) {
  write([](Writer& w) { w.insert_enterprise(an_enterprise("411502E000001", "CODE")); });
  const auto writer = store_->begin();
  EXPECT_THROW(writer->insert_enterprise(an_enterprise("411503E000001", "CODE")), StoreFailure);
}

TEST_P(StoreSuite, SubjectComesBackAsItWas) {
  auto row = a_case("411502C000001", "411502E000001");
  row.case_id = "411502C000000";
  row.referral_id = "411502Rxyz";
  row.organisation = "dept-tax";
  row.branch = "dept-tax-2";
  row.kind = SubjectKind::kSlip;
  SubjectRow bare;
  bare.id = "411502C000002";
  write([&](Writer& w) {
    w.insert_subject(row);
    w.insert_subject(bare);
  });
  EXPECT_EQ(store_->reader()->subject(row.id), row);
  EXPECT_EQ(store_->reader()->subject(bare.id), bare);
  EXPECT_FALSE(store_->reader()->subject("411502C000003"));
}

// Each kind of change reaches the disk, whichever statement carries it.
TEST_P(StoreSuite, EveryChangeOfASubjectIsStored) {
  auto row = a_case("411502C000001", "411502E000001");
  write([&](Writer& w) { w.insert_subject(row); });
  const std::vector<std::function<void(SubjectRow&)>> changes = {
      [](SubjectRow& r) { r.configuration.context = R"({"attempts":2})"; },
      [](SubjectRow& r) { r.version = 4; },
      [](SubjectRow& r) { r.head = a_digest(44); },
      [](SubjectRow& r) { r.workflow_version = "xinyang-329@2"; },
      [](SubjectRow& r) { r.configuration.state = "Guidance"; },
      [](SubjectRow& r) { r.closed_ms = 1'700'000'999'000; },
      [](SubjectRow& r) { r.closed_ms.reset(); },
      [](SubjectRow& r) { r.county = "411503"; },
      [](SubjectRow& r) { r.township = "411503200"; },
      [](SubjectRow& r) { r.case_id = "411502C000000"; },
      [](SubjectRow& r) { r.referral_id = "411502Rq"; },
      [](SubjectRow& r) { r.enterprise = "411502E000002"; },
      [](SubjectRow& r) { r.organisation = "bank-icbc"; },
      [](SubjectRow& r) { r.branch = "bank-icbc-3"; },
      [](SubjectRow& r) { r.opened_ms = 12; },
  };
  for (std::size_t i = 0; i < changes.size(); ++i) {
    changes[i](row);
    write([&](Writer& w) { w.update_subject(row); });
    EXPECT_EQ(store_->reader()->subject(row.id), row) << "change " << i;
    if (i % 4 == 0) reopen();  // with nothing of it in memory
  }
}

TEST_P(StoreSuite, UpdatingAnUnknownSubjectFails) {
  const auto writer = store_->begin();
  EXPECT_THROW(writer->update_subject(a_case("411502C000001", "E")), StoreFailure);
}

TEST_P(StoreSuite, SubjectsAreListedByEveryFilter) {
  auto first = a_case("411502C000001", "411502E000001");
  auto second = a_case("411502C000002", "411502E000002");
  second.configuration.state = "Review.LeaderReview";
  second.township = "411502200";
  auto third = a_case("411503C000001", "411503E000001");
  third.configuration.state = "Reviewer";  // begins like an outer state, and is not inside it
  auto closed = a_case("411502C000003", "411502E000003");
  closed.configuration.state = "Closed";
  closed.closed_ms = 1;
  auto deep = a_case("411502C000004", "411502E000004");
  deep.configuration.state = "Guidance.Again.Later";
  deep.closed_ms = 2;
  const auto referral = a_referral("411502Rabc", first, "bank-icbc");
  const auto other = a_referral("411502Rxyz", first, "bank-abc");
  auto slip = a_referral("411502S000001", first, "dept-tax");
  slip.kind = SubjectKind::kSlip;
  write([&](Writer& w) {
    for (const auto& row : {third, slip, other, referral, deep, closed, second, first})
      w.insert_subject(row);
  });
  const auto list = [&](SubjectFilter filter) { return ids(store_->reader()->subjects(filter)); };
  EXPECT_EQ(list({}), (Ids{"411502C000001", "411502C000002", "411502C000003", "411502C000004",
                           "411502Rabc", "411502Rxyz", "411502S000001", "411503C000001"}));
  EXPECT_EQ(list({.kind = SubjectKind::kReferral}), (Ids{"411502Rabc", "411502Rxyz"}));
  EXPECT_EQ(list({.county = "411503"}), (Ids{"411503C000001"}));
  EXPECT_EQ(list({.township = "411502200"}), (Ids{"411502C000002"}));
  EXPECT_EQ(list({.state = "Review"}), (Ids{"411502C000001", "411502C000002"}));
  EXPECT_EQ(list({.state = "Review.LeaderReview"}), (Ids{"411502C000002"}));
  EXPECT_EQ(list({.state = "Revie"}), Ids{});
  EXPECT_EQ(list({.state = "Review.Leader"}), Ids{});
  EXPECT_EQ(list({.state = "Guidance.Again"}), Ids{"411502C000004"});
  EXPECT_EQ(list({.state = "Guidance.Again.Later"}), Ids{"411502C000004"});
  EXPECT_EQ(list({.kind = SubjectKind::kCase, .county = "411502", .state = "Review"}),
            (Ids{"411502C000001", "411502C000002"}));
  EXPECT_EQ(list({.organisation = "bank-abc"}), (Ids{"411502Rxyz"}));
  EXPECT_EQ(list({.case_id = first.id}), (Ids{"411502Rabc", "411502Rxyz", "411502S000001"}));
  EXPECT_EQ(list({.kind = SubjectKind::kSlip, .case_id = first.id}), (Ids{"411502S000001"}));
  EXPECT_EQ(list({.enterprise = "411502E000002"}), (Ids{"411502C000002"}));
  EXPECT_EQ(list({.kind = SubjectKind::kCase, .county = "411502", .open_only = true}),
            (Ids{"411502C000001", "411502C000002"}));
  EXPECT_EQ(list({.kind = SubjectKind::kSlip, .county = "411503"}), Ids{});
}

// Two of the same instant, and numbers that do not follow the days.
TEST_P(StoreSuite, SubjectsAreListedInEachOrderPageByPage) {
  const std::pair<const char*, std::int64_t> cases[] = {{"411502C000001", 30},
                                                        {"411502C000002", 10},
                                                        {"411503C000001", 20},
                                                        {"411503C000002", 20},
                                                        {"411503C000003", 5}};
  write([&](Writer& w) {
    for (const auto& [id, opened_ms] : cases) {
      SubjectRow row = a_case(id, std::string("E") + id);
      row.county = row.id.substr(0, 6);
      row.opened_ms = opened_ms;
      w.insert_subject(row);
    }
  });
  const auto listed = [&](SubjectOrder order, const char* county) {
    SubjectFilter filter{.kind = SubjectKind::kCase, .county = county};
    filter.order = order;
    filter.limit = 2;
    Ids all;
    for (;;) {
      const auto page = store_->reader()->subjects(filter);
      for (const SubjectRow& row : page) all.push_back(row.id);
      if (page.size() < 2) return all;
      filter.after = page.back().id;
      filter.after_opened_ms = page.back().opened_ms;
    }
  };
  const Ids by_opening = {"411503C000003", "411502C000002", "411503C000001", "411503C000002",
                          "411502C000001"};
  EXPECT_EQ(listed(SubjectOrder::kOpening, ""), by_opening);
  EXPECT_EQ(listed(SubjectOrder::kOpeningDown, ""), Ids(by_opening.rbegin(), by_opening.rend()));
  EXPECT_EQ(listed(SubjectOrder::kOpening, "411503"),
            (Ids{"411503C000003", "411503C000001", "411503C000002"}));
  EXPECT_EQ(
      listed(SubjectOrder::kNumberDown, ""),
      (Ids{"411503C000003", "411503C000002", "411503C000001", "411502C000002", "411502C000001"}));
  EXPECT_EQ(listed(SubjectOrder::kNumberDown, "411502"), (Ids{"411502C000002", "411502C000001"}));
}

TEST_P(StoreSuite, ASightIsJoinedIntoTheQuery) {
  auto first = a_case("411502C000001", "411502E000001");
  auto second = a_case("411502C000002", "411502E000002");
  second.township = "411502200";
  auto third = a_case("411503C000001", "411503E000001");
  const auto referral = a_referral("411502Rabc", first, "bank-icbc");
  const auto other = a_referral("411502Rxyz", first, "bank-abc");
  write([&](Writer& w) {
    for (const auto& row : {third, other, referral, second, first}) w.insert_subject(row);
    w.put_parties(referral.id, {"bank-icbc", "branch-1"});
    w.put_parties(other.id, {"bank-abc", "branch-1"});
    w.put_parties(other.id, {"bank-abc"});  // the branch has it no longer
  });
  EXPECT_EQ(store_->reader()->parties_of(referral.id), (Ids{"bank-icbc", "branch-1"}));
  EXPECT_EQ(store_->reader()->parties_of(other.id), Ids{"bank-abc"});
  const auto list = [&](Sight sight, SubjectFilter filter = {}) {
    filter.sight = std::move(sight);
    return ids(store_->reader()->subjects(filter));
  };
  EXPECT_EQ(list({}), Ids{}) << "nothing unless something is named";
  EXPECT_EQ(list({.everything = true}).size(), 5u);
  EXPECT_EQ(list({.counties = {"411503"}}), Ids{third.id});
  EXPECT_EQ(list({.counties = {"411502", "411503"}}).size(), 5u);
  EXPECT_EQ(list({.townships = {"411502200"}}), Ids{second.id});
  EXPECT_EQ(list({.parties = {"bank-icbc"}}), Ids{referral.id});
  EXPECT_EQ(list({.parties = {"branch-1", "bank-icbc"}}), Ids{referral.id}) << "once";
  EXPECT_EQ(list({.counties = {"411503"}, .townships = {"411502200"}, .parties = {"bank-abc"}}),
            (Ids{second.id, other.id, third.id}));
  // A filter narrows what is seen and never widens it.
  EXPECT_EQ(list({.counties = {"411503"}}, {.county = "411502"}), Ids{});
  EXPECT_EQ(list({.counties = {"411502"}}, {.county = "411502", .township = "411502200"}),
            Ids{second.id});
  EXPECT_EQ(list({.townships = {"411502200"}}, {.township = "411502100"}), Ids{});
  EXPECT_EQ(list({.parties = {"bank-icbc"}}, {.organisation = "bank-abc"}), Ids{});
  EXPECT_EQ(list({.parties = {"bank-icbc"}}, {.county = "411502"}), Ids{referral.id});
  EXPECT_EQ(list({.parties = {"\"],[\""}}), Ids{});
  SubjectFilter page{.limit = 1};
  page.after = second.id;
  EXPECT_EQ(list({.counties = {"411502"}}, page), Ids{referral.id});
}

TEST_P(StoreSuite, CursorVisitsEachSubjectOnce) {
  write([](Writer& w) {
    for (int i = 0; i < 25; ++i) {
      const std::string number = std::to_string(100 + i);
      w.insert_subject(a_case("411502C" + number, "411502E" + number));
    }
  });
  Ids seen;
  SubjectFilter page{.kind = SubjectKind::kCase, .county = "411502", .state = "Review", .limit = 4};
  for (int guard = 0; guard < 20; ++guard) {
    const auto rows = store_->reader()->subjects(page);
    if (rows.empty()) break;
    EXPECT_LE(rows.size(), 4u);
    for (const auto& row : rows) seen.push_back(row.id);
    page.after = rows.back().id;
  }
  EXPECT_EQ(seen.size(), 25u);
  EXPECT_TRUE(std::is_sorted(seen.begin(), seen.end()));
  EXPECT_EQ(std::adjacent_find(seen.begin(), seen.end()), seen.end());
}

TEST_P(StoreSuite, OneOpenCasePerEnterprise) {
  auto first = a_case("411502C000001", "411502E000001");
  write([&](Writer& w) { w.insert_subject(first); });
  EXPECT_EQ(store_->reader()->open_case_of("411502E000001"), first);
  {
    const auto writer = store_->begin();
    EXPECT_THROW(writer->insert_subject(a_case("411502C000002", "411502E000001")), StoreFailure);
  }
  // Referrals and slips of the same enterprise are no cases.
  write([&](Writer& w) { w.insert_subject(a_referral("411502Rabc", first, "bank-icbc")); });
  first.closed_ms = 1'700'000'100'000;
  auto later = a_case("411502C000002", "411502E000001");
  later.opened_ms = 1'700'000'200'000;
  later.case_id = first.id;
  write([&](Writer& w) {
    w.update_subject(first);
    EXPECT_FALSE(w.open_case_of("411502E000001"));
    w.insert_subject(later);
  });
  EXPECT_EQ(store_->reader()->open_case_of("411502E000001"), later);
  EXPECT_EQ(store_->reader()->last_case_of("411502E000001"), later);
  {
    const auto writer = store_->begin();
    auto reopened = first;
    reopened.closed_ms.reset();
    EXPECT_THROW(writer->update_subject(reopened), StoreFailure);
  }
  later.closed_ms = 1'700'000'300'000;
  write([&](Writer& w) { w.update_subject(later); });
  EXPECT_FALSE(store_->reader()->open_case_of("411502E000001"));
  EXPECT_EQ(store_->reader()->last_case_of("411502E000001"), later);
  EXPECT_FALSE(store_->reader()->last_case_of("411502E000002"));
}

TEST_P(StoreSuite, LastCaseIsTheOneOpenedLastInWhateverCounty) {
  auto first = a_case("411503C000009", "411503E000001");
  first.closed_ms = 5;
  auto later = a_case("411502C000001", "411503E000001");
  later.opened_ms = first.opened_ms + 1;
  write([&](Writer& w) {
    w.insert_subject(first);
    w.insert_subject(later);
  });
  EXPECT_EQ(store_->reader()->last_case_of("411503E000001"), later);
}

TEST_P(StoreSuite, HistoryComesBackInOrder) {
  HistoryRow bare;
  bare.subject = "411502C000002";
  bare.sequence = 2;
  write([&](Writer& w) {
    w.insert_subject(a_case("411502C000001", "E1"));
    w.insert_subject(a_case("411502C000002", "E2"));
    w.append_history(a_history_row("411502C000001", 1));
    w.append_history(a_history_row("411502C000002", 1));
    w.append_history(a_history_row("411502C000001", 2));
    w.append_history(bare);
  });
  const auto reader = store_->reader();
  EXPECT_EQ(reader->history("411502C000001", 0, 10),
            (std::vector{a_history_row("411502C000001", 1), a_history_row("411502C000001", 2)}));
  EXPECT_EQ(reader->history("411502C000001", 1, 10),
            (std::vector{a_history_row("411502C000001", 2)}));
  EXPECT_EQ(reader->history("411502C000001", 0, 1).size(), 1u);
  EXPECT_EQ(reader->history("411502C000002", 1, 10), std::vector{bare});
  EXPECT_EQ(reader->count_history(), 4);
  const auto first = reader->recorded_history(0, 3);
  ASSERT_EQ(first.size(), 3u);
  EXPECT_EQ(first[0].row, a_history_row("411502C000001", 1));
  EXPECT_EQ(first[1].row, a_history_row("411502C000002", 1));
  EXPECT_EQ(first[2].row, a_history_row("411502C000001", 2));
  EXPECT_LT(first[0].position, first[1].position);
  const auto rest = reader->recorded_history(first[2].position, 3);
  ASSERT_EQ(rest.size(), 1u);
  EXPECT_TRUE(reader->recorded_history(rest[0].position, 3).empty());
}

TEST_P(StoreSuite, LatestHistoryInstantIsThatOfTheRowRecordedLast) {
  EXPECT_FALSE(store_->reader()->latest_history_instant());
  EXPECT_EQ(store_->reader()->latest_history_position(), 0);
  write([](Writer& w) {
    w.insert_subject(a_case("411502C000001", "E1"));
    w.append_history(a_history_row("411502C000001", 1));
    w.append_history(a_history_row("411502C000001", 2));
  });
  EXPECT_EQ(store_->reader()->latest_history_instant(),
            from_milliseconds(a_history_row("", 2).instant_ms));
  EXPECT_EQ(store_->reader()->latest_history_position(),
            store_->reader()->recorded_history(0, 10).back().position);
}

TEST_P(StoreSuite, ASequenceIsTakenOnce) {
  write([](Writer& w) {
    w.insert_subject(a_case("411502C000001", "E1"));
    w.append_history(a_history_row("411502C000001", 1));
  });
  const auto writer = store_->begin();
  EXPECT_THROW(writer->append_history(a_history_row("411502C000001", 1)), StoreFailure);
}

TEST_P(StoreSuite, HistoryOfNobodyIsRefused) {
  const auto writer = store_->begin();
  EXPECT_THROW(
      {
        writer->append_history(a_history_row("411502C000077", 1));
        writer->commit();
      },
      StoreFailure);
}

TEST_P(StoreSuite, AReceiptIsFoundAndTakenOnce) {
  const std::string key(
      "\x00\x01k\xff"
      "4567890abcdef",
      16),
      body(
          "\xfe\x00"
          "body0123456789",
          16);
  auto row = a_history_row("411502C000001", 1);
  row.receipt_key = key;
  row.request_digest = body;
  write([&](Writer& w) {
    w.insert_subject(a_case("411502C000001", "E1"));
    w.append_history(row);
    w.append_history(a_history_row("411502C000001", 2));  // without one, as often as you like
    w.append_history(a_history_row("411502C000001", 3));
    ASSERT_TRUE(w.receipt(row.subject, key));  // already inside the transaction
  });
  const auto receipt = store_->reader()->receipt(row.subject, key);
  ASSERT_TRUE(receipt);
  EXPECT_EQ(receipt->subject, row.subject);
  EXPECT_EQ(receipt->sequence, 1);
  EXPECT_EQ(receipt->request_digest, body);
  EXPECT_FALSE(store_->reader()->receipt(row.subject, ""));
  EXPECT_FALSE(store_->reader()->receipt(row.subject, "another"));
  EXPECT_FALSE(store_->reader()->receipt("411502C000002", key));
  EXPECT_EQ(store_->reader()->history("411502C000001", 0, 1).front(), row);
  const auto writer = store_->begin();
  auto again = a_history_row("411502C000001", 4);
  again.receipt_key = key;
  EXPECT_THROW(writer->append_history(again), StoreFailure);
}

TEST_P(StoreSuite, ChainHeadsComeInOrderOfId) {
  write([](Writer& w) {
    for (const char* id : {"411503C000001", "411502C000002", "411502C000001"}) {
      auto row = a_case(id, std::string("E") + id);
      row.version = id[12] - '0';
      row.head = a_digest(id[5]);
      w.insert_subject(row);
    }
  });
  Ids seen;
  store_->reader()->each_chain_head([&](const Reader::ChainHead& head) {
    seen.push_back(head.subject);
    EXPECT_EQ(head.version, head.subject[12] - '0');
    EXPECT_EQ(head.head, a_digest(head.subject[5]));
  });
  EXPECT_EQ(seen, (Ids{"411502C000001", "411502C000002", "411503C000001"}));
}

TEST_P(StoreSuite, TextIsKeptByteForByte) {
  const std::vector<std::string> texts = {"",
                                          "中文，标点。㐀𠮷",
                                          std::string("a\0b\0", 4),
                                          "'; DROP TABLE history; --",
                                          ":name ?1 $x @y",
                                          "\xff\xfe not utf-8",
                                          "line\nbreak\ttab\r\n",
                                          std::string(3'000'000, 'x') + "末"};
  write([&](Writer& w) {
    w.insert_subject(a_case("411502C000001", "E1"));
    for (std::size_t i = 0; i < texts.size(); ++i) {
      auto row = a_history_row("411502C000001", static_cast<std::int64_t>(i) + 1);
      row.data = texts[i];
      w.append_history(row);
    }
  });
  const auto rows = store_->reader()->history("411502C000001", 0, 100);
  ASSERT_EQ(rows.size(), texts.size());
  for (std::size_t i = 0; i < texts.size(); ++i) EXPECT_TRUE(rows[i].data == texts[i]) << i;
}

}  // namespace
}  // namespace qianqiao
