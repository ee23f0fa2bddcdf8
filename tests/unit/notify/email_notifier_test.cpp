#include "server/notify/email_notifier.h"

#include <Poco/Net/SecureStreamSocket.h>
#include <Poco/TemporaryFile.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>

#include "server/notify/base64.h"
#include "tests/unit/notify/scripted_server.h"
#include "tests/unit/notify/test_certificates.h"

namespace qianqiao {
namespace {

using Lines = std::vector<std::string>;
using Replies = std::map<std::string, std::string>;
const Instant kNow = parse_instant("2025-03-03T09:05:07").value();

// An SMTP server that answers as told: by default it takes everything. A reply of "" hangs up, one
// of "…" says nothing more.
class SmtpServer {
 public:
  explicit SmtpServer(Replies replies = {}, Poco::Net::Context::Ptr tls = nullptr,
                      bool is_implicit_tls = false)
      : replies_{{"connect", "220 test"},
                 {"EHLO", "250-test\r\n250-STARTTLS\r\n250 AUTH PLAIN LOGIN"},
                 {"STARTTLS", "220 go on"},
                 {"AUTH PLAIN", "235 welcome"},
                 {"MAIL", "250 ok"},
                 {"RCPT", "250 ok"},
                 {"DATA", "354 go on"},
                 {".", "250 queued"}},
        tls_(tls),
        server_([this](Poco::Net::StreamSocket& socket) { converse(socket); },
                is_implicit_tls ? tls : nullptr) {
    for (auto& [command, reply] : replies) replies_[command] = reply;
  }

  std::uint16_t port() const { return server_.port(); }
  int connections() const { return server_.connections(); }
  const Lines& commands() {
    server_.stop();
    return commands_;
  }
  const std::string& mail() {
    server_.stop();
    return mail_;
  }

 private:
  std::string read_line(Poco::Net::StreamSocket& socket) {
    std::string line;
    for (char c; socket.receiveBytes(&c, 1) == 1;) {
      line += c;
      if (line.ends_with("\r\n")) return line.substr(0, line.size() - 2);
    }
    return "";
  }

  // The reply to the longest beginning that is known.
  std::string reply_to(const std::string& command) const {
    std::string reply = "500 unknown";
    std::size_t longest = 0;
    for (const auto& [beginning, text] : replies_)
      if (command.starts_with(beginning) && beginning.size() > longest) {
        reply = text;
        longest = beginning.size();
      }
    return reply;
  }

  bool answer(Poco::Net::StreamSocket& socket, const std::string& reply) {
    if (reply == "") return false;
    if (reply.ends_with("…")) {
      write(socket, reply.substr(0, reply.size() - 3));
      wait_for_hang_up(socket);
      return false;
    }
    write(socket, reply.ends_with("-") ? reply : reply + "\r\n");
    return !reply.ends_with("-");
  }

  void converse(Poco::Net::StreamSocket& socket) {
    if (!answer(socket, reply_to("connect"))) return;
    while (true) {
      const std::string command = read_line(socket);
      if (command.empty()) return;
      commands_.push_back(command);
      const std::string reply = reply_to(command);
      if (!answer(socket, reply)) return;
      if (command == "STARTTLS" && reply.starts_with("2"))
        socket = Poco::Net::SecureStreamSocket::attach(socket, tls_);
      if (command == "DATA" && reply.starts_with("3")) {
        for (std::string line; (line = read_line(socket)) != ".";) mail_ += line + "\r\n";
        if (!answer(socket, reply_to("."))) return;
      }
    }
  }

  Replies replies_;
  Poco::Net::Context::Ptr tls_;
  Lines commands_;
  std::string mail_;
  ScriptedServer server_;  // last: its thread uses the others
};

SmtpSettings settings_for(const SmtpServer& server, int limit_ms = 15'000) {
  SmtpSettings settings;
  settings.host = "127.0.0.1";
  settings.port = server.port();
  settings.security = MailSecurity::kNone;
  settings.from_address = "office@xinyang.example";
  settings.from_name = "信阳市融资协调机制办公室";
  settings.time_limit_ms = limit_ms;
  return settings;
}

MessageRow reminder() {
  MessageRow message;
  message.stable_id = "msg_411502_1";
  message.channel = "email";
  message.address = "credit@bank.example";
  message.subject_line = "催办函";
  message.body = "请于 2025-03-06 前反馈。\n";
  return message;
}

std::string send(const SmtpSettings& settings, const MessageRow& message = reminder()) {
  const auto mails = make_email_notifier(settings);
  if (!mails) return mails.error().code;
  const auto start = std::chrono::steady_clock::now();
  const auto sent = (*mails)->send(message, kNow);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds{8});
  if (sent) return sent->delivered ? "delivered" : "sent";
  EXPECT_EQ(to_line(sent.error()).find("credit"), std::string::npos) << "an error names a person";
  return sent.error().code;
}

TEST(EmailNotifier, HandsTheMailToTheServer) {
  SmtpServer server;
  EXPECT_EQ(send(settings_for(server)), "sent");  // not delivered: only the first server has it
  EXPECT_EQ(server.commands(), (Lines{"EHLO xinyang.example", "MAIL FROM:<office@xinyang.example>",
                                      "RCPT TO:<credit@bank.example>", "DATA", "QUIT"}));
  const std::string& mail = server.mail();
  EXPECT_NE(mail.find("Subject: =?UTF-8?B?" + to_base64("催办函") + "?=\r\n"), std::string::npos);
  EXPECT_NE(mail.find("Message-ID: <msg_411502_1@xinyang.example>\r\n"), std::string::npos);
  EXPECT_NE(mail.find("Date: Mon, 03 Mar 2025 09:05:07 +0800\r\n"), std::string::npos);
  EXPECT_TRUE(mail.ends_with("\r\n\r\n" + to_base64("请于 2025-03-06 前反馈。\r\n") + "\r\n"))
      << mail;
}

TEST(EmailNotifier, AnOldServerIsGreetedWithHelo) {
  SmtpServer server(Replies{{"EHLO", "502 what"}, {"HELO", "250 test"}});
  SmtpSettings settings = settings_for(server);
  settings.hello_name = "qianqiao.xinyang.example";
  EXPECT_EQ(send(settings), "sent");
  EXPECT_EQ(server.commands().at(1), "HELO qianqiao.xinyang.example");
}

struct Refusal {
  const char* step;
  const char* reply;
  const char* outcome;
};
class SmtpRefusal : public testing::TestWithParam<Refusal> {};

TEST_P(SmtpRefusal, IsUnderstood) {
  SmtpServer server(Replies{{GetParam().step, GetParam().reply}});
  EXPECT_EQ(send(settings_for(server)), GetParam().outcome);
  const Lines& commands = server.commands();
  EXPECT_EQ(std::count(commands.begin(), commands.end(), "QUIT"), 0);
}

INSTANTIATE_TEST_SUITE_P(
    All, SmtpRefusal,
    testing::Values(Refusal{"connect", "421 busy", "notify.refused"},
                    Refusal{"connect", "554 no", "notify.refused"},
                    Refusal{"connect", "hello", "notify.refused"},
                    Refusal{"connect", "2x0 hello", "notify.refused"},
                    Refusal{"connect", "250+hello", "notify.refused"},
                    Refusal{"EHLO", "421 busy", "notify.refused"},
                    Refusal{"EHLO", "502 and no HELO either", "notify.refused"},
                    Refusal{"MAIL", "451 later", "notify.refused"},
                    Refusal{"MAIL", "553 not you", "notify.misconfigured"},
                    Refusal{"RCPT", "450 credit@bank.example is greylisted", "notify.refused"},
                    Refusal{"RCPT", "550 no such user credit@bank.example", "notify.rejected"},
                    Refusal{"RCPT", "354 nonsense", "notify.refused"},
                    Refusal{"DATA", "451 later", "notify.refused"},
                    Refusal{"DATA", "554 no valid recipients", "notify.rejected"},
                    Refusal{"DATA", "250 nonsense", "notify.refused"},
                    Refusal{".", "452 full", "notify.refused"},
                    Refusal{".", "554 spam", "notify.rejected"},
                    Refusal{"connect", "", "notify.unreachable"},
                    Refusal{"EHLO", "", "notify.unreachable"},
                    Refusal{"EHLO", "250-half a reply\r\n250-", "notify.unreachable"},
                    Refusal{".", "", "notify.unreachable"}));

TEST(EmailNotifier, SilenceAtAnyStepRunsIntoTheTimeLimit) {
  for (const char* step : {"connect", "EHLO", "MAIL", "RCPT", "DATA", "."})
    for (const char* reply : {"…", "250-half a reply\r\n250-more…"}) {
      SmtpServer server(Replies{{step, reply}});
      EXPECT_EQ(send(settings_for(server, 150)), "notify.timeout") << step << " " << reply;
    }
}

TEST(EmailNotifier, ATricklingServerRunsIntoTheTimeLimit) {
  ScriptedServer server(
      [](Poco::Net::StreamSocket& socket) { trickle(socket, "220-" + std::string(2'000, 'x')); });
  SmtpServer unused;
  SmtpSettings settings = settings_for(unused, 300);
  settings.port = server.port();
  EXPECT_EQ(send(settings), "notify.timeout");
}

TEST(EmailNotifier, EndlessRepliesAreRefused) {
  for (const char* text : {"220-and more\r\n", "and more"}) {
    ScriptedServer server([text](Poco::Net::StreamSocket& socket) {
      while (true) write(socket, text);
    });
    SmtpServer unused;
    SmtpSettings settings = settings_for(unused);
    settings.port = server.port();
    EXPECT_EQ(send(settings), "notify.refused");
  }
}

TEST(EmailNotifier, NobodyListeningIsUnreachable) {
  SmtpSettings settings;
  {
    SmtpServer gone;
    settings = settings_for(gone);
  }
  EXPECT_EQ(send(settings), "notify.unreachable");
}

TEST(EmailNotifier, NothingIsSmuggledInAndNothingSaid) {
  SmtpServer server;
  MessageRow message = reminder();
  message.subject_line = "催办函\r\nBcc: someone@else.example";
  EXPECT_EQ(send(settings_for(server), message), "notify.rejected");
  message = reminder();
  message.address = "credit@bank.example>\r\nRCPT TO:<someone@else.example";
  EXPECT_EQ(send(settings_for(server), message), "notify.rejected");
  message = reminder();
  message.address = "";
  EXPECT_EQ(send(settings_for(server), message), "notify.rejected");
  EXPECT_EQ(server.commands(), Lines{});
  EXPECT_EQ(server.connections(), 0);
}

TEST(EmailNotifier, ABodyOfDotsAndCommandsArrivesAsText) {
  SmtpServer server;
  MessageRow message = reminder();
  message.body = ".\r\nMAIL FROM:<a@b.cn>\r\n..\r\n.\r\nQUIT\r\n";
  EXPECT_EQ(send(settings_for(server), message), "sent");
  EXPECT_EQ(server.commands().size(), 5u);
  EXPECT_TRUE(server.mail().ends_with(to_base64(message.body) + "\r\n"));
}

// --- AUTH

class EmailAuth : public testing::Test {
 protected:
  EmailAuth() { std::ofstream(password_.path()) << "p密码\n"; }
  SmtpSettings settings(const SmtpServer& server) const {
    SmtpSettings s = settings_for(server);
    s.user = "office";
    s.password.file = password_.path();
    return s;
  }
  Poco::TemporaryFile password_;
};

TEST_F(EmailAuth, PlainIsPreferred) {
  SmtpServer server;
  EXPECT_EQ(send(settings(server)), "sent");
  EXPECT_EQ(server.commands().at(1), "AUTH PLAIN " + to_base64(std::string("\0office\0p密码", 15)));
}

TEST_F(EmailAuth, LoginIsTakenWherePlainIsNotOffered) {
  SmtpServer server(Replies{{"EHLO", "250-test\r\n250 AUTH CRAM-MD5 LOGIN"},
                            {"AUTH LOGIN", "334 VXNlcm5hbWU6"},
                            {to_base64("office"), "334 UGFzc3dvcmQ6"},
                            {to_base64("p密码"), "235 welcome"}});
  EXPECT_EQ(send(settings(server)), "sent");
}

TEST_F(EmailAuth, WhatAnAdministratorMustPutRightIsMisconfigured) {
  SmtpServer wrong(Replies{{"AUTH PLAIN", "535 wrong password"}});
  EXPECT_EQ(send(settings(wrong)), "notify.misconfigured");
  SmtpServer busy(Replies{{"AUTH PLAIN", "454 later"}});
  EXPECT_EQ(send(settings(busy)), "notify.refused");
  SmtpServer none(Replies{{"EHLO", "250 test"}});
  EXPECT_EQ(send(settings(none)), "notify.misconfigured");
  SmtpServer server;
  SmtpSettings no_password = settings(server);
  no_password.password.file = "/nonexistent";
  EXPECT_EQ(send(no_password), "notify.secret_unreadable");
  EXPECT_EQ(server.commands(), Lines{"EHLO xinyang.example"});
}

// --- TLS

class EmailTls : public testing::Test {
 protected:
  SmtpSettings settings(const SmtpServer& server, MailSecurity security) const {
    SmtpSettings s = settings_for(server);
    s.host = "localhost";
    s.security = security;
    s.ca_file = authority_.pem_file();
    return s;
  }
  TestAuthority authority_;
};

TEST_F(EmailTls, StartTlsSecuresAllButTheGreeting) {
  SmtpServer server({}, authority_.server_context("localhost"));
  EXPECT_EQ(send(settings(server, MailSecurity::kStartTls)), "sent");
  EXPECT_EQ(server.commands(), (Lines{"EHLO xinyang.example", "STARTTLS", "EHLO xinyang.example",
                                      "MAIL FROM:<office@xinyang.example>",
                                      "RCPT TO:<credit@bank.example>", "DATA", "QUIT"}));
}

TEST_F(EmailTls, TlsFromTheFirstByte) {
  SmtpServer server({}, authority_.server_context("localhost"), true);
  EXPECT_EQ(send(settings(server, MailSecurity::kTls)), "sent");
  EXPECT_EQ(server.commands().size(), 5u);
}

TEST_F(EmailTls, WithoutTheOfferNothingIsSaidInTheClear) {
  SmtpServer server(Replies{{"EHLO", "250-test\r\n250 XSTARTTLS"}});
  EXPECT_EQ(send(settings(server, MailSecurity::kStartTls)), "notify.misconfigured");
  EXPECT_EQ(server.commands(), Lines{"EHLO xinyang.example"});
}

TEST_F(EmailTls, ARefusalOfTlsIsNoLeaveToGoOn) {
  SmtpServer server(Replies{{"STARTTLS", "454 not now"}});
  EXPECT_EQ(send(settings(server, MailSecurity::kStartTls)), "notify.refused");
  EXPECT_EQ(server.commands().size(), 2u);
}

TEST_F(EmailTls, AnotherNamesCertificateGetsNothing) {
  SmtpServer server({}, authority_.server_context("other.example"));
  EXPECT_EQ(send(settings(server, MailSecurity::kStartTls)), "notify.unreachable");
  EXPECT_EQ(server.commands().size(), 2u);
}

TEST_F(EmailTls, TextBeforeTheHandshakeIsNotTrusted) {
  SmtpServer server(Replies{{"STARTTLS", "220 go on\r\n250 injected"}},
                    authority_.server_context("localhost"));
  EXPECT_EQ(send(settings(server, MailSecurity::kStartTls)), "notify.refused");
  EXPECT_EQ(server.commands().size(), 2u);
}

}  // namespace
}  // namespace qianqiao
