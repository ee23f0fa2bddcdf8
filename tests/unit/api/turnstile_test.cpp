#include "server/api/turnstile.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <thread>
#include <vector>

namespace qianqiao {
namespace {

TEST(Turnstile, LetsSoManyInAndNoMore) {
  Turnstile turnstile(2);
  std::atomic<int> inside{0}, most{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i)
    threads.emplace_back([&] {
      for (int round = 0; round < 200; ++round) {
        Turnstile::Place place(turnstile);
        const int now = ++inside;
        for (int seen = most; seen < now && !most.compare_exchange_weak(seen, now);) {
        }
        --inside;
      }
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_LE(most, 2);
}

TEST(Turnstile, WhoWaitsForSomethingElseGivesItsPlaceAway) {
  Turnstile turnstile(1);
  std::promise<void> other_is_in, first_may_go_on;
  std::thread first([&] {
    Turnstile::Place place(turnstile);
    ASSERT_EQ(Turnstile::Place::of_this_thread(), &place);
    place.give_up();
    place.give_up();  // once is enough
    first_may_go_on.get_future().wait();
    place.take();
  });
  std::thread second([&] {
    Turnstile::Place place(turnstile);
    other_is_in.set_value();
  });
  other_is_in.get_future().wait();
  second.join();
  first_may_go_on.set_value();
  first.join();
  EXPECT_EQ(Turnstile::Place::of_this_thread(), nullptr);
}

}  // namespace
}  // namespace qianqiao
