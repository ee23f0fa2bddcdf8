// Many small cities under many seeds, cut off at random and taken up again from what is on disk.
#include <gtest/gtest.h>

#include <cstdlib>

#include "server/engine/simulation/simulator.h"
#include "tests/simulation/data_directory.h"
#include "tests/simulation/invariants.h"

namespace qianqiao {
namespace {

using test::House;
using test::TemporaryDirectory;

constexpr std::uint64_t kDefaultSeeds = 12;
constexpr int kEnterprises = 30, kDays = 9;

struct PowerCut {};

// One seed's life: a demo, then days of work that are cut off again and again.
class Life {
 public:
  explicit Life(std::uint64_t seed) : seed_(seed), random_(seed * 7919) {
    root_ = std::make_unique<TemporaryDirectory>();
    open(root_->file("0"), at_local_time(Date{}, std::chrono::hours(0)));
  }

  void run() {
    DemoOptions demo = test::small_demo(seed_, kEnterprises, 0);
    ASSERT_TRUE(build_demo(*house_->engine, house_->clock, demo));
    end_ = house_->engine->now() + std::chrono::days(kDays);
    while (!lives_to_the_end())
      if (::testing::Test::HasFailure()) return;
    EXPECT_EQ(test::differences(*house_->store), "");
    EXPECT_EQ(test::broken_invariants(*house_->store, house_->engine->now()), "");
    EXPECT_TRUE(house_->store->reader()->due_messages(house_->engine->now(), 10).empty());
  }

 private:
  void open(const std::string& directory, Instant now) {
    directory_ = directory;
    house_ = std::make_unique<House>(directory, now, seed_ * 1000 + static_cast<unsigned>(cuts_));
  }

  void maybe_cut() {
    if (steps_left_ >= 0 && steps_left_-- == 0) throw PowerCut();
  }

  // Steps are sweeps, deliveries, turns, and every entry of the journal: a cut there falls between
  // the attempt of a message and the record of it.
  bool lives_to_the_end() {
    SimulationOptions options;
    options.seed = seed_;
    const auto left = end_ - house_->engine->now();
    options.days = static_cast<int>((left + std::chrono::hours(23)) / std::chrono::hours(24));
    options.journal = [this](const JournalEntry&) { maybe_cut(); };
    options.should_stop = [this] {
      maybe_cut();
      return false;
    };
    options.every_night = [this](Date) {
      EXPECT_EQ(test::broken_invariants(*house_->store, house_->engine->now()), "");
    };
    steps_left_ = random_.chance(80) ? random_.between(0, 900) : -1;
    try {
      (void)simulate(*house_->engine, house_->clock, options);
      return true;
    } catch (const PowerCut&) {
      cut_off();
      return false;
    }
  }

  // What was committed is there, and nothing else.
  void cut_off() {
    ++cuts_;
    const std::string next = root_->file(std::to_string(cuts_));
    const std::int64_t rows = house_->store->reader()->count_history();
    const Instant now = house_->clock.now();
    test::copy_as_cut_off(directory_, next);
    house_.reset();
    open(next, now);
    EXPECT_EQ(house_->store->reader()->count_history(), rows);
  }

  const std::uint64_t seed_;
  Random random_;
  std::unique_ptr<TemporaryDirectory> root_;
  std::string directory_;
  std::unique_ptr<House> house_;
  Instant end_;
  int cuts_ = 0;
  std::int64_t steps_left_ = -1;
};

// QIANQIAO_SEEDS: how many, or "from-to"; a failing one is named and replays exactly.
TEST(Seeds, SurviveBeingCutOffAnywhere) {
  std::uint64_t first = 1, last = kDefaultSeeds;
  if (const char* wanted = std::getenv("QIANQIAO_SEEDS")) {
    const std::string text = wanted;
    const auto dash = text.find('-');
    last = std::stoull(dash == std::string::npos ? text : text.substr(dash + 1));
    if (dash != std::string::npos) first = std::stoull(text.substr(0, dash));
  }
  for (std::uint64_t seed = first; seed <= last; ++seed) {
    SCOPED_TRACE("QIANQIAO_SEEDS=" + std::to_string(seed) + "-" + std::to_string(seed));
    Life(seed).run();
    if (HasFailure()) return;
  }
}

}  // namespace
}  // namespace qianqiao
