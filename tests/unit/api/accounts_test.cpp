// Signing in, on a real store, with a wall clock that only moves when told.
#include "server/api/accounts.h"

#include <gtest/gtest.h>

#include "server/api/password_hash.h"
#include "server/api/totp.h"
#include "tests/support/small_city.h"

namespace qianqiao {
namespace {

constexpr char kPassword[] = "correct horse battery";

class AccountsTest : public ::testing::Test {
 protected:
  AccountsTest()
      : queue_(city_.engine(), CommandQueue::Options{}, [](const StoreFailure&) {}),
        accounts_(city_.store(), queue_, city_.engine(), wall_,
                  *SecretBox::load_or_create(city_.folder() / "sealing-key")) {
    change([](Person& person) { person.password_hash = *hash_password(kPassword); });
  }
  ~AccountsTest() override { queue_.stop(); }

  void change(const std::function<void(Person&)>& how) {
    queue_
        .run([&](Engine& engine) {
          Person person = *engine.directory()->person(name_);
          how(person);
          engine.administer([&](Writer& writer) { writer.put_person(person); });
        })
        .get();
  }
  Result<std::string> sign_in(const std::string& password = kPassword, std::string code = "") {
    return accounts_.open_session({name_, password, std::move(code)}, std::nullopt);
  }
  std::string refusal(const Result<std::string>& answer) {
    return answer ? "" : answer.error().code;
  }
  void wait(std::chrono::seconds span) { wall_.set(wall_.now() + span); }

  test::SmallCity city_;
  SimulatedClock wall_{test::instant("2025-03-03T09:00")};
  const PersonId name_ = "task_force-411502";
  CommandQueue queue_;
  Accounts accounts_;
};

TEST_F(AccountsTest, ARightPasswordOpensASession) {
  const auto token = sign_in();
  ASSERT_TRUE(token);
  EXPECT_EQ(accounts_.session(*token)->person, name_);
  EXPECT_FALSE(accounts_.session(*token + "x"));
  EXPECT_FALSE(accounts_.session(""));
  EXPECT_NE(Accounts::csrf_token(*token), *token);
  EXPECT_NE(sign_in(), *token) << "every sign-in has a token of its own";
}

TEST_F(AccountsTest, TheTokenItselfIsNotStored) {
  const auto token = sign_in();
  EXPECT_FALSE(city_.store().reader()->session(sm3(Accounts::csrf_token(*token))));
  EXPECT_TRUE(city_.store().reader()->session(sm3(*token)));
}

TEST_F(AccountsTest, SigningInClosesTheSessionThatTheClientHad) {
  const auto first = sign_in();
  const auto second = accounts_.open_session({name_, kPassword, ""}, sm3(*first));
  EXPECT_FALSE(accounts_.session(*first));
  EXPECT_TRUE(accounts_.session(*second));
  ASSERT_TRUE(accounts_.close_session(sm3(*second)));
  EXPECT_FALSE(accounts_.session(*second));
}

TEST_F(AccountsTest, ASessionEndsWhenIdleAndAtTheLatestAfterADay) {
  const auto idle = sign_in(), busy = sign_in();
  for (int hour = 0; hour < 23; ++hour) {
    wait(std::chrono::hours(1));
    EXPECT_TRUE(accounts_.session(*busy)) << hour;
  }
  EXPECT_FALSE(accounts_.session(*idle));
  wait(std::chrono::hours(1));
  EXPECT_FALSE(accounts_.session(*busy));
}

TEST_F(AccountsTest, NamesThatNobodyHasAreAnsweredAlike) {
  EXPECT_EQ(refusal(sign_in("wrong password")), "session.refused");
  EXPECT_EQ(refusal(accounts_.open_session({"nobody", kPassword, ""}, {})), "session.refused");
  for (int i = 0; i < Accounts::kFreeFailures; ++i) {
    (void)sign_in("wrong password");
    (void)accounts_.open_session({"nobody", "wrong password", ""}, {});
  }
  EXPECT_EQ(refusal(sign_in("wrong password")), "session.locked");
  EXPECT_EQ(refusal(accounts_.open_session({"nobody", kPassword, ""}, {})), "session.locked");
}

TEST_F(AccountsTest, FailuresLockForEverLonger) {
  for (int i = 0; i < Accounts::kFreeFailures; ++i)
    EXPECT_EQ(refusal(sign_in("wrong password")), "session.refused") << i;
  EXPECT_EQ(refusal(sign_in()), "session.locked") << "the right password does not help";
  EXPECT_TRUE(accounts_.is_locked(name_));
  wait(Accounts::kFirstWait);
  EXPECT_EQ(refusal(sign_in("wrong password")), "session.refused");
  wait(Accounts::kFirstWait);
  EXPECT_EQ(refusal(sign_in()), "session.locked") << "twice as long now";
  wait(Accounts::kFirstWait);
  EXPECT_TRUE(sign_in());
  EXPECT_EQ(refusal(sign_in("wrong password")), "session.refused") << "counted from the beginning";
}

TEST_F(AccountsTest, AnAdministratorUnlocks) {
  for (int i = 0; i < Accounts::kFreeFailures; ++i) (void)sign_in("wrong password");
  ASSERT_TRUE(accounts_.unlock(name_));
  EXPECT_TRUE(sign_in());
}

TEST_F(AccountsTest, ADisabledPersonIsOutAtOnce) {
  const auto token = sign_in();
  change([](Person& person) { person.disabled = true; });
  EXPECT_FALSE(accounts_.session(*token));
  EXPECT_EQ(refusal(sign_in()), "session.refused");
}

TEST_F(AccountsTest, ASecondFactorIsAskedForOnceConfirmed) {
  ASSERT_TRUE(accounts_.propose_totp(name_));
  EXPECT_TRUE(sign_in()) << "not in force before it is confirmed";
  EXPECT_EQ(accounts_.confirm_totp(name_, "000000").error().code, "session.code_refused");
  const auto secret = SecretBox::load_or_create(city_.folder() / "sealing-key")
                          ->open(city_.store().reader()->sign_in(name_)->totp_secret);
  ASSERT_TRUE(secret);
  const auto code = [&] { return totp_code(*secret, totp_step(wall_.now())); };
  const std::string used = code();
  ASSERT_TRUE(accounts_.confirm_totp(name_, used));
  EXPECT_EQ(refusal(sign_in()), "session.code_required");
  EXPECT_EQ(refusal(sign_in(kPassword, used)), "session.code_refused") << "a code is good once";
  wait(std::chrono::seconds(kTotpStepSeconds));
  EXPECT_TRUE(sign_in(kPassword, code()));
  EXPECT_EQ(accounts_.propose_totp(name_).error().code, "totp.in_force");
  ASSERT_TRUE(accounts_.drop_totp(name_));
  EXPECT_TRUE(sign_in());
}

TEST_F(AccountsTest, GuessingCodesLocksToo) {
  ASSERT_TRUE(accounts_.propose_totp(name_));
  const auto secret = SecretBox::load_or_create(city_.folder() / "sealing-key")
                          ->open(city_.store().reader()->sign_in(name_)->totp_secret);
  ASSERT_TRUE(accounts_.confirm_totp(name_, totp_code(*secret, totp_step(wall_.now()))));
  for (int i = 0; i < Accounts::kFreeFailures; ++i) (void)sign_in(kPassword, "wrong!");
  EXPECT_EQ(refusal(sign_in(kPassword, "wrong!")), "session.locked");
}

TEST_F(AccountsTest, AChangedPasswordEndsAllSessions) {
  const auto token = sign_in();
  EXPECT_EQ(accounts_.change_password(name_, "wrong", "another password").error().code,
            "session.refused");
  EXPECT_EQ(accounts_.change_password(name_, kPassword, "short").error().code,
            "password.too_short");
  ASSERT_TRUE(accounts_.change_password(name_, kPassword, "another password"));
  EXPECT_FALSE(accounts_.session(*token));
  EXPECT_EQ(refusal(sign_in()), "session.refused");
  EXPECT_TRUE(sign_in("another password"));
}

TEST_F(AccountsTest, AKeyHoldsUntilItExpiresOrIsRevoked) {
  ApiKeyRow wanted;
  wanted.person = name_;
  wanted.name = "核心系统";
  const auto made = accounts_.create_key(wanted, std::chrono::days(2));
  ASSERT_TRUE(made);
  EXPECT_EQ(accounts_.api_key(made->key)->person, name_);
  EXPECT_FALSE(accounts_.api_key(made->key + "x"));
  EXPECT_FALSE(accounts_.api_key(""));
  EXPECT_TRUE(city_.store().reader()->api_key(made->row.digest)->last_used_ms) << "noted as used";
  wait(std::chrono::hours(47));
  EXPECT_TRUE(accounts_.api_key(made->key));
  wait(std::chrono::hours(1));
  EXPECT_FALSE(accounts_.api_key(made->key));
  const auto other = accounts_.create_key(wanted, std::chrono::days(2));
  queue_
      .run([&](Engine& engine) {
        engine.record([&](Writer& w) { w.revoke_api_key(other->row.id, wall_.now()); });
      })
      .get();
  EXPECT_FALSE(accounts_.api_key(other->key));
}

}  // namespace
}  // namespace qianqiao
