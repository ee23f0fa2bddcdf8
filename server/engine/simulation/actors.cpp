#include "server/engine/simulation/actors.h"

#include <algorithm>

#include "server/engine/simulation/actor_deeds.h"
#include "server/engine/simulation/habits.h"

namespace qianqiao {
namespace {

using namespace std::chrono_literals;

constexpr int kPage = 500;
constexpr std::chrono::minutes kWorkBegins = 9h;
constexpr int kWorkMinutes = 8 * 60;

Instant some_time(Date day, Random& random) {
  return at_local_time(day,
                       kWorkBegins + std::chrono::minutes(random.between(0, kWorkMinutes - 1)));
}

// As people do it: one proposes, another confirms.
bool load_by_two(Engine& engine, const Calendar& notice) {
  const auto proposed = engine.propose_calendar(notice, "city.system");
  return proposed && (!proposed->asks_second_person ||
                      engine.confirm_calendar(proposed->proposal.id, "city.second"));
}

}  // namespace

Actors::Actors(Engine& engine, const ActorOptions& options) : engine_(engine), options_(options) {}
Actors::~Actors() = default;

std::vector<Turn> Actors::plan(Date day) {
  if (!engine_.rule_book()->calendar().is_working_day(day)) return {};
  coverage_.catch_up(*engine_.store().reader(), *engine_.rule_book());
  open_day(day);
  const auto reader = engine_.store().reader();
  guided_today_.clear();
  population_.clear();
  std::vector<Turn> turns;
  SubjectFilter filter;
  filter.open_only = true;
  filter.limit = kPage;
  while (true) {
    const auto page = reader->subjects(filter);
    plan_page(day, *reader, page, turns);
    if (page.size() < kPage) break;
    filter.after = page.back().id;
  }
  plan_closed(day, *reader, turns);
  Random random(mixed(options_.seed, "day/" + format_date(day)));
  constexpr int kNewcomerDays = 35;
  if (options_.may_invent && random.chance(kNewcomerDays))
    turns.push_back({some_time(day, random), "", false});
  std::stable_sort(turns.begin(), turns.end(), [](const Turn& a, const Turn& b) {
    return std::tie(a.at, a.subject) < std::tie(b.at, b.subject);
  });
  const auto most = static_cast<std::size_t>(options_.most_turns_a_day);
  if (turns.size() > most) turns.resize(most);
  return turns;
}

void Actors::plan_page(Date day, Reader& reader, const std::vector<SubjectRow>& page,
                       std::vector<Turn>& turns) {
  for (const SubjectRow& subject : page) {
    ++population_[{subject.kind, subject.configuration.state}];
    Random random(mixed(options_.seed, subject.id + format_date(day)));
    if (random.chance(daily_chance(subject, options_.seed)))
      turns.push_back({some_time(day, random), subject.id, random.chance(50)});
    if (is_of_interest(reader, subject)) guide(day, subject, turns);
  }
}

// What is over comes back now and then: some closed subjects of each kind a day, all in turn.
void Actors::plan_closed(Date day, Reader& reader, std::vector<Turn>& turns) {
  constexpr int kSomeADay = 200;
  for (const SubjectKind kind : {SubjectKind::kCase, SubjectKind::kReferral, SubjectKind::kSlip}) {
    SubjectFilter filter;
    filter.kind = kind;
    filter.limit = kSomeADay;
    filter.after = closed_cursor_[kind];
    const auto page = reader.subjects(filter);
    closed_cursor_[kind] = page.size() < kSomeADay ? SubjectId() : page.back().id;
    std::vector<SubjectRow> closed;
    for (const SubjectRow& subject : page)
      if (subject.closed_ms) closed.push_back(subject);
    plan_page(day, reader, closed, turns);
  }
}

bool Actors::take(const Turn& turn) {
  if (turn.subject.empty()) return welcome_newcomer();
  const auto subject = engine_.store().reader()->subject(turn.subject);
  if (!subject) return false;
  Here here(engine_, *subject, options_.seed);
  if (turn.guided) {
    coverage_.catch_up(*here.reader, *here.rules);
    if (const auto deed = guided_deed(here)) return post(here, *deed);
    if (should_wait(here)) return false;
  }
  constexpr int kDifficulties = 4;  // of a hundred turns
  const bool has_slips = subject->kind == SubjectKind::kReferral ||
                         (subject->kind == SubjectKind::kCase && !subject->closed_ms);
  if (has_slips && here.random.chance(kDifficulties)) return raise_slip(here);
  return act_by_habit(here);
}

void Actors::open_day(Date day) {
  if (options_.may_invent) {
    open_next_rounds(day);
    correct_calendar(day);
  }
  directory_ = engine_.directory();
  cast_.emplace(*directory_, day);
}

// A county whose last round is over opens the next one.
void Actors::open_next_rounds(Date day) {
  constexpr std::chrono::days kRoundLasts{45};
  std::map<std::string, std::pair<int, RoundRow>> last;  // county → how many, the latest
  for (const RoundRow& round : engine_.store().reader()->rounds()) {
    auto& [count, latest] = last[round.county];
    if (++count == 1 || latest.ends < round.ends) latest = round;
  }
  for (const auto& [county, rounds] : last) {
    if (rounds.second.ends >= day) continue;
    const std::string number = std::to_string(rounds.first + 1);
    const int year = static_cast<int>(std::chrono::year_month_day(day).year());
    const RoundRow next{county + "-" + std::to_string(year) + "-" + number, county,
                        "第" + number + "轮走访（演示）", day, day + kRoundLasts};
    if (!engine_.open_round(next)) ++refused_["round"];
  }
}

// A correction of the year's notice: one more day off, two working days ahead. It moves what runs,
// and every move must show in history.
void Actors::correct_calendar(Date day) {
  constexpr int kEveryDays = 9;
  const bool is_missing =
      std::any_of(coverage_.missing().begin(), coverage_.missing().end(),
                  [](const Passage& p) { return p.event == "DeadlinesReprojected"; });
  if (!is_missing || mixed(options_.seed, "calendar/" + format_date(day)) % kEveryDays != 0) return;
  const Calendar& calendar = engine_.rule_book()->calendar();
  const Date off = calendar.add_working_days(day, 2);
  if (calendar.kind(off) != DayKind::kWorking) return;
  const std::string year =
      std::to_string(static_cast<int>(std::chrono::year_month_day(off).year()));
  const auto all = nlohmann::json::parse(calendar.to_json(), nullptr, false);
  if (!all.is_object() || !all.contains(year)) return;
  nlohmann::json corrected = {{year, all[year]}};
  corrected[year]["off"].push_back(format_date(off));
  const auto notice = Calendar::from_json(corrected.dump());
  if (!notice || !load_by_two(engine_, *notice)) ++refused_["calendar"];
}

}  // namespace qianqiao
