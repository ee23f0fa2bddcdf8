// Which rows of the charts' transition table have happened, told from history by replaying it as
// it grows. Steers actors towards what has not happened yet, and lets a test say what is missing.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "server/engine/rule_book.h"
#include "server/ports/store.h"

namespace qianqiao {

// A row of the table as far as history shows it: what was allowed, from where to where.
struct Passage {
  SubjectKind kind;
  // state: empty before the first event; state and target "*": wherever it changes nothing
  std::string state, event, target;
  auto operator<=>(const Passage&) const = default;
};
std::string to_line(const Passage& passage);

// Every passage of the three charts that is not a refusal.
const std::set<Passage>& all_passages();

class Coverage {
 public:
  Coverage();

  // Takes up what was recorded since the last time.
  void catch_up(Reader& reader, const RuleBook& rules);
  void note(const Passage& passage);

  const std::set<Passage>& missing() const { return missing_; }
  const std::set<Passage>& happened() const { return happened_; }
  bool is_missing(const Passage& passage) const;
  // Missing passages of this state, of any event or of this one.
  bool is_missing_any(SubjectKind kind) const;
  bool is_missing_in(SubjectKind kind, const std::string& state) const;
  bool is_missing_in(SubjectKind kind, const std::string& state, const std::string& event) const;

 private:
  struct Known {
    SubjectKind kind = SubjectKind::kCase;
    Configuration configuration;
  };
  void take(const HistoryRow& row, Known& known, const RuleBook& rules);

  std::int64_t position_ = 0;
  std::map<SubjectId, Known> known_;
  std::set<Passage> missing_, happened_;
};

}  // namespace qianqiao
