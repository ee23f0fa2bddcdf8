#include "server/notify/notify_settings.h"

#include <Poco/TemporaryFile.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "server/notify/email_notifier.h"
#include "server/notify/webhook_notifier.h"
#include "tests/unit/notify/fixed_clock.h"

namespace qianqiao {
namespace {

const FixedClock kWall(from_milliseconds(1740963600000));

NotifySettings good() {
  NotifySettings settings;
  settings.smtp.host = "smtp.xinyang.example";
  settings.smtp.from_address = "office@xinyang.example";
  settings.smtp.user = "office";
  settings.smtp.password.environment = "QIANQIAO_SMTP_PASSWORD";
  settings.webhook.allowlist = {"10.0.0.0/8"};
  return settings;
}

// The names of the settings that are wrong.
std::vector<std::string> wrong(const NotifySettings& settings) {
  std::vector<std::string> names;
  for (const Error& problem : find_problems(settings)) {
    EXPECT_EQ(problem.code, "notify.setting_invalid");
    EXPECT_EQ(to_line(problem).find('{'), std::string::npos) << to_line(problem);
    names.push_back(problem.params.at(0).second);
  }
  return names;
}

using Names = std::vector<std::string>;

TEST(NotifySettings, GoodOnesAndDefaultsPass) {
  EXPECT_EQ(wrong(good()), Names{});
  EXPECT_EQ(wrong({}), Names{});  // no mail, webhooks to public addresses
}

TEST(NotifySettings, EveryProblemIsNamed) {
  NotifySettings s = good();
  s.smtp.host = "smtp host";
  s.smtp.port = 0;
  s.smtp.from_address = "office";
  s.smtp.from_name = "a\nb";
  s.smtp.hello_name = "-";
  s.smtp.password = {};
  s.smtp.time_limit_ms = 0;
  s.smtp.ca_file = "/nonexistent.pem";
  s.webhook.allowlist = {"10.0.0.0/8", "10.0.0.0/40", "*"};
  s.webhook.time_limit_ms = 1'000'000;
  s.webhook.answer_limit_bytes = -1;
  s.webhook.ca_file = "/nonexistent.pem";
  EXPECT_EQ(wrong(s),
            (Names{"smtp.host", "smtp.port", "smtp.from_address", "smtp.from_name",
                   "smtp.hello_name", "smtp.password", "smtp.time_limit_ms", "smtp.ca_file",
                   "webhook.allowlist", "webhook.allowlist", "webhook.time_limit_ms",
                   "webhook.answer_limit_bytes", "webhook.ca_file"}));
}

TEST(NotifySettings, PasswordsNeverTravelInTheClear) {
  NotifySettings s = good();
  s.smtp.security = MailSecurity::kNone;
  EXPECT_EQ(wrong(s), Names{"smtp.security"});
  s.smtp.host = "127.0.0.1";  // but within this machine they may
  EXPECT_EQ(wrong(s), Names{});
}

TEST(NotifySettings, NotifiersRefuseBadSettings) {
  EXPECT_EQ(make_email_notifier({}).error().code, "notify.misconfigured");
  NotifySettings s = good();
  s.smtp.from_address = "office";
  EXPECT_EQ(make_email_notifier(s.smtp).error().code, "notify.setting_invalid");
  s.webhook.allowlist = {"*"};
  EXPECT_EQ(make_webhook_notifier(s.webhook, nullptr, kWall).error().code,
            "notify.setting_invalid");

  Poco::TemporaryFile file;
  std::ofstream(file.path()) << "no certificate";
  s = good();
  s.smtp.ca_file = s.webhook.ca_file = file.path();
  EXPECT_EQ(make_email_notifier(s.smtp).error().code, "notify.misconfigured");
  EXPECT_EQ(make_webhook_notifier(s.webhook, nullptr, kWall).error().code, "notify.misconfigured");
}

TEST(NotifySettings, SecretsComeFromFileOrEnvironment) {
  Poco::TemporaryFile file;
  std::ofstream(file.path()) << " s3cret 密码 \nsecond line\n";
  EXPECT_EQ(read_secret({file.path(), ""}).value(), "s3cret 密码");
  ASSERT_EQ(setenv("QIANQIAO_TEST_SECRET", "from the environment", 1), 0);
  EXPECT_EQ(read_secret({"", "QIANQIAO_TEST_SECRET"}).value(), "from the environment");

  std::ofstream(file.path(), std::ios::trunc) << "\n";
  EXPECT_EQ(read_secret({file.path(), ""}).error().code, "notify.secret_unreadable");
  EXPECT_EQ(read_secret({"/nonexistent", ""}).error().code, "notify.secret_unreadable");
  EXPECT_EQ(read_secret({"", "QIANQIAO_TEST_NO_SUCH"}).error().code, "notify.secret_unreadable");
  EXPECT_EQ(read_secret({}).error().code, "notify.secret_unreadable");
}

}  // namespace
}  // namespace qianqiao
