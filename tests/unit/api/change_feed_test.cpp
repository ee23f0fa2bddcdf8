#include "server/api/change_feed.h"

#include <gtest/gtest.h>

namespace qianqiao {
namespace {

SubjectRow row(const std::string& id, std::int64_t version) {
  SubjectRow made;
  made.id = id;
  made.version = version;
  return made;
}

TEST(ChangeFeed, TellsEachSubjectOnceAsItStandsLast) {
  ChangeFeed feed;
  int woken = 0;
  feed.watch([&] { ++woken; });
  feed.publish({row("a", 1), row("b", 1)});
  feed.publish({row("a", 2)});
  EXPECT_EQ(woken, 1) << "one word is enough until it is taken";
  const auto news = feed.take();
  ASSERT_EQ(news.subjects.size(), 2u);
  EXPECT_EQ(news.subjects[0].version, 2);
  EXPECT_FALSE(news.overflowed);
  feed.publish({row("a", 3)});
  EXPECT_EQ(woken, 2);
}

TEST(ChangeFeed, KeepsNothingWhileNobodyWatches) {
  ChangeFeed feed;
  feed.publish({row("a", 1)});
  feed.watch([] {});
  EXPECT_TRUE(feed.take().subjects.empty());
  feed.publish({row("a", 2)});
  feed.stop_watching();
  feed.watch([] {});
  EXPECT_TRUE(feed.take().subjects.empty());
}

TEST(ChangeFeed, IsBoundedAndSaysSo) {
  ChangeFeed feed;
  feed.watch([] {});
  for (std::size_t i = 0; i <= ChangeFeed::kMostHeld; ++i)
    feed.publish({row(std::to_string(i), 1)});
  const auto news = feed.take();
  EXPECT_EQ(news.subjects.size(), ChangeFeed::kMostHeld);
  EXPECT_TRUE(news.overflowed);
  feed.publish({row("again", 1)});
  EXPECT_FALSE(feed.take().overflowed);
}

}  // namespace
}  // namespace qianqiao
