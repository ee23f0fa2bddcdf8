// Due dates in words. Every day that was passed over, counted against the week's rule or rolled
// over is named, so that a reader can follow the count on a paper calendar.
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>

#include "workflows/domain/deadline.h"

namespace qianqiao {
namespace {

using namespace std::chrono;

// Beyond this many ranges a list is longer than a reader follows; a count takes its place.
constexpr std::size_t kLongestList = 8;

constexpr const char* kWeekdaysZh[] = {"日", "一", "二", "三", "四", "五", "六"};
constexpr const char* kWeekdaysEn[] = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                       "Thursday", "Friday", "Saturday"};
constexpr const char* kMonthsEn[] = {"January",   "February", "March",    "April",
                                     "May",       "June",     "July",     "August",
                                     "September", "October",  "November", "December"};

struct DayRange {
  Date first, last;
};

// Writes days in both languages; the year only where it differs from the one last named.
class DayWriter {
 public:
  Text day(Date date) {
    const year_month_day d(date);
    const int y = static_cast<int>(d.year());
    const unsigned m = static_cast<unsigned>(d.month()), n = static_cast<unsigned>(d.day());
    const bool with_year = y != year_;
    year_ = y;
    return {with_year ? fmt::format("{}年{}月{}日", y, m, n) : fmt::format("{}月{}日", m, n),
            with_year ? fmt::format("{} {} {}", n, kMonthsEn[m - 1], y)
                      : fmt::format("{} {}", n, kMonthsEn[m - 1])};
  }
  Text day_of_week(Date date) {
    const Text plain = day(date);
    const unsigned w = weekday(date).c_encoding();
    return {fmt::format("{}（星期{}）", plain.zh, kWeekdaysZh[w]),
            fmt::format("{} {}", kWeekdaysEn[w], plain.en)};
  }
  Text range(const DayRange& range) {
    const Text first = day(range.first);
    if (range.first == range.last) return first;
    const Text last = day(range.last);
    return {first.zh + "至" + last.zh, first.en + " to " + last.en};
  }
  Text list(const std::vector<DayRange>& ranges) {
    Text out;
    for (const DayRange& r : ranges) {
      const Text words = range(r);
      out.zh += (out.zh.empty() ? "" : "、") + words.zh;
      out.en += (out.en.empty() ? "" : ", ") + words.en;
    }
    return out;
  }

 private:
  int year_ = -1;
};

std::vector<DayRange> ranges_of(const std::vector<Date>& list) {
  std::vector<DayRange> out;
  for (const Date day : list) {
    if (!out.empty() && out.back().last + days(1) == day)
      out.back().last = day;
    else
      out.push_back({day, day});
  }
  return out;
}

void append(Text& text, const Text& more) {
  text.zh += more.zh;
  text.en += (text.en.empty() || more.en.empty() ? "" : " ") + more.en;
}

class Explanation {
 public:
  Explanation(const Budget& budget, Instant anchor, const Due& due, const Calendar& calendar)
      : budget_(budget), anchor_(anchor), due_(due), calendar_(calendar) {}

  Text write(const Text& anchor_event) {
    if (budget_.unit == BudgetUnit::kFixedDate) {
      append(text_, fixed_date());
    } else {
      append(text_, anchor(anchor_event));
      if (budget_.unit == BudgetUnit::kWorkingDays)
        explain_working_days();
      else
        explain_calendar_days();
    }
    append(text_, last_moment());
    if (due_.provisional) append(text_, provisional());
    return std::move(text_);
  }

 private:
  Text fixed_date() {
    const Text day = days_.day_of_week(due_.day);
    Text out{fmt::format("截止日期是事先确定的{}，含当日。", day.zh),
             fmt::format("The date was set in advance: {}, that day included.", day.en)};
    if (calendar_.is_working_day(due_.day)) return out;
    append(out, {"该日不是工作日，但事先确定的日期不顺延。",
                 "It is not a working day, but a date set in advance does not roll over."});
    return out;
  }

  Text anchor(const Text& event) {
    const Text day = days_.day_of_week(local_date(anchor_));
    const std::string time = format_instant(anchor_).substr(11, 5);
    const Text what = event.zh.empty() ? Text{"起算时点为", "The clock starts from"}
                                       : Text{event.zh + "：", event.en + ":"};
    return {fmt::format("{}{}{}，当日不计入，自次日起算（参照民法典第二百零一条）。", what.zh,
                        day.zh, time),
            fmt::format("{} {}, {}; that day is not counted, counting begins with the next one "
                        "(Civil Code, art. 201, by analogy).",
                        what.en, day.en, time)};
  }

  void explain_working_days() {
    const std::vector<DayRange> counted = ranges_of(due_.counted);
    const std::string count_en =
        fmt::format("{} working day{}", budget_.days, budget_.days == 1 ? "" : "s");
    if (counted.size() <= kLongestList) {
      const Text list = days_.list(counted);
      append(text_, {fmt::format("共{}个工作日，依次为{}。", budget_.days, list.zh),
                     fmt::format("{} counted: {}.", count_en, list.en)});
    } else {
      const Text range = days_.range({due_.counted.front(), due_.counted.back()});
      append(text_, {fmt::format("共{}个工作日，自{}。", budget_.days, range.zh),
                     fmt::format("{} counted: from {}.", count_en, range.en)});
    }
    append(text_, make_up_days());
    append(text_, passed_over());
  }

  Text make_up_days() {
    std::vector<DayRange> found;
    for (const Date day : due_.counted)
      if (calendar_.kind(day) == DayKind::kMakeUpWorking) found.push_back({day, day});
    if (found.empty()) return {};
    if (found.size() > kLongestList)
      return {fmt::format("其中{}个周末日为调休上班日，照计。", found.size()),
              fmt::format("{} weekend days among them are worked to make up for holidays and "
                          "count.",
                          found.size())};
    Text list;
    for (const DayRange& range : found) {
      const Text day = days_.day_of_week(range.first);
      list.zh += (list.zh.empty() ? "" : "、") + day.zh;
      list.en += (list.en.empty() ? "" : ", ") + day.en;
    }
    return {fmt::format("其中{}为调休上班日，照计。", list.zh),
            fmt::format("Worked to make up for a holiday, and so counted: {}.", list.en)};
  }

  // Holidays by name with their whole range, then the weekends outside them.
  Text passed_over() {
    std::vector<Holiday> holidays;
    std::vector<Date> weekends;
    for (const SkippedDay& skipped : due_.skipped) {
      if (!holidays.empty() && skipped.day <= holidays.back().last) continue;
      if (const auto holiday = calendar_.holiday(skipped.day))
        holidays.push_back(*holiday);
      else
        weekends.push_back(skipped.day);
    }
    Text out;
    const auto add = [&](const std::string& zh, const std::string& en) {
      out.zh += (out.zh.empty() ? "" : "；") + zh;
      out.en += (out.en.empty() ? "" : "; ") + en;
    };
    if (holidays.size() > kLongestList)
      add(fmt::format("{}个节假日假期", holidays.size()),
          fmt::format("{} public holidays", holidays.size()));
    else
      for (const Holiday& holiday : holidays) {
        const Text range = days_.range(holiday_part(holiday));
        add(fmt::format("{}（{}）", range.zh, holiday.name.zh),
            fmt::format("{} ({})", range.en, holiday.name.en));
      }
    const std::vector<DayRange> ranges = ranges_of(weekends);
    if (ranges.size() > kLongestList) {
      add(fmt::format("{}个周末日", weekends.size()),
          fmt::format("{} weekend days", weekends.size()));
    } else if (!ranges.empty()) {
      const Text list = days_.list(ranges);
      add(fmt::format("{}（周末）", list.zh), fmt::format("{} (weekend)", list.en));
    }
    if (out.zh.empty()) return {};
    return {"其间不计：" + out.zh + "。", "Not counted: " + out.en + "."};
  }

  // Where the anchor lies inside the holiday, only the days after it were passed over.
  DayRange holiday_part(const Holiday& holiday) const {
    return {std::max(holiday.first, local_date(anchor_) + days(1)), holiday.last};
  }

  void explain_calendar_days() {
    const Text nominal = days_.day_of_week(due_.nominal);
    append(text_, {fmt::format("按自然日计算，第{}日为{}。", budget_.days, nominal.zh),
                   fmt::format("Calendar days: day {} is {}.", budget_.days, nominal.en)});
    if (due_.day == due_.nominal)
      append(text_,
             calendar_.kind(due_.day) == DayKind::kMakeUpWorking
                 ? Text{"该日为调休上班日，是工作日，不顺延。",
                        "That day is worked to make up for a holiday, so it does not roll "
                        "over."}
                 : Text{"该日是工作日，不顺延。", "That is a working day, so nothing moves it."});
    else
      append(text_, rolled());
  }

  Text rolled() {
    const auto holiday = calendar_.holiday(due_.nominal);
    Text why{"是周末", "falls on a weekend"};
    if (holiday) {
      const Text range = days_.range({holiday->first, holiday->last});
      why = {fmt::format("在{}假期（{}）内", holiday->name.zh, range.zh),
             fmt::format("falls within {} ({})", holiday->name.en, range.en)};
    }
    Text beyond = rolled_beyond(holiday);
    const Text day = days_.day_of_week(due_.day);
    const bool make_up = calendar_.kind(due_.day) == DayKind::kMakeUpWorking;
    return {fmt::format("该日{}，{}顺延至其后第一个工作日{}{}。通知没有写明到期日遇节假日如何处理，"
                        "此处参照民法典第二百零三条。",
                        why.zh, beyond.zh, day.zh, make_up ? "，该日为调休上班日" : ""),
            fmt::format("It {}{}, and rolls over to the next working day, {}{}. The notice is "
                        "silent on this; the Civil Code, art. 203, is applied by analogy.",
                        why.en, beyond.en, day.en,
                        make_up ? ", worked to make up for the holiday" : "")};
  }

  // A weekend that runs into a holiday, or a holiday into a weekend.
  Text rolled_beyond(const std::optional<Holiday>& first) {
    Text out;
    std::vector<Date> weekend;
    std::optional<Holiday> next;
    for (const SkippedDay& skipped : due_.skipped) {
      if (first && skipped.day <= first->last) continue;
      if (skipped.why == DayKind::kWeekend && first)
        weekend.push_back(skipped.day);
      else if (skipped.why == DayKind::kHoliday && !next)
        next = calendar_.holiday(skipped.day);
    }
    if (next) {
      const Text range = days_.range({next->first, next->last});
      out = {fmt::format("其后又是{}假期（{}），", next->name.zh, range.zh),
             fmt::format(", followed by {} ({})", next->name.en, range.en)};
    } else if (!weekend.empty()) {
      const Text list = days_.list(ranges_of(weekend));
      out = {fmt::format("其后又是周末（{}），", list.zh),
             fmt::format(", followed by a weekend ({})", list.en)};
    }
    return out;
  }

  Text last_moment() {
    const Text day = days_.day_of_week(due_.day);
    return {fmt::format("最后一日为{}，截至23:59:59，当日24时前办理均为按时。", day.zh),
            fmt::format("The last day is {}, until 23:59:59; whatever is done before that midnight "
                        "is in time.",
                        day.en)};
  }

  Text provisional() {
    return {
        fmt::format("此日期为暂定：{}年的放假通知尚未载入，只按周末推算。国务院办公厅发布该年放假"
                    "安排后，请市协调机制办公室载入（qianqiao calendar load 文件），"
                    "受影响的时限会先列出再更新，变动原因记入历史。",
                    join_years("、")),
        fmt::format("This date is provisional: no holiday notice is loaded for {}, so only "
                    "weekends were taken into account. Once the State Council has published "
                    "it, have the city office load it (qianqiao calendar load FILE): every "
                    "deadline that it moves is listed first, then changed, with the reason "
                    "kept in its history.",
                    join_years(", "))};
  }

  std::set<int> years_without_notice() const {
    // Of calendar days only those from the nominal last day on were looked up.
    const Date first =
        budget_.unit == BudgetUnit::kWorkingDays ? local_date(anchor_) + days(1) : due_.nominal;
    std::set<int> years;
    for (Date day = first; day <= due_.day; day += days(1))
      if (!calendar_.has_notice_for(day))
        years.insert(static_cast<int>(year_month_day(day).year()));
    return years;
  }

  std::string join_years(const char* separator) const {
    std::string out;
    for (const int year : years_without_notice())
      out += (out.empty() ? "" : separator) + std::to_string(year);
    return out;
  }

  const Budget& budget_;
  const Instant anchor_;
  const Due& due_;
  const Calendar& calendar_;
  DayWriter days_;
  Text text_;
};

}  // namespace

Text explain_due(const Budget& budget, Instant anchor, const Due& due, const Calendar& calendar,
                 const Text& anchor_event) {
  return Explanation(budget, anchor, due, calendar).write(anchor_event);
}

}  // namespace qianqiao
