// How a person wants its mail (experience: per kind, once a day, quiet hours): what may be wished,
// and when a letter of a kind then leaves. The inbox has every letter whatever is wished.
//
// Pure. Thread-safe.
#pragma once

#include <optional>
#include <string_view>

#include "server/ports/rows.h"
#include "workflows/base/result.h"
#include "workflows/domain/calendar.h"

namespace qianqiao {

// Errors: mail.timing_unknown, mail.overdue_stays (overdue letters and escalations are never left
// out), mail.hours_malformed.
Result<void> check_wish(const MailWishRow& wish);

struct MailLeaving {
  Instant at;
  bool daily = false;  // gathered with the day's others
};
// `kind` is a letter's: "deadline.ahead", "deadline.escalate", "event.pushed". None: by the inbox
// alone.
std::optional<MailLeaving> mail_leaves(const MailWishRow& wish, std::string_view kind, Instant now,
                                       const Calendar& calendar);

}  // namespace qianqiao
