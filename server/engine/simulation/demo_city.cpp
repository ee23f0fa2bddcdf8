#include "server/engine/simulation/demo_city.h"

#include "server/engine/simulation/demo_enterprises.h"
#include "server/engine/simulation/demo_entrances.h"
#include "server/engine/simulation/demo_organisations.h"

namespace qianqiao {
namespace {

constexpr std::chrono::days kRoundLasts{52};

DemoPeople found_city(Engine& engine, const DemoOptions& options, Random& random) {
  DemoPeople people = demo_people(random, local_date(options.start), options.hash_password);
  engine.administer([&](Writer& writer) {
    for (const Organisation& organisation : demo_organisations())
      writer.put_organisation(organisation);
    for (const Person& person : people.people) writer.put_person(person);
    for (const Appointment& appointment : people.appointments) writer.put_appointment(appointment);
    for (const Mandate& mandate : people.mandates) writer.insert_mandate(mandate);
    writer.put_setting(kDemoSeed, std::to_string(options.seed));
    DemoEntrances::keep(writer, people.people);
  });
  return people;
}

// Counties with a process of their own beside the city's: what their overlays add is there to see.
Result<void> adopt_overlays(Engine& engine) {
  for (const DemoCounty& county : demo_counties()) {
    const std::string_view overlay = Definition::shipped_overlay(county.code);
    if (overlay.empty()) continue;
    const auto reading = Definition::shipped().with({county.code + ".yaml", overlay});
    if (!reading.definition) return fail(reading.problems.front());
    if (auto adopted = engine.adopt_definition(*reading.definition); !adopted) return adopted;
  }
  return {};
}

Result<RoundRow> open_round(Engine& engine, const DemoCounty& county, Date day) {
  const int year = static_cast<int>(std::chrono::year_month_day(day).year());
  const RoundRow round{county.code + "-" + std::to_string(year) + "-1", county.code,
                       "第1轮走访（演示）", day, day + kRoundLasts};
  if (auto opened = engine.open_round(round); !opened) return fail(opened.error());
  // Before anybody is listed: who is left out of it below joins by an event of its own.
  while (engine.sweep().more_due) {
  }
  return round;
}

// Counties are of different sizes: half, three tenths, two tenths.
int share(int enterprises, std::size_t county) {
  const int first = enterprises / 2, second = enterprises * 3 / 10;
  if (county == 0) return first;
  return county == 1 ? second : enterprises - first - second;
}

// One in ten was found after the round's list was closed: it joins by an event of its own.
constexpr int kFoundLater = 10;

Result<int> list_enterprises(Engine& engine, const DemoOptions& options, Random& random) {
  constexpr int kBatch = 500;
  EnterpriseMaker maker(random);
  int listed = 0;
  for (std::size_t i = 0; i < demo_counties().size(); ++i) {
    const DemoCounty& county = demo_counties()[i];
    const auto round = open_round(engine, county, local_date(options.start));
    if (!round) return fail(round.error());
    std::vector<EnterpriseRow> rows;
    const int all = share(options.enterprises, i), later = all / kFoundLater;
    for (int left = all; left > 0; --left) {
      rows.push_back(maker.make(county.code, county.name));
      if (rows.size() < kBatch && left != 1 && left != later + 1) continue;
      const auto joined = left > later ? std::optional(*round) : std::nullopt;
      for (const auto& result :
           engine.list_enterprises(rows, county.slug + ".office", joined.value_or(RoundRow{}))) {
        if (!result) return fail(result.error());
        ++listed;
      }
      rows.clear();
    }
  }
  return listed;
}

}  // namespace

Result<DemoReport> build_demo(Engine& engine, SimulatedClock& clock, const DemoOptions& options) {
  if (engine.store().reader()->count_history() > 0 || !engine.directory()->organisations().empty())
    return fail("demo.not_empty");
  clock.set(options.start);
  Random random(options.seed);
  DemoReport report;
  report.accounts = found_city(engine, options, random).accounts;
  if (auto adopted = adopt_overlays(engine); !adopted) return fail(adopted.error());
  const auto listed = list_enterprises(engine, options, random);
  if (!listed) return fail(listed.error());
  report.enterprises = *listed;
  SimulationOptions play;
  play.days = options.days;
  play.seed = options.seed;
  play.may_invent = true;
  play.progress = options.progress;
  play.every_night = options.every_night;
  report.history = simulate(engine, clock, play);
  report.now = engine.now();
  return report;
}

}  // namespace qianqiao
