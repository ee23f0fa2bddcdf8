// The layer that gathers the log's writes: what readers see and what a crash leaves are as without.
#include <sys/wait.h>
#include <unistd.h>

#include "tests/unit/store/scratch.h"

namespace qianqiao {
namespace {

std::size_t context_bytes(Reader& reader, int number) {
  const auto row = reader.subject(plain_case(number).id);
  return row ? row->configuration.context.size() : 0;
}

TEST(GatheredLog, ReadersSeeEveryCommitAtOnce) {
  const ScratchDirectory scratch;
  const auto store = opened(options_for(scratch.path()));
  for (int i = 1; i <= 50; ++i) {
    put_case(*store, i, 10'000);
    EXPECT_TRUE(store->reader()->subject(plain_case(i).id)) << i;
    EXPECT_EQ(store->reader()->count_history(), i);
    store->maintain();
  }
}

// Larger than what is gathered, and than the cache: pages leave before the commit and come back.
TEST(GatheredLog, ATransactionLargerThanMemoryIsWhole) {
  const ScratchDirectory scratch;
  auto options = options_for(scratch.path());
  options.page_cache_mib = 1;
  options.cached_subjects = 0;
  {
    const auto store = opened(options);
    const auto writer = store->begin();
    for (int i = 1; i <= 40; ++i) add_case(*writer, i, 500'000);
    for (int i = 1; i <= 40; ++i) ASSERT_EQ(context_bytes(*writer, i), 500'000u) << i;
    writer->commit();
    store->maintain();
    EXPECT_EQ(context_bytes(*store->reader(), 40), 500'000u);
  }
  const auto store = opened(options);
  EXPECT_EQ(store->reader()->count_history(), 40);
}

TEST(GatheredLog, ARolledBackTransactionLeavesNothingForTheNext) {
  const ScratchDirectory scratch;
  auto options = options_for(scratch.path());
  options.page_cache_mib = 1;
  {
    const auto store = opened(options);
    for (int round = 1; round <= 5; ++round) {
      {
        const auto writer = store->begin();
        for (int i = 1; i <= 10; ++i) add_case(*writer, 100 * round + i, 500'000);
      }
      put_case(*store, round, 300'000);
      EXPECT_EQ(store->reader()->count_history(), round);
    }
  }
  const auto store = opened(options_for(scratch.path()));
  EXPECT_EQ(store->reader()->count_history(), 5);
}

// A process that dies between commits, its log as long as it may be.
TEST(GatheredLog, WhatWasCommittedOutlivesTheProcess) {
  const ScratchDirectory scratch;
  const pid_t child = ::fork();
  if (child == 0) {
    auto store = opened(options_for(scratch.path()));
    for (int i = 1; i <= 30; ++i) put_case(*store, i, 20'000);
    ::_exit(0);  // no destructor, no checkpoint
  }
  int status = 1;
  ::waitpid(child, &status, 0);
  ASSERT_EQ(status, 0);
  const auto store = opened(options_for(scratch.path()));
  EXPECT_EQ(store->reader()->count_history(), 30);
}

}  // namespace
}  // namespace qianqiao
