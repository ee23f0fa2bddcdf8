#include "server/api/staffing.h"

#include <gtest/gtest.h>

namespace qianqiao {
namespace {

using Posts = std::vector<std::set<PersonId>>;

TEST(DifferentPeople, NobodyTakesTwoPosts) {
  EXPECT_TRUE(have_different_people(Posts{{"a"}, {"b"}, {"c"}}));
  EXPECT_FALSE(have_different_people(Posts{{"a"}, {"a"}}));
  EXPECT_FALSE(have_different_people(Posts{{"a"}, {}}));
  EXPECT_TRUE(have_different_people(Posts{}));
}

TEST(DifferentPeople, AChoiceIsTakenBackWhereAnotherNeedsIt) {
  EXPECT_TRUE(have_different_people(Posts{{"a", "b"}, {"a"}}));
  EXPECT_TRUE(have_different_people(Posts{{"a", "b"}, {"b", "c"}, {"a"}}));
  EXPECT_FALSE(have_different_people(Posts{{"a", "b"}, {"a", "b"}, {"a", "b"}}));
}

TEST(DifferentPeople, ManyHoldersNeedNoSearch) {
  std::set<PersonId> many;
  for (int i = 0; i < 5000; ++i) many.insert("p" + std::to_string(i));
  EXPECT_TRUE(have_different_people(Posts{many, many, {"p0"}, {"p1"}}));
  EXPECT_FALSE(have_different_people(Posts{many, many, {"p0"}, {"p0"}}));
}

}  // namespace
}  // namespace qianqiao
