// Peers that keep a connection from coming about.
#include "server/notify/outgoing_connection.h"

#include <Poco/Net/SSLException.h>
#include <gtest/gtest.h>

#include "tests/unit/notify/scripted_server.h"
#include "tests/unit/notify/test_certificates.h"

namespace qianqiao {
namespace {

constexpr char kHere[] = "127.0.0.1";
constexpr int kLongLimit_ms = 15'000;

std::string code_of(const Result<Poco::Net::StreamSocket>& socket) {
  return socket ? "connected" : socket.error().code;
}

// A queue of one that is full: further connects are not answered at all.
TEST(OutgoingConnection, AnAddressThatSwallowsEverythingRunsIntoTheTimeLimit) {
  Poco::Net::ServerSocket nobody;
  nobody.bind(Poco::Net::SocketAddress(kHere, 0));
  nobody.listen(0);
  const Poco::Net::StreamSocket first(nobody.address());
  ExchangeLimit limit(200);
  EXPECT_EQ(code_of(connect_to(kHere, {kHere}, nobody.address().port(), limit)), "notify.timeout");
}

TEST(OutgoingConnection, TheNextAddressGetsItsShareOfTheTime) {
  Poco::Net::ServerSocket nobody;
  nobody.bind(Poco::Net::SocketAddress("127.0.0.2", 0));
  nobody.listen(0);
  const std::uint16_t port = nobody.address().port();
  Poco::Net::ServerSocket somebody(Poco::Net::SocketAddress("127.0.0.3", port));
  const Poco::Net::StreamSocket first(nobody.address());
  ExchangeLimit limit(1000);
  EXPECT_EQ(code_of(connect_to("bank.example", {"127.0.0.2", "127.0.0.3"}, port, limit)),
            "connected");
}

// A read that times out before the limit does must not pass for a handshake: nothing would have
// been verified.
TEST(OutgoingConnection, AHandshakeThatStallsIsNoConnection) {
  const TestAuthority authority;
  const auto tls = make_tls_client(authority.pem_file());
  ASSERT_TRUE(tls);
  ScriptedServer server(wait_for_hang_up);
  ExchangeLimit limit(kLongLimit_ms);
  const auto socket = connect_to(kHere, {kHere}, server.port(), limit);
  ASSERT_TRUE(socket);
  Poco::Net::StreamSocket impatient(*socket);
  impatient.setReceiveTimeout(Poco::Timespan(0, 50'000));
  EXPECT_THROW(secure(impatient, "hooks.bank.example", *tls), Poco::Exception);
}

TEST(OutgoingConnection, TheLimitEndsAHandshake) {
  const TestAuthority authority;
  const auto tls = make_tls_client(authority.pem_file());
  ASSERT_TRUE(tls);
  ScriptedServer server(wait_for_hang_up);
  ExchangeLimit limit(100);
  const auto socket = connect_to(kHere, {kHere}, server.port(), limit);
  ASSERT_TRUE(socket);
  Poco::Net::StreamSocket patient(*socket);
  patient.setReceiveTimeout(Poco::Timespan(60, 0));
  EXPECT_THROW(secure(patient, "hooks.bank.example", *tls), Poco::Exception);
  EXPECT_TRUE(limit.is_over());
}

}  // namespace
}  // namespace qianqiao
