// Carries a connection on: reads a request as it arrives, asks the routes, sends the answer, waits
// for the next one. Whatever has to wait for the client returns to the poller.
//
// Threads: any, each with another connection; a handler may block its thread.
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <string>

#include "server/api/answer_finisher.h"
#include "server/api/client_origin.h"
#include "server/api/connection_table.h"
#include "server/api/event_streams.h"
#include "server/api/http_connection.h"
#include "server/api/http_limits.h"
#include "server/api/poller.h"
#include "server/api/service.h"
#include "server/api/static_files.h"
#include "server/api/traffic.h"

namespace qianqiao {

// What all connections share.
struct HttpHouse {
  Service& service;
  const std::string api_key;
  const HttpLimits limits;
  const TrustedProxies proxies;
  const StaticFiles files;
  const int most_busy;  // more handlers at once: further requests are told to come again
  Poller poller{};
  ConnectionTable table{limits};
  EventStreams streams{limits};
  Traffic traffic{};
  std::atomic<int> busy{0};
};

class HttpConversation {
 public:
  explicit HttpConversation(HttpHouse& house)
      : house_(house),
        finisher_(std::make_shared<AnswerFinisher>([this](const auto& connection, Answer answer) {
          send_committed(connection, std::move(answer));
        })) {}

  // Its socket can go on.
  void carry_on(const std::shared_ptr<HttpConnection>& connection);
  // Its time is over. The caller holds its mutex.
  void time_out(const std::shared_ptr<HttpConnection>& connection);
  // Sends what was queued for a stream. The caller holds its mutex.
  void push(HttpConnection& connection);
  void close(HttpConnection& connection);

 private:
  // Each: true where the connection can go on at once.
  bool step(const std::shared_ptr<HttpConnection>& connection);
  bool receive_request(const std::shared_ptr<HttpConnection>& connection);
  bool read_more(const std::shared_ptr<HttpConnection>& connection);
  bool send(HttpConnection& connection);
  bool linger(HttpConnection& connection);
  bool watch_stream(HttpConnection& connection);
  bool wait(HttpConnection& connection, HttpConnection::Waits waits);

  std::optional<Answer> admit(HttpConnection& connection);
  std::optional<Answer> page(const RequestReader& reader, const Request& request) const;
  Answer ask_routes(HttpConnection& connection);
  void answer(const std::shared_ptr<HttpConnection>& connection, Answer answer);
  void commit(const std::shared_ptr<HttpConnection>& connection,
              const std::shared_ptr<PendingAnswer>& pending);
  void send_committed(const std::shared_ptr<HttpConnection>& connection, Answer answer);
  void refuse(const std::shared_ptr<HttpConnection>& connection, Answer answer);
  void begin_stream(HttpConnection& connection);
  void begin_next(HttpConnection& connection);
  void leave(HttpConnection& connection);  // it is no longer under way

  HttpHouse& house_;
  // Shared with commands that are being committed.
  const std::shared_ptr<AnswerFinisher> finisher_;
};

}  // namespace qianqiao
