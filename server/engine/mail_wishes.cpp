#include "server/engine/mail_wishes.h"

#include "workflows/domain/working_hours.h"

namespace qianqiao {
namespace {

constexpr std::int64_t kMinutesOfDay = std::int64_t{24} * 60;

bool is_timing(std::string_view text) {
  return text == mail_timing::kNow || text == mail_timing::kDaily || text == mail_timing::kNever;
}

const std::string& timing_of(const MailWishRow& wish, std::string_view kind) {
  if (kind == "deadline.ahead") return wish.reminders;
  return kind.starts_with("deadline.") ? wish.overdue : wish.news;
}

}  // namespace

Result<void> check_wish(const MailWishRow& wish) {
  for (const std::string* timing : {&wish.reminders, &wish.overdue, &wish.news})
    if (!is_timing(*timing)) return fail("mail.timing_unknown", {{"value", *timing}});
  if (wish.overdue == mail_timing::kNever) return fail("mail.overdue_stays");
  if (wish.from_min < 0 || wish.from_min >= wish.to_min || wish.to_min > kMinutesOfDay)
    return fail("mail.hours_malformed");
  return {};
}

std::optional<MailLeaving> mail_leaves(const MailWishRow& wish, std::string_view kind, Instant now,
                                       const Calendar& calendar) {
  const std::string& timing = timing_of(wish, kind);
  if (timing == mail_timing::kNever) return std::nullopt;
  const WorkingHours hours{std::chrono::minutes(wish.from_min), std::chrono::minutes(wish.to_min)};
  Instant at = next_working_instant(now, calendar, hours);
  const bool daily = timing == mail_timing::kDaily;
  if (daily && at == now)  // within the hours: with what comes until they begin again
    at =
        next_working_instant(start_of_day(local_date(now) + std::chrono::days(1)), calendar, hours);
  return MailLeaving{at, daily};
}

}  // namespace qianqiao
