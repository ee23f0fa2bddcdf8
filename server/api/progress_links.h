// The link by which an enterprise looks how far its case is, without an account: one a case,
// printed on the window's receipt, stored as a digest, told once. A new one ends the one before.
//
// Threads: any.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "server/api/wrong_tries.h"
#include "server/engine/command_queue.h"
#include "server/ports/clock.h"
#include "server/ports/progress_link_records.h"
#include "server/ports/store.h"

namespace qianqiao {

class ProgressLinks {
 public:
  static constexpr std::chrono::days kValid{180};  // after the day on which it was made

  // `clock` is that of the cases: a link ends on a day of theirs.
  ProgressLinks(Store& store, CommandQueue& queue, const Clock& clock, const Clock& wall);

  struct Made {
    ProgressLinkRow row;
    std::string code;  // "K7MQ-2XNP-04RT-VW8A", 80 random bits, told once
  };
  // Errors: server.stopping.
  Result<Made> make(const SubjectId& subject, const PersonId& by);
  Result<void> revoke(const SubjectId& subject);
  std::optional<ProgressLinkRow> of(const SubjectId& subject);  // one that is over: none

  // Which case's link this is, as it was typed. Errors: progress.not_found; progress.locked after
  // too many wrong ones from there, for right ones too.
  Result<ProgressLinkRow> open(std::string_view typed, std::string_view address);

 private:
  std::optional<ProgressLinkRow> in_force(std::optional<ProgressLinkRow> row) const;

  Store& store_;
  CommandQueue& queue_;
  const Clock& clock_;
  WrongTries wrong_tries_;
};

}  // namespace qianqiao
