// What a bare Poco HTTP server answers on this machine: a fixed text for every request. The measure
// that http_bench.py puts beside the product's own figures.
//
//   bare_handler BYTES      prints its port, serves until its standard input ends
#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPServer.h>
#include <Poco/Net/HTTPServerParams.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/ThreadPool.h>

#include <cstdio>
#include <cstdlib>
#include <string>

namespace {

namespace net = Poco::Net;

class Handler final : public net::HTTPRequestHandler {
 public:
  explicit Handler(const std::string& text) : text_(text) {}
  void handleRequest(net::HTTPServerRequest& request, net::HTTPServerResponse& response) override {
    request.stream().ignore(1 << 20);
    response.setContentType("application/json");
    response.sendBuffer(text_.data(), text_.size());
  }

 private:
  const std::string& text_;
};

class Factory final : public net::HTTPRequestHandlerFactory {
 public:
  explicit Factory(std::string text) : text_(std::move(text)) {}
  net::HTTPRequestHandler* createRequestHandler(const net::HTTPServerRequest&) override {
    return new Handler(text_);
  }

 private:
  const std::string text_;
};

}  // namespace

int main(int argc, char** argv) {
  const std::string text(argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 600, 'x');
  Poco::ThreadPool threads(2, 128);
  net::ServerSocket socket(net::SocketAddress("127.0.0.1:0"), 1024);
  net::HTTPServerParams::Ptr params(new net::HTTPServerParams);
  params->setMaxThreads(100);
  params->setMaxQueued(256);
  params->setMaxKeepAliveRequests(0);
  net::HTTPServer server(new Factory(text), threads, socket, params);
  server.start();
  std::printf("%d\n", socket.address().port());
  std::fflush(stdout);
  while (std::getchar() != EOF) {
  }
  server.stopAll(true);
}
