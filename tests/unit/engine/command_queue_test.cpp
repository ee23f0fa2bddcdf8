#include "server/engine/command_queue.h"

#include <gtest/gtest.h>

#include <set>

#include "tests/support/small_city.h"

namespace qianqiao {
namespace {

using test::SmallCity;

constexpr char kScreened[] = R"({"conditions_met":true})";

TEST(CommandQueue, AnswersAfterTheCommit) {
  SmallCity city;
  const SubjectId id = city.listed();
  CommandQueue queue(city.engine(), {}, [](const StoreFailure&) { FAIL(); });
  const Outcome outcome = queue
                              .submit(city.command(SubjectKind::kCase, id, "ScreenedIn", kScreened,
                                                   "task_force-411502"))
                              .get();
  ASSERT_TRUE(outcome);
  EXPECT_EQ(city.subject(id).version, outcome->subject.version);
}

TEST(CommandQueue, ManyThreadsEachGetTheirOwnAnswer) {
  SmallCity city;
  std::vector<SubjectId> cases;
  for (int i = 0; i < 40; ++i) cases.push_back(city.listed());
  CommandQueue queue(city.engine(), {}, [](const StoreFailure&) { FAIL(); });
  std::vector<std::thread> threads;
  std::atomic<int> right{0};
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&, t] {
      for (int i = t; i < 40; i += 4) {
        const auto outcome =
            queue
                .submit(city.command(SubjectKind::kCase, cases[static_cast<std::size_t>(i)],
                                     "ScreenedIn", kScreened, "task_force-411502"))
                .get();
        if (outcome && outcome->subject.id == cases[static_cast<std::size_t>(i)]) ++right;
      }
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(right, 40);
}

TEST(CommandQueue, RefusesAfterStopAndAnswersWhatWaited) {
  SmallCity city;
  const SubjectId id = city.listed();
  CommandQueue queue(city.engine(), {}, [](const StoreFailure&) { FAIL(); });
  auto before = queue.submit(
      city.command(SubjectKind::kCase, id, "ScreenedIn", kScreened, "task_force-411502"));
  queue.stop();
  EXPECT_TRUE(before.get());
  const Outcome after = queue
                            .submit(city.command(SubjectKind::kCase, id, "ScreenedIn", kScreened,
                                                 "task_force-411502"))
                            .get();
  ASSERT_FALSE(after);
  EXPECT_EQ(after.error().code, "server.stopping");
}

TEST(CommandQueue, AJobsStoreFailureStopsTheQueue) {
  SmallCity city;
  const SubjectId id = city.listed();
  std::promise<std::string> failed;
  CommandQueue queue(city.engine(), {},
                     [&](const StoreFailure& failure) { failed.set_value(failure.code); });
  auto job = queue.run([](Engine&) { throw StoreFailure("store.full", "no space left"); });
  EXPECT_THROW(job.get(), StoreFailure);
  EXPECT_EQ(failed.get_future().get(), "store.full");
  const Outcome after = queue
                            .submit(city.command(SubjectKind::kCase, id, "ScreenedIn", kScreened,
                                                 "task_force-411502"))
                            .get();
  ASSERT_FALSE(after);
  EXPECT_EQ(after.error().code, "server.stopping");
  EXPECT_EQ(city.subject(id).version, 1);
}

TEST(CommandQueue, SweepsWhatIsDueWithoutACommand) {
  SmallCity city;
  const SubjectId id = city.pushed(R"(["BANK-A"])");
  const SubjectId referral = city.referral(id, "BANK-A");
  city.complete_materials(referral, "BANK-A");
  CommandQueue queue(city.engine(), {}, [](const StoreFailure&) { FAIL(); });
  city.clock().set(test::instant("2025-04-03T00:00"));
  queue.wake();
  // A job runs between batches: when the second has run, a sweep lay before it.
  queue.run([](Engine&) {}).get();
  queue.run([](Engine&) {}).get();
  DeadlineId decision = 0;
  for (const DeadlineRow& row : city.read()->deadlines_of(referral))
    if (row.rule == "bank-decision") decision = row.id;
  EXPECT_FALSE(city.read()->rungs_of(decision).empty());
}

TEST(Engine, TellsAfterTheCommitWhichSubjectsChanged) {
  SmallCity city;
  const SubjectId id = city.signed_case(R"(["BANK-A","BANK-B"])");
  std::vector<SubjectRow> told;
  city.engine().on_commit([&](const std::vector<SubjectRow>& changed) {
    for (const SubjectRow& row : changed) {
      EXPECT_EQ(city.read()->subject(row.id)->version, row.version) << "told before the commit";
      told.push_back(row);
    }
  });
  EXPECT_FALSE(city.post(SubjectKind::kCase, id, "ScreenedIn", kScreened, "task_force-411502"));
  EXPECT_TRUE(told.empty()) << "a refused command changes nothing";
  city.must(SubjectKind::kCase, id, "BatchPushed", R"({"batch":"2025-03"})", "task_force-411502");
  std::multiset<SubjectKind> kinds;
  for (const SubjectRow& row : told) kinds.insert(row.kind);
  EXPECT_EQ(kinds.count(SubjectKind::kCase), 1u);
  EXPECT_EQ(kinds.count(SubjectKind::kReferral), 2u) << "what follows from it is told too";
}

// While a job holds the writing thread, whoever watches sees it silent and commands waiting.
TEST(CommandQueue, IsSilentWhileAJobHoldsIt) {
  SmallCity city;
  const SubjectId id = city.listed();
  std::size_t batch = 0;
  CommandQueue::Options options;
  options.batch_done = [&](std::size_t commands) { batch = commands; };
  CommandQueue queue(city.engine(), options, [](const StoreFailure&) { FAIL(); });
  std::promise<void> begun, enough;
  auto job = queue.run([&](Engine&) {
    begun.set_value();
    enough.get_future().wait();
  });
  begun.get_future().wait();
  EXPECT_FALSE(queue.has_stopped());
  auto answer = queue.submit(
      city.command(SubjectKind::kCase, id, "ScreenedIn", kScreened, "task_force-411502"));
  EXPECT_EQ(queue.waiting(), 1u);
  const auto silence = queue.silence();
  while (queue.silence() == silence) std::this_thread::yield();  // grows: it does not come round
  EXPECT_GT(queue.silence(), silence);
  enough.set_value();
  EXPECT_TRUE(answer.get());
  queue.stop();
  EXPECT_EQ(batch, 1u);
  EXPECT_EQ(queue.waiting(), 0u);
  EXPECT_TRUE(queue.has_stopped());
}

}  // namespace
}  // namespace qianqiao
