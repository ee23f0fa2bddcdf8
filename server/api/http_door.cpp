#include "server/api/http_door.h"

#include <Poco/Exception.h>
#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPServer.h>
#include <Poco/Net/HTTPServerParams.h>
#include <Poco/Net/HTTPServerRequestImpl.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/Net/SocketAddress.h>
#include <Poco/ThreadPool.h>

#include <condition_variable>
#include <cstdio>
#include <mutex>

#include "server/api/log.h"
#include "server/api/request_reader.h"
#include "server/api/request_record.h"
#include "server/api/route_table.h"

namespace qianqiao {
namespace {

namespace net = Poco::Net;

constexpr int kStackBytes = 1024 * 1024;
constexpr int kIdleThreads = 8, kIdleThreadSeconds = 30;
constexpr int kMostQueued = 256, kRequestsPerConnection = 1000;
constexpr std::chrono::seconds kSendTime{30};

Poco::Timespan to_poco(std::chrono::microseconds span) { return Poco::Timespan(span.count()); }

// Counts the requests under way, so that a stop can wait for them.
class Traffic {
 public:
  bool enter() {
    const std::lock_guard lock(mutex_);
    if (stopping_) return false;
    ++under_way_;
    return true;
  }
  void leave() {
    const std::lock_guard lock(mutex_);
    --under_way_;
    changed_.notify_all();
  }
  bool is_stopping() {
    const std::lock_guard lock(mutex_);
    return stopping_;
  }
  void stop(std::chrono::milliseconds patience) {
    std::unique_lock lock(mutex_);
    stopping_ = true;
    changed_.wait_for(lock, patience, [&] { return under_way_ == 0; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int under_way_ = 0;
  bool stopping_ = false;
};

struct House {
  Service& service;
  const std::string api_key;
  Traffic traffic{};
};

class Handler final : public net::HTTPRequestHandler {
 public:
  explicit Handler(House& house) : house_(house) {}

  void handleRequest(net::HTTPServerRequest& request, net::HTTPServerResponse& response) override {
    RequestReader reader(request, house_.service.working_folder);
    RequestRecord record(house_.service.metrics, request.get("traceparent", ""));
    Answer answer;
    const bool entered = house_.traffic.enter();
    answer = entered ? answer_to(reader, record) : problem({"server.stopping", {}});
    record.stamp(answer);
    if (!reader.is_drained() || house_.traffic.is_stopping()) response.setKeepAlive(false);
    try {
      send(request, response, answer);
      reader.drain();
    } catch (const Poco::Exception&) {  // the client went away; what was done stays done
      response.setKeepAlive(false);
    }
    record.finish(answer);
    if (answer.remove_file) std::remove(answer.file_path.c_str());
    if (auto* impl = dynamic_cast<net::HTTPServerRequestImpl*>(&request))
      if (auto* socket = dynamic_cast<TimedSocketImpl*>(impl->socket().impl()))
        socket->end_request();
    if (entered) house_.traffic.leave();
  }

 private:
  Answer answer_to(RequestReader& reader, RequestRecord& record) {
    auto request = reader.head();
    if (!request) return problem(request.error());
    const RouteMatch found = find_route(request->method, request->path);
    record.found(found.route);
    const bool open =
        found.route != nullptr &&
        (found.route->access == Access::kOpen ||
         (found.route->access == Access::kLoopbackOrKey && reader.is_from_this_machine()));
    if (!open && !reader.has_key(house_.api_key)) {
      Answer refusal = problem({"http.unauthorised", {}});
      refusal.headers.emplace_back("WWW-Authenticate", "Bearer");
      return refusal;
    }
    if (found.route != nullptr)
      if (auto body = reader.body(*found.route, *request); !body) return problem(body.error());
    return dispatch(house_.service, *std::move(request));
  }

  static void send(const net::HTTPServerRequest& request, net::HTTPServerResponse& response,
                   const Answer& answer) {
    response.setStatusAndReason(static_cast<net::HTTPResponse::HTTPStatus>(answer.status));
    response.set("X-Content-Type-Options", "nosniff");
    response.set("Cache-Control", "no-store");
    for (const auto& [name, value] : answer.headers) response.set(name, value);
    if (!answer.file_path.empty()) {
      response.sendFile(answer.file_path, answer.content_type);
      return;
    }
    response.setContentType(answer.content_type);
    if (request.getMethod() != "HEAD") {
      response.sendBuffer(answer.body.data(), answer.body.size());
      return;
    }
    response.setContentLength64(static_cast<Poco::Int64>(answer.body.size()));
    response.send();
  }

  House& house_;
};

class HandlerFactory final : public net::HTTPRequestHandlerFactory {
 public:
  explicit HandlerFactory(House& house) : house_(house) {}
  net::HTTPRequestHandler* createRequestHandler(const net::HTTPServerRequest&) override {
    return new Handler(house_);
  }

 private:
  House& house_;
};

net::HTTPServerParams::Ptr server_params() {
  net::HTTPServerParams::Ptr params(new net::HTTPServerParams);
  params->setTimeout(to_poco(kSendTime));
  params->setKeepAlive(true);
  params->setKeepAliveTimeout(to_poco(HttpDoor::kKeepAlive));
  params->setMaxKeepAliveRequests(kRequestsPerConnection);
  params->setMaxThreads(HttpDoor::kMostConnections);
  params->setMaxQueued(kMostQueued);
  return params;
}

}  // namespace

bool is_loopback(const std::string& address) {
  try {
    return net::SocketAddress(address).host().isLoopback();
  } catch (const Poco::Exception&) {
    return false;
  }
}

struct HttpDoor::Parts {
  Parts(Service& service, const Options& options, net::ServerSocket& socket)
      : house{service, options.api_key},
        threads("http", kIdleThreads, kMostConnections + kIdleThreads, kIdleThreadSeconds,
                kStackBytes),
        server(new HandlerFactory(house), threads, socket, server_params()) {}

  House house;
  Poco::ThreadPool threads;
  net::HTTPServer server;
  bool stopped = false;
};

HttpDoor::HttpDoor(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

HttpDoor::~HttpDoor() { stop(); }

Result<std::unique_ptr<HttpDoor>> HttpDoor::open(Service& service, const Options& options) {
  try {
    TimedServerSocket socket(options.limits);
    socket.bind(net::SocketAddress(options.listen), /*reuseAddress=*/true);
    socket.listen(512);
    auto parts = std::make_unique<Parts>(service, options, socket);
    parts->server.start();
    return std::unique_ptr<HttpDoor>(new HttpDoor(std::move(parts)));
  } catch (const Poco::Exception& problem) {
    return fail("http.cannot_listen",
                {{"address", options.listen}, {"reason", problem.displayText()}});
  }
}

std::string HttpDoor::address() const {
  return "http://" + parts_->server.socket().address().toString();
}

void HttpDoor::stop(std::chrono::milliseconds patience) {
  if (parts_->stopped) return;
  parts_->stopped = true;
  parts_->house.traffic.stop(patience);
  parts_->server.stopAll(/*abortCurrent=*/false);
}

}  // namespace qianqiao
