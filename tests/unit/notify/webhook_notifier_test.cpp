#include "server/notify/webhook_notifier.h"

#include <Poco/Net/HTTPRequest.h>
#include <gtest/gtest.h>

#include <future>
#include <sstream>

#include "server/notify/standard_webhooks.h"
#include "tests/unit/notify/fixed_clock.h"
#include "tests/unit/notify/scripted_server.h"

namespace qianqiao {
namespace {

constexpr char kSecret[] = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
constexpr char kOlderSecret[] = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
const Instant kNow = from_milliseconds(1740963600123);

const FixedClock kWall(kNow);

MessageRow message_to(const std::string& url) {
  MessageRow message;
  message.stable_id = "msg_411502_7";
  message.channel = "webhook";
  message.address = url;
  message.body = R"({"事项":"411502C000123"})";
  return message;
}

Result<std::vector<std::string>> one_secret(const MessageRow&) {
  return std::vector<std::string>{kSecret};
}

std::unique_ptr<Notifier> notifier(WebhookSettings settings = {}, ResolveHost resolve = nullptr,
                                   WebhookSecrets secrets = one_secret) {
  if (settings.allowlist.empty()) settings.allowlist = {"127.0.0.1"};
  return make_webhook_notifier(std::move(settings), std::move(secrets), kWall, std::move(resolve))
      .value();
}

WebhookSettings with_limit(int limit_ms) {
  WebhookSettings settings;
  settings.time_limit_ms = limit_ms;
  return settings;
}

// "delivered", or the error's code.
std::string outcome(const Result<Delivery>& result) {
  if (!result) return result.error().code;
  return result->delivered ? "delivered" : "sent";
}

ScriptedServer answering(const std::string& answer) {
  return ScriptedServer([answer](Poco::Net::StreamSocket& socket) {
    read_http_request(socket);
    write(socket, answer);
  });
}

std::string status_line(int status) {
  return "HTTP/1.1 " + std::to_string(status) + " Words\r\nContent-Length: 0\r\n\r\n";
}

// --- what arrives

struct Arrival {
  std::string method, path, host, content_type, body;
  WebhookHeaders headers;
};

// As another implementation of HTTP reads it.
Arrival arrival_of(const std::string& bytes) {
  std::istringstream stream(bytes);
  Poco::Net::HTTPRequest request;
  request.read(stream);
  Arrival arrival{request.getMethod(),
                  request.getURI(),
                  request.getHost(),
                  request.getContentType(),
                  "",
                  {request.get("webhook-id"), request.get("webhook-timestamp"),
                   request.get("webhook-signature")}};
  arrival.body.assign(std::istreambuf_iterator<char>(stream), {});
  EXPECT_EQ(request.getContentLength64(), static_cast<Poco::Int64>(arrival.body.size()));
  return arrival;
}

TEST(WebhookNotifier, DeliversSignedJsonToAnHttpServer) {
  std::vector<Arrival> arrivals;
  ScriptedServer server([&](Poco::Net::StreamSocket& socket) {
    arrivals.push_back(arrival_of(read_http_request(socket)));
    write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nreceived");
  });
  const std::string authority = "127.0.0.1:" + std::to_string(server.port());
  const MessageRow message = message_to("http://" + authority + "/hooks/%E9%93%B6?bank=1");
  const auto hooks = notifier({}, nullptr, [](const MessageRow&) {
    return std::vector<std::string>{kSecret, kOlderSecret};
  });
  EXPECT_EQ(outcome(hooks->send(message, kNow)), "delivered");
  EXPECT_EQ(outcome(hooks->send(message, kNow)), "delivered");  // the same id on every attempt
  server.stop();

  ASSERT_EQ(arrivals.size(), 2u);
  const Arrival& arrival = arrivals[0];
  EXPECT_EQ(arrival.method, "POST");
  EXPECT_EQ(arrival.path, "/hooks/%E9%93%B6?bank=1");
  EXPECT_EQ(arrival.host, authority);
  EXPECT_EQ(arrival.content_type, "application/json");
  EXPECT_EQ(arrival.body, message.body);
  EXPECT_EQ(arrival.headers.id, "msg_411502_7");
  EXPECT_EQ(arrival.headers.timestamp, "1740963600");
  EXPECT_TRUE(verify_webhook(arrival.headers, arrival.body, {kSecret}, kNow));
  EXPECT_TRUE(verify_webhook(arrival.headers, arrival.body, {kOlderSecret}, kNow));
  EXPECT_EQ(arrivals[1].headers, arrival.headers);
}

// The demo's clock may stand years away; a receiver compares with its own.
TEST(WebhookNotifier, TheTimestampIsTheWallClocks) {
  std::string request;
  ScriptedServer server([&](Poco::Net::StreamSocket& socket) {
    request = read_http_request(socket);
    write(socket, status_line(200));
  });
  const MessageRow message = message_to(server.url());
  const Instant simulated = kNow - std::chrono::hours(24 * 400);
  EXPECT_EQ(outcome(notifier()->send(message, simulated)), "delivered");
  server.stop();
  EXPECT_NE(request.find("\r\nwebhook-timestamp: 1740963600\r\n"), std::string::npos) << request;
  const auto expected = sign_webhook(message.stable_id, kNow, message.body, {kSecret}).value();
  EXPECT_NE(request.find(expected.signature), std::string::npos);
}

// --- what answers mean

struct Answer {
  int status;
  const char* outcome;
};
class WebhookAnswer : public testing::TestWithParam<Answer> {};

TEST_P(WebhookAnswer, IsUnderstood) {
  ScriptedServer server = answering(status_line(GetParam().status));
  EXPECT_EQ(outcome(notifier()->send(message_to(server.url()), kNow)), GetParam().outcome);
}

INSTANTIATE_TEST_SUITE_P(
    All, WebhookAnswer,
    testing::Values(Answer{200, "delivered"}, Answer{202, "delivered"}, Answer{204, "delivered"},
                    Answer{302, "notify.refused"}, Answer{307, "notify.refused"},
                    Answer{301, "notify.rejected"}, Answer{308, "notify.rejected"},
                    Answer{400, "notify.rejected"}, Answer{401, "notify.rejected"},
                    Answer{404, "notify.rejected"}, Answer{410, "notify.rejected"},
                    Answer{422, "notify.rejected"}, Answer{408, "notify.refused"},
                    Answer{409, "notify.refused"}, Answer{425, "notify.refused"},
                    Answer{429, "notify.refused"}, Answer{500, "notify.refused"},
                    Answer{503, "notify.refused"}, Answer{101, "notify.refused"}),
    [](const auto& answer) { return std::to_string(answer.param.status); });

TEST(WebhookNotifier, RedirectsAreNotFollowed) {
  ScriptedServer elsewhere = answering(status_line(200));
  for (const int status : {301, 302, 303, 307, 308}) {
    ScriptedServer server =
        answering("HTTP/1.1 " + std::to_string(status) + " Moved\r\nLocation: " + elsewhere.url() +
                  "\r\nContent-Length: 0\r\n\r\n");
    EXPECT_FALSE(notifier()->send(message_to(server.url()), kNow));
    EXPECT_EQ(server.connections(), 1);
  }
  elsewhere.stop();
  EXPECT_EQ(elsewhere.connections(), 0);
}

TEST(WebhookNotifier, ServersThatHangUpOrTalkNonsenseAreTriedAgain) {
  for (const char* answer : {"", "HTTP/1.1 2", "SSH-2.0-OpenSSH_9.2\r\n", "HTTP/1.1 abc\r\n\r\n",
                             "\x15\x03\x01\x00\x02\x02\x28"}) {
    ScriptedServer server = answering(answer);
    EXPECT_EQ(outcome(notifier()->send(message_to(server.url()), kNow)), "notify.refused")
        << answer;
  }
}

TEST(WebhookNotifier, NobodyListeningIsUnreachable) {
  std::string url;
  {
    ScriptedServer gone = answering("");
    url = gone.url();
  }
  EXPECT_EQ(outcome(notifier()->send(message_to(url), kNow)), "notify.unreachable");
}

// --- time and size

// Runs `send`, and says that it ended long before a peer that misbehaves for 20 s would let it.
std::string outcome_in_time(Notifier& hooks, const MessageRow& message) {
  const auto start = std::chrono::steady_clock::now();
  const std::string result = outcome(hooks.send(message, kNow));
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds{8});
  return result;
}

TEST(WebhookNotifier, SilentServersRunIntoTheTimeLimit) {
  ScriptedServer server(wait_for_hang_up);
  const auto hooks = notifier(with_limit(200));
  EXPECT_EQ(outcome_in_time(*hooks, message_to(server.url())), "notify.timeout");
}

TEST(WebhookNotifier, TricklingHeadersRunIntoTheTimeLimit) {
  const std::string answer = "HTTP/1.1 200 OK\r\nX-Slow: " + std::string(2'000, 'x') + "\r\n\r\n";
  std::size_t sent = answer.size();
  ScriptedServer server([&](Poco::Net::StreamSocket& socket) {
    read_http_request(socket);
    sent = trickle(socket, answer);
  });
  const auto hooks = notifier(with_limit(300));
  EXPECT_EQ(outcome_in_time(*hooks, message_to(server.url())), "notify.timeout");
  server.stop();
  EXPECT_LT(sent, answer.size());
}

TEST(WebhookNotifier, EndlessInterimAnswersAreRefused) {
  ScriptedServer server([](Poco::Net::StreamSocket& socket) {
    read_http_request(socket);
    while (true) write(socket, "HTTP/1.1 100 Continue\r\n\r\n");
  });
  EXPECT_EQ(outcome_in_time(*notifier(), message_to(server.url())), "notify.refused");
}

TEST(WebhookNotifier, AFewInterimAnswersAreNoProblem) {
  ScriptedServer server =
      answering("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n" + status_line(200));
  EXPECT_EQ(outcome(notifier()->send(message_to(server.url()), kNow)), "delivered");
}

TEST(WebhookNotifier, ServersThatDoNotReadRunIntoTheTimeLimit) {
  std::promise<void> is_done;
  ScriptedServer server([&](Poco::Net::StreamSocket&) { is_done.get_future().wait(); });
  const auto hooks = notifier(with_limit(300));
  MessageRow message = message_to(server.url());
  message.body = "\"" + std::string(32'000'000, 'x') + "\"";
  EXPECT_EQ(outcome_in_time(*hooks, message), "notify.timeout");
  is_done.set_value();
}

TEST(WebhookNotifier, TheStatusDecidesWhenTheBodyTrickles) {
  for (const auto& [status, expected] :
       {std::pair{200, "delivered"}, std::pair{503, "notify.refused"}}) {
    ScriptedServer server([status = status](Poco::Net::StreamSocket& socket) {
      read_http_request(socket);
      write(socket, "HTTP/1.1 " + std::to_string(status) + " X\r\nContent-Length: 2000\r\n\r\n");
      trickle(socket, std::string(2'000, 'x'));
    });
    const auto hooks = notifier(with_limit(300));
    EXPECT_EQ(outcome_in_time(*hooks, message_to(server.url())), expected);
  }
}

TEST(WebhookNotifier, NoMoreOfAnAnswerIsReadThanAllowed) {
  constexpr std::size_t kGigabyte = 1'000'000'000;
  std::size_t written = 0;
  ScriptedServer server([&](Poco::Net::StreamSocket& socket) {
    read_http_request(socket);
    write(socket, "HTTP/1.1 200 OK\r\n\r\n");
    const std::string block(100'000, 'x');
    for (; written < kGigabyte; written += block.size()) write(socket, block);
  });
  WebhookSettings settings;
  settings.answer_limit_bytes = 50'000;
  EXPECT_EQ(outcome_in_time(*notifier(settings), message_to(server.url())), "delivered");
  server.stop();
  EXPECT_LT(written, kGigabyte / 20);  // what the kernel's buffers took
}

TEST(WebhookNotifier, EndlessHeadersAreRefused) {
  ScriptedServer server([](Poco::Net::StreamSocket& socket) {
    read_http_request(socket);
    write(socket, "HTTP/1.1 200 OK\r\n");
    while (true) write(socket, "X-More: and more\r\n");
  });
  EXPECT_EQ(outcome_in_time(*notifier(), message_to(server.url())), "notify.refused");
}

// --- where it may go

TEST(WebhookNotifier, InternalAddressesAreRejectedWithoutAConnection) {
  ScriptedServer server = answering(status_line(200));
  WebhookSettings settings;
  settings.allowlist = {"10.9.8.7"};
  const auto hooks =
      notifier(settings, [](const std::string&) { return std::vector<std::string>{"127.0.0.1"}; });
  for (const std::string host : {"evil.example", "127.0.0.1", "localhost", "2130706433"}) {
    const auto sent = hooks->send(message_to(server.url(host)), kNow);
    EXPECT_EQ(outcome(sent), "notify.rejected") << host;
    EXPECT_NE(to_line(sent.error()).find("allowlist"), std::string::npos) << host;
  }
  server.stop();
  EXPECT_EQ(server.connections(), 0);
}

TEST(WebhookNotifier, NumbersThatMeanLoopbackAreSeenThrough) {
  ScriptedServer server = answering(status_line(200));
  WebhookSettings settings;
  settings.allowlist = {"10.9.8.7"};
  const auto hooks = notifier(settings);  // resolved by the system
  for (const std::string host :
       {"2130706433", "0x7f000001", "127.1", "0", "[::1]", "[::ffff:127.0.0.1]", "localhost"})
    EXPECT_FALSE(hooks->send(message_to(server.url(host)), kNow)) << host;
  server.stop();
  EXPECT_EQ(server.connections(), 0);
}

TEST(WebhookNotifier, ANameIsResolvedOnceAndKeptInTheHostHeader) {
  std::string request;
  ScriptedServer server([&](Poco::Net::StreamSocket& socket) {
    request = read_http_request(socket);
    write(socket, status_line(200));
  });
  int look_ups = 0;
  const auto hooks = notifier({}, [&](const std::string& host) {
    EXPECT_EQ(host, "hooks.bank.example");
    // Whoever rebinds the name meets nobody: there is no second look-up.
    return std::vector<std::string>{++look_ups == 1 ? "127.0.0.1" : "127.0.0.2"};
  });
  EXPECT_EQ(outcome(hooks->send(message_to(server.url("hooks.bank.example")), kNow)), "delivered");
  server.stop();
  EXPECT_EQ(look_ups, 1);
  EXPECT_NE(request.find("\r\nHost: hooks.bank.example:" + std::to_string(server.port()) + "\r\n"),
            std::string::npos)
      << request;
}

TEST(WebhookNotifier, OnlyPermittedAddressesOfANameAreTried) {
  ScriptedServer server = answering(status_line(200));
  const auto hooks = notifier({}, [](const std::string&) {
    return std::vector<std::string>{"169.254.169.254", "::1", "127.0.0.1"};
  });
  EXPECT_EQ(outcome(hooks->send(message_to(server.url("bank.example")), kNow)), "delivered");
}

TEST(WebhookNotifier, PlainHttpNeedsTheAllowlist) {
  const auto hooks = notifier({}, [](const std::string&) {
    return std::vector<std::string>{"1.2.4.8"};  // public; never connected to
  });
  const auto sent = hooks->send(message_to("http://bank.example/hook"), kNow);
  EXPECT_EQ(outcome(sent), "notify.rejected");
  EXPECT_NE(to_line(sent.error()).find("https"), std::string::npos);
}

TEST(WebhookNotifier, AddressesThatAreNoUrlAreRejected) {
  int look_ups = 0;
  const auto hooks = notifier({}, [&](const std::string&) {
    ++look_ups;
    return std::vector<std::string>{"127.0.0.1"};
  });
  for (const std::string url :
       {"", "bank.example", "ftp://bank.example/", "file:///etc/passwd", "http://", "http:///x",
        "http://user:pw@bank.example/", "http://user@bank.example/", "http://ba nk.example/",
        "http://bank.example/\r\nX: y", "http://bank.example:99999/", "http://bank.example:0/",
        "http://[::1/", "http://[bank.example]/", "http://银行.example/", "http://bank%2eexample/",
        "http://bank.example\\@evil.example/", "http://-bank.example/"}) {
    const auto sent = hooks->send(message_to(url), kNow);
    EXPECT_EQ(outcome(sent), "notify.rejected") << url;
  }
  EXPECT_EQ(look_ups, 0);
}

TEST(WebhookNotifier, NamesWithoutAddressAreUnreachable) {
  const auto hooks = notifier();
  EXPECT_EQ(outcome(hooks->send(message_to("https://no-such-host.invalid/hook"), kNow)),
            "notify.unreachable");
  const auto empty = notifier({}, [](const std::string&) { return std::vector<std::string>{}; });
  EXPECT_FALSE(empty->send(message_to("https://bank.example/"), kNow));
}

// --- secrets and ids

TEST(WebhookNotifier, NothingLeavesUnsigned) {
  ScriptedServer server = answering(status_line(200));
  const auto send_with = [&](WebhookSecrets secrets) {
    return outcome(notifier({}, nullptr, std::move(secrets))->send(message_to(server.url()), kNow));
  };
  EXPECT_EQ(send_with([](const MessageRow&) { return std::vector<std::string>{}; }),
            "notify.secret_malformed");
  EXPECT_EQ(send_with([](const MessageRow&) { return std::vector<std::string>{"secret"}; }),
            "notify.secret_malformed");
  EXPECT_EQ(send_with([](const MessageRow&) -> Result<std::vector<std::string>> {
              return fail("notify.secret_unreadable", {{"source", "x"}});
            }),
            "notify.secret_unreadable");
  MessageRow message = message_to(server.url());
  message.stable_id = "msg\r\nX: y";
  EXPECT_EQ(outcome(notifier()->send(message, kNow)), "notify.rejected");
  server.stop();
  EXPECT_EQ(server.connections(), 0);
}

TEST(WebhookNotifier, EachReceiverHasItsOwnSecret) {
  std::string request;
  ScriptedServer server([&](Poco::Net::StreamSocket& socket) {
    request = read_http_request(socket);
    write(socket, status_line(200));
  });
  const std::string url = server.url();
  const auto hooks = notifier({}, nullptr, [&](const MessageRow& message) {
    return std::vector<std::string>{message.address == url ? kOlderSecret : kSecret};
  });
  EXPECT_EQ(outcome(hooks->send(message_to(url), kNow)), "delivered");
  server.stop();
  const auto expected =
      sign_webhook("msg_411502_7", kNow, message_to(url).body, {kOlderSecret}).value();
  EXPECT_NE(request.find("webhook-signature: " + expected.signature + "\r\n"), std::string::npos);
}

}  // namespace
}  // namespace qianqiao
