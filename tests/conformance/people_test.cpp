// Messages, incidents, people, and the house's own small tables.
#include "tests/conformance/store_suite.h"

namespace qianqiao {
namespace {

std::vector<std::string> names(const std::vector<MessageRow>& rows) {
  std::vector<std::string> out;
  for (const auto& row : rows) out.push_back(row.stable_id);
  return out;
}

using Names = std::vector<std::string>;

TEST_P(StoreSuite, MessageComesBackAsItWas) {
  auto row = a_message("msg_1", 1000);
  MessageRow bare{};
  write([&](Writer& w) {
    row.id = w.insert_message(row);
    bare.id = w.insert_message(bare);
  });
  EXPECT_EQ(store_->reader()->message(row.id), row);
  EXPECT_EQ(store_->reader()->message(bare.id), bare);
  EXPECT_FALSE(store_->reader()->message(bare.id + 1));
  row.stable_id = "msg_2";
  row.county = "411503";
  row.channel = "webhook";
  row.person = "li";
  row.organisation = "bank-abc";
  row.address = "https://example.cn/";
  row.notice = "ahead";
  row.subject_line = "提醒";
  row.body = "{}";
  row.digest_key = "k";
  row.claimed_ms = 1;
  row.not_before_ms = 2;
  row.attempts = 3;
  row.sent_ms = 4;
  row.delivered_ms = 5;
  row.read_ms = 6;
  row.dead_ms = 7;
  row.last_error = "";
  write([&](Writer& w) { w.update_message(row); });
  EXPECT_EQ(store_->reader()->message(row.id), row);
  EXPECT_EQ(store_->reader()->messages(0, 1), std::vector{row});
  EXPECT_EQ(store_->reader()->messages(row.id, 5), std::vector{bare});
}

TEST_P(StoreSuite, MessagesAreListedByCountyAndByReceiver) {
  MessageId first = 0, second = 0, third = 0;
  write([&](Writer& w) {
    auto row = a_message("one", 1000);
    row.county = "411502";
    row.organisation = "bank-abc";
    first = w.insert_message(row);
    row.county = "411503";
    second = w.insert_message(row);
    row.organisation = "";
    third = w.insert_message(row);
  });
  const auto reader = store_->reader();
  const auto ids = [](const std::vector<MessageRow>& rows) {
    std::vector<MessageId> out;
    for (const auto& row : rows) out.push_back(row.id);
    return out;
  };
  using Ids = std::vector<MessageId>;
  EXPECT_EQ(ids(reader->messages_of_county("411502", 0, 9)), Ids{first});
  EXPECT_EQ(ids(reader->messages_of_county("411503", 0, 9)), (Ids{third, second}));
  EXPECT_EQ(ids(reader->messages_of_county("411503", third, 9)), Ids{second});
  EXPECT_EQ(ids(reader->messages_to("bank-abc", 0, 9)), (Ids{second, first}));
  EXPECT_EQ(ids(reader->messages_to("bank-abc", 0, 1)), Ids{second});
  EXPECT_EQ(ids(reader->latest_messages(0, 2)), (Ids{third, second}));
  EXPECT_EQ(ids(reader->latest_messages(second, 2)), Ids{first});
  EXPECT_TRUE(reader->messages_to("", 0, 9).empty());
}

TEST_P(StoreSuite, DueMessagesAreThoseThatMayLeaveNow) {
  EXPECT_FALSE(store_->reader()->next_message_instant());
  write([](Writer& w) {
    w.insert_message(a_message("later", 3000));
    w.insert_message(a_message("first", 1000));
    w.insert_message(a_message("second", 1000));
    auto row = a_message("inbox", 10);
    row.channel = "inbox";
    w.insert_message(row);
    row = a_message("sent", 10);
    row.sent_ms = 20;
    w.insert_message(row);
    row = a_message("dead", 10);
    row.dead_ms = 20;
    w.insert_message(row);
  });
  const auto reader = store_->reader();
  EXPECT_EQ(reader->next_message_instant(), from_milliseconds(1000));
  EXPECT_TRUE(reader->due_messages(from_milliseconds(999), 9).empty());
  EXPECT_EQ(names(reader->due_messages(from_milliseconds(1000), 9)), (Names{"first", "second"}));
  EXPECT_EQ(names(reader->due_messages(from_milliseconds(5000), 9)),
            (Names{"first", "second", "later"}));
  EXPECT_EQ(names(reader->due_messages(from_milliseconds(5000), 1)), (Names{"first"}));
  EXPECT_EQ(reader->count_waiting_messages(10), 3);
  EXPECT_EQ(reader->count_waiting_messages(2), 2);
}

TEST_P(StoreSuite, AnInboxIsItsReceiversNewestFirst) {
  std::vector<MessageRow> letters;
  write([&](Writer& w) {
    for (int i = 0; i < 5; ++i) {
      auto row = a_message("letter-" + std::to_string(i), 1000);
      row.channel = "inbox";
      if (i % 2 == 1) row.read_ms = 2000;
      row.id = w.insert_message(row);
      letters.push_back(row);
    }
    w.insert_message(a_message("mail", 1000));  // to the same person, by another channel
    auto other = a_message("another's", 1000);
    other.channel = "inbox";
    other.person = "wan";
    w.insert_message(other);
  });
  const auto reader = store_->reader();
  EXPECT_EQ(names(reader->inbox("wang", false, 0, 9)),
            (Names{"letter-4", "letter-3", "letter-2", "letter-1", "letter-0"}));
  EXPECT_EQ(names(reader->inbox("wang", true, 0, 9)), (Names{"letter-4", "letter-2", "letter-0"}));
  EXPECT_EQ(names(reader->inbox("wang", false, 0, 2)), (Names{"letter-4", "letter-3"}));
  EXPECT_EQ(names(reader->inbox("wang", false, letters[3].id, 2)), (Names{"letter-2", "letter-1"}));
  EXPECT_EQ(names(reader->inbox("wang", true, letters[2].id, 2)), (Names{"letter-0"}));
  EXPECT_TRUE(reader->inbox("wang", false, letters[0].id, 9).empty());
  EXPECT_TRUE(reader->inbox("nobody", false, 0, 9).empty());
  EXPECT_TRUE(reader->inbox("", false, 0, 9).empty());

  letters[4].read_ms = 3000;
  write([&](Writer& w) { w.update_message(letters[4]); });
  EXPECT_EQ(names(store_->reader()->inbox("wang", true, 0, 9)), (Names{"letter-2", "letter-0"}));
  EXPECT_EQ(store_->reader()->inbox("wang", false, 0, 1), std::vector{letters[4]});
}

TEST_P(StoreSuite, ADigestIsOpenUntilItLeaves) {
  auto row = a_message("letter", 1000);
  write([&](Writer& w) {
    row.id = w.insert_message(row);
    auto single = a_message("single", 1000);
    single.digest_key = "";
    w.insert_message(single);
    w.insert_message_line({row.id, "411502Rabc", 4, "overdue", "第一行"});
    w.insert_message_line({row.id, "411502Rxyz", 0, "", "第二行"});
    EXPECT_EQ(w.open_digest(row.digest_key), row);
  });
  EXPECT_EQ(store_->reader()->open_digest(row.digest_key), row);
  EXPECT_FALSE(store_->reader()->open_digest(""));
  EXPECT_FALSE(store_->reader()->open_digest("another"));
  EXPECT_EQ(store_->reader()->message_lines(row.id),
            (std::vector<MessageLineRow>{{row.id, "411502Rabc", 4, "overdue", "第一行"},
                                         {row.id, "411502Rxyz", 0, "", "第二行"}}));
  EXPECT_TRUE(store_->reader()->message_lines(row.id + 1).empty());
  row.sent_ms = 2000;
  write([&](Writer& w) { w.update_message(row); });
  EXPECT_FALSE(store_->reader()->open_digest(row.digest_key));
  row.sent_ms.reset();
  row.dead_ms = 2000;
  write([&](Writer& w) { w.update_message(row); });
  EXPECT_FALSE(store_->reader()->open_digest(row.digest_key));
}

TEST_P(StoreSuite, IncidentsAreOpenedAndClosedOnce) {
  IncidentRow first{0,  "delivery", "411502", "411502C000001", 5, "连接超时", 1000, std::nullopt,
                    "", ""};
  IncidentRow second{0, "notification", "411503", "", 0, "", 2000, std::nullopt, "", ""};
  write([&](Writer& w) {
    first.id = w.insert_incident(first);
    second.id = w.insert_incident(second);
  });
  const auto listed = [&](IncidentFilter filter) { return store_->reader()->incidents(filter); };
  EXPECT_EQ(listed({}), (std::vector{second, first}));  // newest first
  EXPECT_EQ(listed({.limit = 1}), std::vector{second});
  EXPECT_EQ(listed({.before = second.id}), std::vector{first});
  EXPECT_EQ(listed({.county = "411502"}), std::vector{first});
  EXPECT_EQ(store_->reader()->open_incident_of(5), first.id);
  EXPECT_EQ(store_->reader()->count_open_incidents(10), (IncidentCounts{2, 1}));
  EXPECT_EQ(store_->reader()->count_open_incidents(1).open, 1);
  write([&](Writer& w) {
    w.close_incident(first.id, "过了时候", "office", from_milliseconds(3000));
    w.close_incident(first.id, "retried", {}, from_milliseconds(4000));  // closed already
  });
  first.closed_ms = 3000;
  first.resolution = "过了时候";
  first.closed_by = "office";
  EXPECT_EQ(store_->reader()->incident(first.id), first);
  EXPECT_EQ(store_->reader()->incident(99), std::nullopt);
  EXPECT_EQ(store_->reader()->open_incident_of(5), std::nullopt);
  EXPECT_EQ(listed({}), std::vector{second});
  EXPECT_EQ(store_->reader()->count_open_incidents(10), (IncidentCounts{1, 0}));
  EXPECT_EQ(listed({.open_only = false}), (std::vector{second, first}));
  EXPECT_EQ(listed({.county = "411502", .open_only = false}), std::vector{first});
  EXPECT_EQ(listed({.county = "411502"}), std::vector<IncidentRow>{});
}

TEST_P(StoreSuite, AMailWishIsReplaced) {
  MailWishRow wish{"zhang", mail_timing::kNever, mail_timing::kDaily, mail_timing::kNow, 450, 1440};
  write([&](Writer& w) { w.put_mail_wish(wish); });
  EXPECT_EQ(store_->reader()->mail_wish("zhang"), wish);
  EXPECT_EQ(store_->reader()->mail_wish("li"), std::nullopt);
  wish.overdue = mail_timing::kNow;
  write([&](Writer& w) { w.put_mail_wish(wish); });
  EXPECT_EQ(store_->reader()->mail_wish("zhang"), wish);
}

TEST_P(StoreSuite, OrganisationsAndPeopleAreInsertedAndReplaced) {
  Organisation city{"411500", "410000", OrganisationKind::kCity, "信阳市", "411500", "", ""};
  const Organisation bank{"bank-icbc", "411500", OrganisationKind::kBank, "工商银行",
                          "411500",    "a@b.cn", "https://b.cn/"};
  Person person{"wang", "王五", "bank-icbc", "w@b.cn", "139", "$argon2id$", true};
  write([&](Writer& w) {
    w.put_organisation(bank);
    w.put_organisation(city);
    w.put_person(person);
  });
  EXPECT_EQ(store_->reader()->organisations(), (std::vector{city, bank}));
  EXPECT_EQ(store_->reader()->people(), std::vector{person});
  city = {"411500", "41", OrganisationKind::kGuarantor, "别名", "41", "x", "y"};
  person = {"wang", "王", "411500", "", "", "", false};
  write([&](Writer& w) {
    w.put_organisation(city);
    w.put_person(person);
  });
  EXPECT_EQ(store_->reader()->organisations(), (std::vector{city, bank}));
  EXPECT_EQ(store_->reader()->people(), std::vector{person});
}

TEST_P(StoreSuite, AppointmentsAreKeyedByPersonRoleScopeAndFirstDay) {
  const Date from = *parse_date("2025-01-01"), until = *parse_date("2025-06-30");
  const Appointment open{"wang", "bank_contact", "bank-icbc", from, std::nullopt};
  const Appointment later{"wang", "bank_contact", "bank-icbc", until, std::nullopt};
  write([&](Writer& w) {
    w.put_appointment(open);
    w.put_appointment(later);
  });
  EXPECT_EQ(store_->reader()->appointments(), (std::vector{open, later}));
  const Appointment ended{"wang", "bank_contact", "bank-icbc", from, until};
  write([&](Writer& w) { w.put_appointment(ended); });
  EXPECT_EQ(store_->reader()->appointments(), (std::vector{ended, later}));
}

TEST_P(StoreSuite, MandatesAndRoundsComeBack) {
  const Date from = *parse_date("2024-11-01"), until = *parse_date("2024-11-20");
  Mandate mandate{0, "zhao", "wang", from, until};
  RoundRow round{"411502-2024-1", "411502", "首轮", from, until};
  write([&](Writer& w) {
    mandate.id = w.insert_mandate(mandate);
    w.put_round(round);
  });
  EXPECT_EQ(store_->reader()->mandates(), std::vector{mandate});
  EXPECT_EQ(store_->reader()->rounds(), std::vector{round});
  round.name = "第一轮";
  round.ends = from;
  write([&](Writer& w) { w.put_round(round); });
  EXPECT_EQ(store_->reader()->rounds(), std::vector{round});
}

TEST_P(StoreSuite, SettingsAreReplacedAndDocumentsAreNot) {
  write([](Writer& w) {
    w.put_setting("clock", "1");
    w.put_setting("clock", "2");
    w.put_setting("empty", "");
    w.put_document("definition", "v2", "later name, stored first");
    w.put_document("definition", "v1", "内容");
    w.put_document("definition", "v1", "never this");
    w.put_document("calendar", "v1", "{}");
  });
  const auto reader = store_->reader();
  EXPECT_EQ(reader->setting("clock"), "2");
  EXPECT_EQ(reader->setting("empty"), "");
  EXPECT_FALSE(reader->setting("none"));
  EXPECT_EQ(reader->document("definition", "v1"), "内容");
  EXPECT_EQ(reader->document("calendar", "v1"), "{}");
  EXPECT_FALSE(reader->document("calendar", "v2"));
  using Documents = std::vector<std::pair<std::string, std::string>>;
  EXPECT_EQ(reader->documents("definition"),
            (Documents{{"v2", "later name, stored first"}, {"v1", "内容"}}));
  EXPECT_TRUE(reader->documents("none").empty());
}

TEST_P(StoreSuite, TheFirstCheckpointOfADayStands) {
  const CheckpointRow first{"2025-03-03", a_digest(1),           10,
                            100,          std::string(64, '\0'), std::string("\x01\x00\x02", 3)};
  auto second = first;
  second.root = a_digest(2);
  auto next = second;
  next.day = "2025-03-02";
  EXPECT_FALSE(store_->reader()->latest_checkpoint());
  write([&](Writer& w) {
    w.put_checkpoint(first);
    w.put_checkpoint(second);
    w.put_checkpoint(next);
  });
  EXPECT_EQ(store_->reader()->checkpoints(), (std::vector{next, first}));
  EXPECT_EQ(store_->reader()->latest_checkpoint(), first);
}

TEST_P(StoreSuite, GuaranteesAreKept) {
  EXPECT_FALSE(store_->guarantees().empty());
  for (const Store::Guarantee& guarantee : store_->guarantees())
    EXPECT_EQ(guarantee.value, guarantee.wanted) << guarantee.name;
  EXPECT_EQ(store_->schema_version(), store_->newest_schema_version());
}

}  // namespace
}  // namespace qianqiao
