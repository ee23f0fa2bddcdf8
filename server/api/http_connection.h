// One client's connection: what has come, what is to go, what it waits for and until when. Neither
// a client that sends slowly nor one that reads slowly costs a thread.
//
// Threads: `mutex` is held by whoever works on it; `deadline` is read by any.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>

#include "server/api/request_reader.h"
#include "server/api/request_record.h"
#include "server/api/wire.h"

namespace qianqiao {

class HttpConnection {
 public:
  using Steady = std::chrono::steady_clock;
  enum class Phase {
    kReceiving,   // a request, or the first byte of one
    kCommitting,  // a command: its answer comes from elsewhere
    kSending,     // an answer
    kStreaming,   // events, for as long as the client stays
    kLingering,   // answered before all was read: lets the client see the answer
    kClosed,
  };
  enum class Waits { kNo, kForReading, kForWriting, kGone };

  HttpConnection(std::uint64_t number, Wire its_wire, std::string its_address)
      : id(number), address(std::move(its_address)), wire(std::move(its_wire)) {}
  ~HttpConnection();
  HttpConnection(const HttpConnection&) = delete;
  HttpConnection& operator=(const HttpConnection&) = delete;

  // Reads a piece into `in`. kNo: something came.
  Waits receive();
  // Reads and forgets. kNo: more may come.
  Waits discard();
  // Sends what is to go. kNo: all of it is gone.
  Waits flush();
  void queue(std::string bytes);
  // The first `size` bytes of the open file follow what is queued.
  void queue_file(int descriptor, std::uint64_t size);
  std::size_t unsent() const { return out_.size() - sent_; }
  void close();

  void give_time(std::chrono::milliseconds time) {
    deadline = (Steady::now() + time).time_since_epoch().count();
  }
  void give_all_time() { deadline = Steady::duration::max().count(); }
  bool is_over(Steady::time_point now) const { return now.time_since_epoch().count() > deadline; }

  const std::uint64_t id;
  const std::string address;  // of the peer, without port
  std::mutex mutex;
  std::atomic<Steady::rep> deadline{0};

  Wire wire;
  Phase phase = Phase::kReceiving;
  std::string in;
  std::optional<RequestReader> reader;  // of the request that is coming
  RouteMatch route;                     // once its head is taken
  std::optional<RequestRecord> record;  // likewise, until it is answered
  bool is_private = false;              // nobody on the way can read it
  bool head_taken = false;
  bool begun = false;             // a byte of the request has come
  const char* refusal = nullptr;  // over the cap: the error that is all it gets
  bool closes = false;            // after this answer
  bool is_under_way = false;      // a stop waits for its answer
  int requests = 0;
  std::size_t discarded = 0;

 private:
  bool fill_from_file();

  std::string out_;
  std::size_t sent_ = 0;
  int file_ = -1;
  std::uint64_t file_left_ = 0;
};

}  // namespace qianqiao
