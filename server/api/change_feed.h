// What has changed, for those who watch: the engine tells it after each commit, the HTTP door takes
// it and tells each viewer what that viewer may see. Holds a bounded number of changes; where more
// come before they are taken, viewers are told to look anew.
//
// Threads: any.
#pragma once

#include <cstddef>
#include <functional>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "server/ports/rows.h"

namespace qianqiao {

// May this viewer see this subject?
using SubjectSight = std::function<bool(const SubjectRow&)>;

// A route's offer to keep telling its caller of changes.
struct StreamOffer {
  std::string person;  // whose stream, for the cap on each person's
  SubjectSight sight;
  std::function<bool()> still_valid;  // asked now and then; empty: always
};

class ChangeFeed {
 public:
  static constexpr std::size_t kMostHeld = 5000;

  struct News {
    std::vector<SubjectRow> subjects;  // each once, as it stands after its last change
    bool overflowed = false;           // there was more
  };

  // Subjects as they stand after a commit. Forgotten at once while nobody watches.
  void publish(const std::vector<SubjectRow>& changed);
  News take();
  // While somebody watches, `wake` is called once there is news after a take(). It must not block.
  void watch(std::function<void()> wake);
  void stop_watching();

 private:
  std::mutex mutex_;
  std::function<void()> wake_;
  std::vector<SubjectRow> held_;
  std::unordered_map<SubjectId, std::size_t> place_;
  bool overflowed_ = false;
};

}  // namespace qianqiao
