// Sessions, sign-in guards, API keys and the audit log.
#include "tests/conformance/store_suite.h"

namespace qianqiao {
namespace {

TEST_P(StoreSuite, ASessionIsFoundByItsTokenUntilItEnds) {
  SessionRow row{sm3("token"), "zhang", 1000, 1000, 9000};
  const SessionRow other{sm3("other"), "zhang", 1000, 1000, 5000};
  const SessionRow somebody{sm3("third"), "li", 1000, 1000, 9000};
  write([&](Writer& w) {
    for (const auto& session : {row, other, somebody}) w.insert_session(session);
  });
  EXPECT_EQ(store_->reader()->session(row.token), row);
  EXPECT_FALSE(store_->reader()->session(sm3("guess")));
  row.seen_ms = 2000;
  write([&](Writer& w) {
    w.touch_session(row.token, from_milliseconds(2000));
    w.delete_expired_sessions(from_milliseconds(5000));
  });
  EXPECT_EQ(store_->reader()->session(row.token), row);
  EXPECT_FALSE(store_->reader()->session(other.token));
  write([&](Writer& w) { w.delete_sessions_of("zhang"); });
  EXPECT_FALSE(store_->reader()->session(row.token));
  EXPECT_TRUE(store_->reader()->session(somebody.token));
  write([&](Writer& w) { w.delete_session(somebody.token); });
  EXPECT_FALSE(store_->reader()->session(somebody.token));
}

TEST_P(StoreSuite, WhatGuardsASignInIsReplaced) {
  SignInRow row{"zhang", 3, 1000, "sealed", true, 77};
  EXPECT_FALSE(store_->reader()->sign_in("zhang"));
  write([&](Writer& w) { w.put_sign_in(row); });
  EXPECT_EQ(store_->reader()->sign_in("zhang"), row);
  row = {"zhang", 0, std::nullopt, "", false, 0};
  write([&](Writer& w) { w.put_sign_in(row); });
  EXPECT_EQ(store_->reader()->sign_in("zhang"), row);
}

TEST_P(StoreSuite, AnApiKeyIsFoundByItsDigestAndRevokedOnce) {
  ApiKeyRow row{0,    sm3("key"), "qk_ab", "bank.system", "核心系统", true, "security", 1000,
                9000, {},         {}};
  ApiKeyRow other = row;
  other.digest = sm3("another");
  write([&](Writer& w) {
    row.id = w.insert_api_key(row);
    other.id = w.insert_api_key(other);
  });
  EXPECT_EQ(store_->reader()->api_key(row.digest), row);
  EXPECT_FALSE(store_->reader()->api_key(sm3("guess")));
  EXPECT_EQ(store_->reader()->api_keys(), (std::vector{row, other}));
  write([&](Writer& w) {
    w.touch_api_key(row.id, from_milliseconds(2000));
    w.revoke_api_key(row.id, from_milliseconds(3000));
    w.revoke_api_key(row.id, from_milliseconds(4000));  // revoked already
  });
  row.last_used_ms = 2000;
  row.revoked_ms = 3000;
  EXPECT_EQ(store_->reader()->api_key(row.digest), row);
  write([&](Writer& w) { EXPECT_THROW(w.insert_api_key(other), StoreFailure); });
}

TEST_P(StoreSuite, TheAuditLogIsReadFromItsEnd) {
  std::vector<AuditRow> rows = {
      {0, 1000, "zhang", 0, "session.opened", "zhang", "{}", "127.0.0.1"},
      {0, 2000, "li", 7, "enterprise.revealed", "411502E000001", R"({"reason":"回访"})", "::1"},
      {0, 3000, "zhang", 0, "session.closed", "zhang", "{}", "127.0.0.1"}};
  write([&](Writer& w) {
    for (AuditRow& row : rows) row.id = w.insert_audit(row);
  });
  const auto reader = store_->reader();
  EXPECT_EQ(reader->audit("", "", 0, 10), (std::vector{rows[2], rows[1], rows[0]}));
  EXPECT_EQ(reader->audit("", "", rows[2].id, 1), std::vector{rows[1]});
  EXPECT_EQ(reader->audit("zhang", "", 0, 10), (std::vector{rows[2], rows[0]}));
  EXPECT_EQ(reader->audit("", "session.opened", 0, 10), std::vector{rows[0]});
  EXPECT_EQ(reader->audit("zhang", "session.closed", 0, 10), std::vector{rows[2]});
  EXPECT_TRUE(reader->audit("li", "session.closed", 0, 10).empty());
}

}  // namespace
}  // namespace qianqiao
