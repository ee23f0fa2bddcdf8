// The open streams of server-sent events: who watches, and what each is told. A viewer is told of
// subjects that it may see and of nothing else; a viewer that does not keep up is told to look
// anew, and one that reads nothing any more is let go of.
//
//   event: change     data: {"kind": "case", "id": "…", "version": 3}
//   event: reload     data: {}          more changed than is told one by one
//   : beat            now and then, so that both sides notice when the other is gone
//
// There is no replay (Last-Event-ID): after a break a viewer asks GET /api/v1/changes.
//
// Threads: any; a stream's own connection is worked on under its mutex.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

#include "server/api/change_feed.h"
#include "server/api/http_connection.h"
#include "server/api/http_limits.h"
#include "workflows/base/result.h"

namespace qianqiao {

class EventStreams {
 public:
  explicit EventStreams(const HttpLimits& limits) : limits_(limits) {}

  // Whose changes are told, and what is called when there are some. Watches the feed while there is
  // a stream. A null feed: no streams.
  void follow(ChangeFeed* feed, std::function<void()> wake);
  // Errors: stream.full, stream.too_many_of_one.
  Result<void> add(const std::shared_ptr<HttpConnection>& connection, StreamOffer offer);
  void remove(std::uint64_t connection_id);
  bool empty();

  // Queues what each may see, and sends it by `push`, which may close the connection.
  using Push = std::function<void(HttpConnection&)>;
  using Close = std::function<void(HttpConnection&)>;
  void tell(const Push& push);
  void beat(const Push& push, const Close& close);

 private:
  struct Stream {
    std::shared_ptr<HttpConnection> connection;
    std::shared_ptr<const StreamOffer> offer;
  };
  std::vector<Stream> all();

  const HttpLimits& limits_;
  std::mutex mutex_;
  std::unordered_map<std::uint64_t, Stream> streams_;
  std::unordered_map<std::string, int> by_person_;
  ChangeFeed* feed_ = nullptr;
  std::function<void()> wake_;
};

}  // namespace qianqiao
