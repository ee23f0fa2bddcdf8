// The connections there are, and whether one more may be: a total, and a number for each address.
//
// Threads: any.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "server/api/http_connection.h"
#include "server/api/http_limits.h"

namespace qianqiao {

class ConnectionTable {
 public:
  explicit ConnectionTable(const HttpLimits& limits) : limits_(limits) {}

  // Takes one more, `counted` towards its address or not. One too many gets a `refusal`, to be told
  // so; null: there are too many even for that.
  std::shared_ptr<HttpConnection> add(Wire wire, const std::string& address, bool counted);
  std::shared_ptr<HttpConnection> find(std::uint64_t id);  // null: it is gone
  void remove(std::uint64_t id);
  std::vector<std::shared_ptr<HttpConnection>> all();
  std::size_t size();

 private:
  const char* refusal_of(const std::string& address, bool counted) const;

  struct Entry {
    std::shared_ptr<HttpConnection> connection;
    bool counted;
  };

  const HttpLimits& limits_;
  std::mutex mutex_;
  std::unordered_map<std::uint64_t, Entry> entries_;
  std::unordered_map<std::string, int> by_address_;
  int admitted_ = 0, refused_ = 0;
  std::uint64_t last_id_ = 0;
};

}  // namespace qianqiao
