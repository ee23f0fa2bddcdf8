// Webhooks and the messages that went by them.
#include "tests/conformance/store_suite.h"

namespace qianqiao {
namespace {

WebhookRow a_webhook(const std::string& organisation) {
  WebhookRow row;
  row.organisation = organisation;
  row.name = "核心系统";
  row.url = "https://hooks.example/" + organisation;
  row.secret = std::string("sealed\0bytes", 12);
  row.created_by = "security";
  row.created_ms = 1000;
  row.changed_ms = 1001;
  return row;
}

TEST_P(StoreSuite, AWebhookIsKeptChangedAndDeleted) {
  WebhookRow row = a_webhook("bank-a"), other = a_webhook("bank-b");
  write([&](Writer& w) {
    row.id = w.insert_webhook(row);
    other.id = w.insert_webhook(other);
  });
  EXPECT_EQ(store_->reader()->webhook(row.id), row);
  EXPECT_EQ(store_->reader()->webhooks(), (std::vector{row, other}));
  EXPECT_EQ(store_->reader()->webhooks_of("bank-a"), std::vector{row});
  row.enabled = false;
  row.former_secret = "former";
  row.former_until_ms = 9000;
  write([&](Writer& w) { w.update_webhook(row); });
  EXPECT_EQ(store_->reader()->webhook(row.id), row);
  row.deleted_ms = 9500;
  write([&](Writer& w) { w.update_webhook(row); });
  EXPECT_EQ(store_->reader()->webhooks(), std::vector{other});
  EXPECT_TRUE(store_->reader()->webhooks_of("bank-a").empty());
  EXPECT_EQ(store_->reader()->webhook(row.id), row);
}

TEST_P(StoreSuite, TheMessagesOfAWebhookAreFoundInOrderByTimeAndByName) {
  std::vector<MessageRow> rows;
  write([&](Writer& w) {
    for (int i = 0; i < 4; ++i) {
      MessageRow row = a_message("msg_" + std::to_string(i), 1000 * i);
      row.webhook = i == 3 ? 8 : 7;
      row.claimed_ms = 1000 * (i / 2);  // two of one instant
      row.id = w.insert_message(row);
      rows.push_back(row);
    }
  });
  const auto reader = store_->reader();
  EXPECT_EQ(reader->messages_of_webhook(7, 0, 10), (std::vector{rows[0], rows[1], rows[2]}));
  EXPECT_EQ(reader->messages_of_webhook(7, rows[0].id, 1), std::vector{rows[1]});
  EXPECT_TRUE(reader->messages_of_webhook(0, 0, 10).empty());
  const auto between = [&](int from, int to) {
    return reader->messages_of_webhook_between(7, from_milliseconds(from), from_milliseconds(to),
                                               10);
  };
  EXPECT_EQ(between(0, 1000), (std::vector{rows[0], rows[1]}));
  EXPECT_EQ(between(1, 1001), std::vector{rows[2]});
  EXPECT_EQ(reader->messages_called(7, "msg_1"), std::vector{rows[1]});
  EXPECT_TRUE(reader->messages_called(8, "msg_1").empty());
}

TEST_P(StoreSuite, WhatWaitsForAWebhookIsGivenUp) {
  MessageRow waiting = a_message("msg_w", 1000), sent = a_message("msg_s", 1000),
             foreign = a_message("msg_f", 1000);
  waiting.webhook = sent.webhook = 7;
  sent.sent_ms = 2000;
  write([&](Writer& w) {
    for (MessageRow* row : {&waiting, &sent, &foreign}) row->id = w.insert_message(*row);
    w.give_up_messages_of(7, "disabled", from_milliseconds(3000));
  });
  waiting.dead_ms = 3000;
  waiting.last_error = "disabled";
  waiting.digest_key.clear();
  for (const MessageRow& row : {waiting, sent, foreign})
    EXPECT_EQ(store_->reader()->message(row.id), row);
}

}  // namespace
}  // namespace qianqiao
