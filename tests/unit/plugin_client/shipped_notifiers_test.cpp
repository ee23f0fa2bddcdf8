// The shipped notifiers against a receiver on loopback that checks what the gateways document.
#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/Net/HTTPServer.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/URI.h>
#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "temporary_plugin.h"

namespace qianqiao {
namespace {

using nlohmann::json;

std::string parameter(const Poco::URI& uri, const std::string& name) {
  for (const auto& [key, value] : uri.getQueryParameters())
    if (key == name) return value;
  return "";
}

std::string base64_hmac(const std::string& key, const std::string& text) {
  unsigned char bytes[32], encoded[45];
  unsigned size = 0;
  ::HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
         reinterpret_cast<const unsigned char*>(text.data()), text.size(), bytes, &size);
  const int length = ::EVP_EncodeBlock(encoded, bytes, static_cast<int>(size));
  return {reinterpret_cast<char*>(encoded), static_cast<std::size_t>(length)};
}

std::string hex_sha256(const std::string& text) {
  Digest bytes;
  ::EVP_Digest(text.data(), text.size(), bytes.data(), nullptr, EVP_sha256(), nullptr);
  return to_hex(bytes);
}

// As each gateway documents it: what it answers to a request.
json wecom(const Poco::URI& uri, const json& body) {
  if (uri.getPath() != "/cgi-bin/webhook/send" || parameter(uri, "key") != "robot-key")
    return {{"errcode", 93000}, {"errmsg", "invalid webhook url"}};
  const bool fine = body.at("msgtype") == "text" &&
                    body.at("text").at("content").get<std::string>().size() <= 2048;
  return {{"errcode", fine ? 0 : 40058}, {"errmsg", "ok"}};
}

json dingtalk(const Poco::URI& uri, const json& body) {
  const std::string timestamp = parameter(uri, "timestamp");
  if (uri.getPath() != "/robot/send" || parameter(uri, "access_token") != "token")
    return {{"errcode", 300001}, {"errmsg", "token is not exist"}};
  if (parameter(uri, "sign") != base64_hmac("SECabc", timestamp + "\nSECabc"))
    return {{"errcode", 310000}, {"errmsg", "sign not match"}};
  const bool fine = body.at("msgtype") == "markdown" && body.at("markdown").at("title") != "" &&
                    body.at("at").at("isAtAll").is_boolean();
  return {{"errcode", fine ? 0 : 40035}, {"errmsg", "ok"}};
}

json sms(const Poco::URI& uri, const json& body) {
  const std::string mobile = body.at("tel").at("mobile");
  const std::string signed_text = "appkey=app-key&random=" + parameter(uri, "random") +
                                  "&time=" + body.at("time").dump() + "&mobile=" + mobile;
  if (body.at("sig") != hex_sha256(signed_text)) return {{"result", 1001}, {"errmsg", "sig error"}};
  const bool fine = uri.getPath() == "/v5/tlssmssvr/sendsms" && body.at("tpl_id").is_number() &&
                    body.at("params").size() == 2 && body.at("tel").at("nationcode") == "86";
  return {{"result", fine ? 0 : 1031}, {"errmsg", "OK"}, {"sid", "1:1"}, {"fee", 1}};
}

class Gateway : public Poco::Net::HTTPRequestHandler {
 public:
  void handleRequest(Poco::Net::HTTPServerRequest& request,
                     Poco::Net::HTTPServerResponse& response) override {
    const std::string text((std::istreambuf_iterator<char>(request.stream())), {});
    const Poco::URI uri(request.getURI());
    const json body = json::parse(text);
    const std::string& host = request.get("X-Meant-For");
    const json answer = host == "qyapi.weixin.qq.com" ? wecom(uri, body)
                        : host == "oapi.dingtalk.com" ? dingtalk(uri, body)
                                                      : sms(uri, body);
    response.setContentType("application/json");
    response.setChunkedTransferEncoding(true);
    response.send() << answer.dump();
  }
};

class GatewayFactory : public Poco::Net::HTTPRequestHandlerFactory {
 public:
  Poco::Net::HTTPRequestHandler* createRequestHandler(
      const Poco::Net::HTTPServerRequest&) override {
    return new Gateway;
  }
};

class ShippedNotifiers : public testing::Test {
 protected:
  ShippedNotifiers() {
    server_.start();
    services_.answer = [this](const OutgoingRequest& request) { return post(request); };
  }
  ~ShippedNotifiers() override { server_.stopAll(true); }

  Result<OutgoingAnswer> post(const OutgoingRequest& request) {
    const Poco::URI uri(request.url);
    Poco::Net::HTTPClientSession session("127.0.0.1", server_.port());
    Poco::Net::HTTPRequest out(request.method, uri.getPathAndQuery(), "HTTP/1.1");
    out.set("X-Meant-For", uri.getHost());
    for (const auto& [name, value] : request.headers) out.set(name, value);
    out.setContentLength(static_cast<std::streamsize>(request.body.size()));
    session.sendRequest(out) << request.body;
    Poco::Net::HTTPResponse response;
    std::istream& in = session.receiveResponse(response);
    return OutgoingAnswer{response.getStatus(), {}, {std::istreambuf_iterator<char>(in), {}}};
  }

  std::string outcome(const std::string& plugin, const std::string& hook, json message) {
    const FolderReading reading =
        read_plugin_folder(QIANQIAO_SOURCE_DIR "/plugins/notifiers/" + plugin);
    EXPECT_TRUE(reading.folder);
    PluginRunner runner(test_settings(), clock_, services_);
    EXPECT_TRUE(runner.add(*reading.folder, "411502"));
    HookRequest request =
        request_for(json{{"message", std::move(message)}}.dump(), hook, HookKind::kNotifier);
    request.plugin.name = plugin;
    const HookRun run = runner.run(request);
    return run.failure ? to_line(run.error)
                       : json::parse(run.verdict)["outcome"].get<std::string>();
  }

  SetClock clock_;
  MemoryServices services_;
  Poco::Net::HTTPServer server_{new GatewayFactory,
                                Poco::Net::ServerSocket(Poco::Net::SocketAddress("127.0.0.1", 0)),
                                new Poco::Net::HTTPServerParams};
};

const json kMessage = {{"stable_id", "msg_1"},
                       {"title", "逾期提醒"},
                       {"text", std::string(3000, 'x')},
                       {"urgent", true}};

TEST_F(ShippedNotifiers, WeComTakesWhatTheRobotSends) {
  services_.secrets["robot_key"] = "robot-key";
  EXPECT_EQ(outcome("wecom-robot", "wecom", kMessage), "sent");
  services_.secrets["robot_key"] = "withdrawn";
  EXPECT_EQ(outcome("wecom-robot", "wecom", kMessage), "rejected");
}

TEST_F(ShippedNotifiers, DingTalkTakesWhatTheRobotSigns) {
  services_.secrets = {{"access_token", "token"}, {"sign_secret", "SECabc"}};
  EXPECT_EQ(outcome("dingtalk-robot", "dingtalk", kMessage), "sent");
  services_.secrets["sign_secret"] = "SECother";
  EXPECT_EQ(outcome("dingtalk-robot", "dingtalk", kMessage), "rejected");
}

TEST_F(ShippedNotifiers, TheSmsGatewayTakesWhatIsSigned) {
  services_.secrets["app_key"] = "app-key";
  json message = kMessage;
  message["address"] = "13800138000";
  EXPECT_EQ(outcome("sms-gateway", "sms", message), "sent");
  services_.secrets["app_key"] = "another";
  EXPECT_EQ(outcome("sms-gateway", "sms", message), "retry");
}

}  // namespace
}  // namespace qianqiao
