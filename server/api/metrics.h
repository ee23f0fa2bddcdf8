// What this process counts about itself, in the words of Prometheus. Requests and commits are
// counted as they happen; what the store knows is asked when somebody scrapes, by questions whose
// cost does not grow with what is stored.
//
// Threads: any, for all of it.
#pragma once

#include <chrono>
#include <memory>
#include <string>

namespace qianqiao {

struct Route;
struct Service;

class Metrics {
 public:
  Metrics();
  ~Metrics();

  // `route` null: no such path, or refused before one was looked for.
  void count_request(const Route* route, int status, std::chrono::microseconds duration);
  void count_batch(std::size_t commands);
  void count_commit(std::chrono::microseconds duration);

  // The text exposition format, version 0.0.4.
  std::string text(Service& service) const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace qianqiao
