#include "server/notify/outgoing_client.h"

#include <gtest/gtest.h>

#include "tests/unit/notify/scripted_server.h"
#include "tests/unit/notify/test_certificates.h"

namespace qianqiao {
namespace {

using namespace std::chrono_literals;

constexpr char kHost[] = "api.example.com";
constexpr char kUrl[] = "https://api.example.com/v1?a=1";

class OutgoingClientTest : public testing::Test {
 protected:
  OutgoingClientTest() { settings_.allowlist = {"127.0.0.1"}; }

  // To `server` as the gateway of kHost; without one: to where kHost resolves.
  std::string send(ScriptedServer* server, const std::string& url = kUrl,
                   std::chrono::milliseconds within = 15s) {
    settings_.ca_file = authority_.pem_file();
    std::map<std::string, std::string> relays;
    if (server != nullptr) relays[kHost] = "127.0.0.1:" + std::to_string(server->port());
    const auto client = make_outgoing_client(settings_, relays, [this](const std::string& host) {
      return std::vector<std::string>{host == kHost ? resolved_ : host};
    });
    const auto answer = client.value()->send({"POST", url, {{"X-One", "1"}}, "body"}, within);
    if (!answer) return answer.error().code;
    last_ = *answer;
    return std::to_string(answer->status);
  }

  ScriptedServer answering(const std::string& answer) {
    return ScriptedServer(
        [this, answer](Poco::Net::StreamSocket& socket) {
          request_ = read_http_request(socket);
          write(socket, answer);
        },
        authority_.server_context(kHost));
  }

  TestAuthority authority_;
  WebhookSettings settings_;
  std::string resolved_ = "10.0.0.7";
  std::string request_;
  OutgoingAnswer last_;
};

TEST_F(OutgoingClientTest, GoesThroughTheRelayUnderTheHostsOwnName) {
  auto server = answering("HTTP/1.1 201 Created\r\nX-Two: 2\r\nContent-Length: 3\r\n\r\nyes");
  EXPECT_EQ(send(&server), "201");
  server.stop();
  EXPECT_EQ(request_.substr(0, request_.find('\r')), "POST /v1?a=1 HTTP/1.1");
  EXPECT_NE(request_.find("\r\nHost: api.example.com\r\n"), std::string::npos) << request_;
  EXPECT_NE(request_.find("\r\nX-One: 1\r\n"), std::string::npos);
  EXPECT_EQ(last_.body, "yes");
  EXPECT_EQ(last_.headers.at("x-two"), "2");
}

TEST_F(OutgoingClientTest, AddressesInsideTheHouseAreRefused) {
  for (const char* inside : {"10.0.0.7", "127.0.0.2", "192.168.1.1", "169.254.169.254", "::1"}) {
    resolved_ = inside;
    EXPECT_EQ(send(nullptr), "plugin.address_refused") << inside;
  }
  settings_.allowlist.clear();
  auto server = answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
  EXPECT_EQ(send(&server), "plugin.address_refused") << "a relay too";
  EXPECT_EQ(server.connections(), 0);
}

TEST_F(OutgoingClientTest, RedirectsComeBackAsTheyAre) {
  auto server =
      answering("HTTP/1.1 302 Found\r\nLocation: https://10.0.0.1/\r\nContent-Length: 0\r\n\r\n");
  EXPECT_EQ(send(&server), "302");
  server.stop();
  EXPECT_EQ(server.connections(), 1);
}

TEST_F(OutgoingClientTest, TooLargeAnAnswerIsDropped) {
  settings_.answer_limit_bytes = 100;
  auto server = answering("HTTP/1.1 200 OK\r\nContent-Length: 101\r\n\r\n" + std::string(101, 'x'));
  EXPECT_EQ(send(&server), "plugin.answer_too_large");
  auto just = answering("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n" + std::string(100, 'x'));
  EXPECT_EQ(send(&just), "200");
}

TEST_F(OutgoingClientTest, HalfAnAnswerAtTheTimeLimitIsNone) {
  ScriptedServer server(
      [](Poco::Net::StreamSocket& socket) {
        read_http_request(socket);
        write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
        wait_for_hang_up(socket);
      },
      authority_.server_context(kHost));
  EXPECT_EQ(send(&server, kUrl, 300ms), "plugin.no_answer");
  EXPECT_EQ(send(&server, kUrl, 0ms), "plugin.no_answer");
}

TEST_F(OutgoingClientTest, ACertificateForAnotherNameGetsNothing) {
  ScriptedServer server([](Poco::Net::StreamSocket&) {}, authority_.server_context("b.example"));
  EXPECT_EQ(send(&server), "plugin.no_answer");
}

TEST(OutgoingClient, RelaysMustBeHostAndPort) {
  for (const char* wrong :
       {"", "10.1.2.3", "10.1.2.3:", "10.1.2.3:0", "10.1.2.3:x", ":1", "a b:1", "10.1.2.3:70000"})
    EXPECT_EQ(make_outgoing_client({}, {{kHost, wrong}}).error().code, "notify.setting_invalid")
        << wrong;
}

}  // namespace
}  // namespace qianqiao
