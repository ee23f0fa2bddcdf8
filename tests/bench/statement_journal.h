// What a store told SQLite to do, statement by statement with the values bound, and the same done
// again by hand. For one thread.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/bench/raw_side.h"

namespace qianqiao {

struct BoundValue {
  enum class Kind { kNull, kInteger, kText, kBytes };
  Kind kind = Kind::kNull;
  std::int64_t integer = 0;
  std::string bytes;
};

// One run of a statement; `sql` belongs to the recorder.
struct StatementRun {
  const std::string* sql = nullptr;
  std::vector<BoundValue> values;
};

// Hears every statement of the connections that are opened between listen() and stop_listening().
// Lives longer than they do, and than what it took down. One at a time.
class StatementRecorder {
 public:
  StatementRecorder() = default;
  StatementRecorder(const StatementRecorder&) = delete;
  StatementRecorder& operator=(const StatementRecorder&) = delete;
  ~StatementRecorder() { stop_listening(); }

  void listen();
  void stop_listening();
  // What was heard since the last call.
  std::vector<StatementRun> take() { return std::exchange(heard_, {}); }

 private:
  static int attach(sqlite3* handle);
  static int hear(unsigned, void* self, void* statement, void* text);

  std::map<std::string, std::unique_ptr<std::string>, std::less<>> texts_;
  std::vector<StatementRun> heard_;
};

// Does what was recorded on a database that stands as the recorded one stood.
class JournalPlayer {
 public:
  explicit JournalPlayer(const std::string& directory) : database_(directory) {}

  void prepare(std::span<const StatementRun> runs);  // its statements, outside the measured time
  void play(std::span<const StatementRun> runs);     // one transaction, and what maintains the log

 private:
  RawDatabase database_;
  std::map<const std::string*, std::unique_ptr<RawStatement>> statements_;
};

}  // namespace qianqiao
