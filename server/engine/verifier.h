// Does what is stored follow from history? Replays all of it through the charts and compares:
// states, versions, digests, checkpoints, deadlines, rungs, tasks, lists and their frozen versions,
// dated facts, documents with their contents. Names each difference.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "server/engine/checkpoint_export.h"
#include "server/ports/store.h"
#include "workflows/base/text.h"

namespace qianqiao {

struct Difference {
  std::string kind;   // "history.changed", "history.missing", "state.wrong", "closed.wrong",
                      // "rung.doubled", "checkpoint.key_foreign", … (*_check.cpp, *_replay.cpp)
  std::string where;  // subject and sequence, deadline, day of a checkpoint
  Text words;
};

struct Verification {
  std::int64_t history_rows = 0;
  std::int64_t subjects = 0;
  std::int64_t deadlines = 0;
  std::vector<Difference> differences;  // the first kMostDifferences; `more` counts the rest
  std::int64_t more = 0;
  static constexpr std::size_t kMostDifferences = 1000;
};

// What checkpoints are held against; empty: only against themselves.
struct CheckpointTrust {
  std::string signing_key;    // public half of the house's signing key; empty: not at hand
  CheckpointExport exported;  // kept by somebody outside; none: empty
};

// `progress` is called now and then with (rows done, rows in all).
Verification verify(Store& store, const std::function<void(std::int64_t, std::int64_t)>& progress,
                    const CheckpointTrust& trust = {});

}  // namespace qianqiao
