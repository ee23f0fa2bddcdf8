#include "server/notify/email_notifier.h"

#include <Poco/Net/NetException.h>

#include "server/notify/base64.h"
#include "server/notify/mail_text.h"
#include "server/notify/notify_error.h"
#include "server/notify/outgoing_connection.h"
#include "server/notify/smtp_dialogue.h"

namespace qianqiao {
namespace {

// Codes only: a server's words may repeat the recipient's address, and errors reach logs.
Text replied(const char* step, const SmtpReply& reply) {
  const std::string code = std::to_string(reply.code);
  return {std::string("邮件服务器在 ") + step + " 时回答 " + code,
          std::string("the mail server answered ") + code + " to " + step};
}

class Session {
 public:
  Session(const SmtpSettings& settings, const Poco::Net::Context::Ptr& tls,
          const Poco::Net::StreamSocket& connected)
      : settings_(settings), tls_(tls), dialogue_(connected) {}

  Result<void> deliver(const std::string& recipient, const std::string& text) {
    return open()
        .and_then([this] { return authenticate(); })
        .and_then([&] { return name_sender_and_recipient(recipient); })
        .and_then([&] { return transfer(text); });
  }

 private:
  tl::unexpected<Error> turned_away(const char* step, const SmtpReply& reply) const {
    return fail(refused(settings_.host, replied(step, reply)));
  }

  Result<void> greet() {
    const std::string name = settings_.hello_name.empty()
                                 ? std::string(domain_of(settings_.from_address))
                                 : settings_.hello_name;
    hello_ = dialogue_.command("EHLO " + name);
    if (hello_.kind() != 5)
      return hello_.kind() == 2 ? Result<void>() : turned_away("EHLO", hello_);
    const SmtpReply plain = dialogue_.command("HELO " + name);  // a server of before 2001
    hello_ = {};
    return plain.kind() == 2 ? Result<void>() : turned_away("HELO", plain);
  }

  Result<void> open() {
    if (settings_.security == MailSecurity::kTls) dialogue_.secure(settings_.host, tls_);
    const SmtpReply greeting = dialogue_.read_reply();
    if (greeting.kind() != 2) return turned_away("connect", greeting);
    const auto greeted = greet();
    if (!greeted || settings_.security != MailSecurity::kStartTls) return greeted;
    // Never on in the clear: whoever strips the offer on the way would read the mail.
    if (!hello_.offers("STARTTLS"))
      return fail(misconfigured({"邮件服务器 " + settings_.host + " 不提供 STARTTLS",
                                 "the mail server " + settings_.host + " offers no STARTTLS"}));
    const SmtpReply consent = dialogue_.command("STARTTLS");
    if (consent.kind() != 2) return turned_away("STARTTLS", consent);
    dialogue_.secure(settings_.host, tls_);
    return greet();
  }

  Result<void> authenticate() {
    if (settings_.user.empty()) return {};
    const auto password = read_secret(settings_.password);
    if (!password) return fail(password.error());
    SmtpReply reply;
    if (hello_.offers("AUTH", "PLAIN")) {
      const std::string credentials = std::string(1, '\0') + settings_.user + '\0' + *password;
      reply = dialogue_.command("AUTH PLAIN " + to_base64(credentials));
    } else if (hello_.offers("AUTH", "LOGIN")) {
      reply = dialogue_.command("AUTH LOGIN");
      if (reply.code == 334) reply = dialogue_.command(to_base64(settings_.user));
      if (reply.code == 334) reply = dialogue_.command(to_base64(*password));
    } else {
      return fail(misconfigured(
          {"邮件服务器 " + settings_.host + " 不接受 PLAIN 或 LOGIN 登录",
           "the mail server " + settings_.host + " takes neither AUTH PLAIN nor LOGIN"}));
    }
    if (reply.kind() == 2) return {};
    if (reply.kind() == 4) return turned_away("AUTH", reply);
    return fail(misconfigured(replied("AUTH", reply)));
  }

  Result<void> name_sender_and_recipient(const std::string& recipient) {
    const SmtpReply sender = dialogue_.command("MAIL FROM:<" + settings_.from_address + ">");
    if (sender.kind() == 5) return fail(misconfigured(replied("MAIL FROM", sender)));
    if (sender.kind() != 2) return turned_away("MAIL FROM", sender);
    const SmtpReply receiver = dialogue_.command("RCPT TO:<" + recipient + ">");
    if (receiver.kind() == 5) return fail(rejected(settings_.host, replied("RCPT TO", receiver)));
    if (receiver.kind() != 2) return turned_away("RCPT TO", receiver);
    return {};
  }

  // No line of `text` begins with a dot: its lines are headers and base64.
  Result<void> transfer(const std::string& text) {
    const SmtpReply ready = dialogue_.command("DATA");
    if (ready.kind() == 5) return fail(rejected(settings_.host, replied("DATA", ready)));
    if (ready.code != 354) return turned_away("DATA", ready);
    dialogue_.send(text);
    const SmtpReply verdict = dialogue_.command(".");
    if (verdict.kind() == 5) return fail(rejected(settings_.host, replied("DATA", verdict)));
    if (verdict.kind() != 2) return turned_away("DATA", verdict);
    say_goodbye();
    return {};
  }

  // The mail is accepted; whatever happens now must not send it again.
  void say_goodbye() {
    try {
      dialogue_.send("QUIT\r\n");
    } catch (const Poco::Exception&) {
    }
  }

  const SmtpSettings& settings_;
  const Poco::Net::Context::Ptr& tls_;
  SmtpDialogue dialogue_;
  SmtpReply hello_;
};

class EmailNotifier final : public Notifier {
 public:
  EmailNotifier(SmtpSettings settings, Poco::Net::Context::Ptr tls)
      : settings_(std::move(settings)), tls_(std::move(tls)) {}

  Result<Delivery> send(const MessageRow& message, Instant now) override {
    ExchangeLimit limit(settings_.time_limit_ms);
    const auto text = render_mail({settings_.from_address, settings_.from_name, message.address,
                                   message.subject_line, message.body, message.stable_id, now});
    if (!text) return fail(text.error());
    const auto addresses = resolve_by_system(settings_.host);
    if (!addresses) return fail(addresses.error());
    const auto socket = connect_to(settings_.host, *addresses, settings_.port, limit);
    if (!socket) return fail(socket.error());
    try {
      return Session(settings_, tls_, *socket).deliver(message.address, *text).map([] {
        return Delivery{.delivered = false};
      });
    } catch (const Poco::Net::SMTPException& nonsense) {
      return fail(refused(settings_.host, describe_failure(nonsense)));
    } catch (const std::exception& failure) {
      if (limit.is_over()) return fail(timed_out(settings_.host, limit.limit_ms()));
      return fail(unreachable(settings_.host, describe_failure(failure)));
    }
  }

 private:
  const SmtpSettings settings_;
  const Poco::Net::Context::Ptr tls_;
};

}  // namespace

Result<std::unique_ptr<Notifier>> make_email_notifier(SmtpSettings settings) {
  if (settings.host.empty())
    return fail(misconfigured({"没有设置邮件服务器（smtp.host）", "smtp.host is not set"}));
  if (const auto problems = find_problems(settings); !problems.empty())
    return fail(problems.front());
  auto tls = make_tls_client(settings.ca_file);
  if (!tls) return fail(tls.error());
  return std::make_unique<EmailNotifier>(std::move(settings), std::move(*tls));
}

}  // namespace qianqiao
