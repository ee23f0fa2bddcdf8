// The journal of a simulation: each rung that was claimed and each thing that would have been
// sent, in order of time.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "server/ports/rows.h"

namespace qianqiao {

struct JournalEntry {
  enum class What {
    kRung,     // a rung of a deadline's ladder was claimed
    kMessage,  // a message would have left, or lies in an inbox
  };
  What what = What::kRung;
  Instant at;
  std::string county;
  SubjectId subject;        // case, referral or slip; of a letter with many lines: the first
  DeadlineId deadline = 0;  // 0: the message tells of an event
  std::string rule, rung;
  Instant due;  // of a rung: when it should fire
  // Of a message:
  std::string channel;  // inbox, email, webhook
  PersonId person;      // receiver, or
  OrganisationId organisation;
  std::string receiver;  // its name
  std::string role;      // as which the receiver is told; empty: an organisation's own system
  std::string notice;
  std::string subject_line;
  int lines = 1;  // a letter may gather many
};

// One line: in Chinese, with an English tail.
std::string journal_line(const JournalEntry& entry);
nlohmann::json journal_json(const JournalEntry& entry);

}  // namespace qianqiao
