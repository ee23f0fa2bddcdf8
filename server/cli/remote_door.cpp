#include <Poco/Exception.h>
#include <Poco/Net/Context.h>
#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/Net/HTTPSClientSession.h>
#include <Poco/StreamCopier.h>
#include <Poco/URI.h>

#include <array>
#include <filesystem>
#include <fstream>

#include "server/cli/door.h"

namespace qianqiao {
namespace {

namespace net = Poco::Net;

// Moving a clock by months or checking all history takes a server its time.
constexpr int kAnswerSeconds = 3600;

class RemoteDoor final : public Door {
 public:
  RemoteDoor(Poco::URI server, std::string api_key)
      : server_(std::move(server)), api_key_(std::move(api_key)) {}

  Result<Answer> ask(Request request, const std::string& save_to) override {
    if (!save_to.empty() && std::filesystem::exists(save_to))
      return fail("cli.file_exists", {{"path", save_to}});
    try {
      const auto session = make_session();
      session->setTimeout(Poco::Timespan(10, 0), Poco::Timespan(60, 0),
                          Poco::Timespan(kAnswerSeconds, 0));
      send(*session, request);
      return receive(*session, save_to);
    } catch (const Poco::Exception& problem) {
      return fail("cli.server_unreachable",
                  {{"server", server_.toString()}, {"reason", problem.displayText()}});
    }
  }

 private:
  std::unique_ptr<net::HTTPClientSession> make_session() const {
    if (server_.getScheme() != "https")
      return std::make_unique<net::HTTPClientSession>(server_.getHost(), server_.getPort());
    const net::Context::Ptr context(
        new net::Context(net::Context::TLS_CLIENT_USE, "", net::Context::VERIFY_STRICT));
    return std::make_unique<net::HTTPSClientSession>(server_.getHost(), server_.getPort(), context);
  }

  static std::string address(const Request& request) {
    std::string address = request.path, between = "?";
    for (const auto& [name, value] : request.query) {
      std::string encoded;
      Poco::URI::encode(value, "&=+#?/%", encoded);
      address += between + name + "=" + encoded;
      between = "&";
    }
    return address;
  }

  void send(net::HTTPClientSession& session, const Request& request) const {
    net::HTTPRequest out(request.method, address(request), net::HTTPMessage::HTTP_1_1);
    out.set("Authorization", "Bearer " + api_key_);
    if (!request.actor.empty()) out.set("X-Qianqiao-Actor", request.actor);
    if (request.idempotency_key) out.set("Idempotency-Key", *request.idempotency_key);
    if (request.if_match) out.set("If-Match", *request.if_match);
    if (request.content_type) out.setContentType(*request.content_type);
    if (request.upload_path.empty()) {
      if (request.method != "GET")
        out.setContentLength64(static_cast<Poco::Int64>(request.body.size()));
      session.sendRequest(out) << request.body;
      return;
    }
    const auto total = std::filesystem::file_size(request.upload_path);
    out.setContentLength64(static_cast<Poco::Int64>(total));
    copy_file(request, session.sendRequest(out), total);
  }

  static void copy_file(const Request& request, std::ostream& out, std::uint64_t total) {
    std::ifstream file(request.upload_path, std::ios::binary);
    std::array<char, 64 * 1024> buffer;
    std::uint64_t sent = 0;
    while (file && out) {
      file.read(buffer.data(), buffer.size());
      out.write(buffer.data(), file.gcount());
      sent += static_cast<std::uint64_t>(file.gcount());
      if (request.progress) request.progress(sent, total);
    }
  }

  Result<Answer> receive(net::HTTPClientSession& session, const std::string& save_to) const {
    net::HTTPResponse in;
    std::istream& body = session.receiveResponse(in);
    Answer answer;
    answer.status = in.getStatus();
    answer.content_type = in.getContentType();
    const bool good = answer.status >= 200 && answer.status < 300;
    if (save_to.empty() || !good) {
      Poco::StreamCopier::copyToString64(body, answer.body);
      return answer;
    }
    std::ofstream file(save_to, std::ios::binary);
    Poco::StreamCopier::copyStream64(body, file);
    file.close();
    if (!file) return fail("cli.file_unwritable", {{"path", save_to}, {"reason", "write"}});
    answer.file_path = save_to;
    return answer;
  }

  const Poco::URI server_;
  const std::string api_key_;
};

}  // namespace

Result<std::unique_ptr<Door>> open_remote_door(const DoorOptions& options) {
  if (options.api_key.empty()) return fail("cli.api_key_missing");
  try {
    const Poco::URI server(options.server);
    if ((server.getScheme() == "http" || server.getScheme() == "https") &&
        !server.getHost().empty())
      return std::make_unique<RemoteDoor>(server, options.api_key);
  } catch (const Poco::Exception&) {
  }
  return fail("cli.server_url", {{"url", options.server}});
}

}  // namespace qianqiao
