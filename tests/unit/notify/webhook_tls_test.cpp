#include <gtest/gtest.h>
#include <openssl/ssl.h>

#include "server/notify/webhook_notifier.h"
#include "tests/unit/notify/fixed_clock.h"
#include "tests/unit/notify/scripted_server.h"
#include "tests/unit/notify/test_certificates.h"

namespace qianqiao {
namespace {

constexpr char kHost[] = "hooks.bank.example";
constexpr char kOk[] = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

const FixedClock kWall(from_milliseconds(1740963600000));

class WebhookTls : public testing::Test {
 protected:
  std::string send_to(ScriptedServer& server, int limit_ms = 15'000, bool is_trusted = true) {
    WebhookSettings settings;
    settings.allowlist = {"127.0.0.1"};
    settings.time_limit_ms = limit_ms;
    if (is_trusted) settings.ca_file = authority_.pem_file();
    const auto notifier = make_webhook_notifier(
        settings,
        [](const MessageRow&) {
          return std::vector<std::string>{"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"};
        },
        kWall, [](const std::string&) { return std::vector<std::string>{"127.0.0.1"}; });
    MessageRow message;
    message.stable_id = "msg_1";
    message.body = "{}";
    message.address = "https://" + std::string(kHost) + ":" + std::to_string(server.port()) + "/";
    const auto start = std::chrono::steady_clock::now();
    const auto sent = notifier.value()->send(message, from_milliseconds(1740963600000));
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds{8});
    return sent ? (sent->delivered ? "delivered" : "sent") : sent.error().code;
  }

  // Answers, and keeps what it was asked.
  ScriptedServer::Handler answering() {
    return [this](Poco::Net::StreamSocket& socket) {
      request_ = read_http_request(socket);
      write(socket, kOk);
    };
  }

  TestAuthority authority_;
  std::string request_;
};

int note_name(SSL* ssl, int*, void* out) {
  const char* name = SSL_get_servername(ssl, TLSEXT_NAMETYPE_host_name);
  if (name != nullptr) *static_cast<std::string*>(out) = name;
  return SSL_TLSEXT_ERR_OK;
}

TEST_F(WebhookTls, TheNameIsKeptInSniAndHost) {
  const auto context = authority_.server_context(kHost);
  std::string name;
  SSL_CTX_set_tlsext_servername_callback(context->sslContext(), note_name);
  SSL_CTX_set_tlsext_servername_arg(context->sslContext(), &name);
  ScriptedServer server(answering(), context);
  EXPECT_EQ(send_to(server), "delivered");
  server.stop();
  EXPECT_EQ(name, kHost);
  EXPECT_NE(request_.find("\r\nHost: " + std::string(kHost) + ":"), std::string::npos);
}

TEST_F(WebhookTls, ACertificateForAnotherNameGetsNothing) {
  ScriptedServer server(answering(), authority_.server_context("other.example"));
  EXPECT_EQ(send_to(server), "notify.unreachable");
  server.stop();
  EXPECT_EQ(request_, "");
}

TEST_F(WebhookTls, AnExpiredCertificateGetsNothing) {
  ScriptedServer server(answering(), authority_.server_context(kHost, true));
  EXPECT_EQ(send_to(server), "notify.unreachable");
  server.stop();
  EXPECT_EQ(request_, "");
}

TEST_F(WebhookTls, AnUnknownAuthorityGetsNothing) {
  ScriptedServer server(answering(), authority_.server_context(kHost));
  EXPECT_EQ(send_to(server, 15'000, false), "notify.unreachable");
  server.stop();
  EXPECT_EQ(request_, "");
}

TEST_F(WebhookTls, OldProtocolsGetNothing) {
  const auto context = authority_.server_context(kHost);
  SSL_CTX_set_max_proto_version(context->sslContext(), TLS1_1_VERSION);
  SSL_CTX_set_security_level(context->sslContext(), 0);
  ScriptedServer server(answering(), context);
  EXPECT_EQ(send_to(server), "notify.unreachable");
  server.stop();
  EXPECT_EQ(request_, "");
}

TEST_F(WebhookTls, AServerWithoutTlsIsUnreachable) {
  ScriptedServer server([](Poco::Net::StreamSocket& socket) {
    write(socket, kOk);
    wait_for_hang_up(socket);
  });
  EXPECT_EQ(send_to(server), "notify.unreachable");
}

TEST_F(WebhookTls, AHandshakeThatNeverComesRunsIntoTheTimeLimit) {
  ScriptedServer server(wait_for_hang_up);
  EXPECT_EQ(send_to(server, 300), "notify.timeout");
}

// One TLS record of 16 KB: OpenSSL reads on within one call for as long as bytes come.
TEST_F(WebhookTls, ATricklingRecordRunsIntoTheTimeLimit) {
  ScriptedServer server([](Poco::Net::StreamSocket& socket) {
    char hello[4096];
    socket.receiveBytes(hello, sizeof hello);
    write(socket, std::string("\x16\x03\x03\x40\x00", 5));
    trickle(socket, std::string(2'000, '\0'));
  });
  EXPECT_EQ(send_to(server, 300), "notify.timeout");
}

TEST_F(WebhookTls, ASilentServerRunsIntoTheTimeLimit) {
  ScriptedServer server(wait_for_hang_up, authority_.server_context(kHost));
  EXPECT_EQ(send_to(server, 500), "notify.timeout");
}

}  // namespace
}  // namespace qianqiao
