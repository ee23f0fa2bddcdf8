// A step's condition tried on real cases before anybody waits by it: whom it would ask, whom it
// would let pass, and of whom it cannot be decided because something is not known.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "server/ports/store.h"
#include "workflows/definition/condition.h"

namespace qianqiao {

struct TriedCase {
  SubjectId id;
  EnterpriseId enterprise;
  std::string state;
  Truth truth = Truth::kUnknown;
  std::vector<std::string> unknown;  // fields that are not known
};

struct ConditionTrial {
  std::int64_t looked_at = 0;
  std::int64_t asked = 0, passed = 0, undecided = 0;  // true, false, unknown: asked all the same
  bool more = false;                                  // there are open cases beyond those
  std::map<std::string, std::int64_t> unknown;        // field → cases of which it is not known
  std::vector<TriedCase> cases;                       // at most so many of each outcome
};

struct TrialQuestion {
  std::string county;            // empty: any
  std::set<std::string> states;  // leaf states; empty: any
  int most_looked_at = 2000;
  int most_listed = 100;  // of each outcome
  std::function<bool()> should_stop = {};
};

// Over open cases, by what is known of them now. Reads their histories.
ConditionTrial try_condition(Reader& reader, const Condition& condition,
                             const TrialQuestion& question);

}  // namespace qianqiao
