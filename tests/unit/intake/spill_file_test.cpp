#include "server/intake/spill_file.h"

#include <gtest/gtest.h>

#include <cstdlib>

#include "workflows/base/random.h"

namespace qianqiao {
namespace {

TEST(SpillFile, GivesBackWhatWasPut) {
  SpillFile file;
  Random random(7);
  std::vector<std::string> kept;
  for (int i = 0; i < 20'000; ++i) {
    const auto size = static_cast<std::size_t>(random.chance(1) ? random.between(0, 70'000)
                                                                : random.between(0, 60));
    kept.emplace_back(size, static_cast<char>('a' + i % 26));
    ASSERT_EQ(file.add(kept.back()).value(), i);
    if (i % 3 == 0) {
      const auto at = static_cast<std::size_t>(random.between(0, i));
      ASSERT_EQ(file.get(static_cast<std::int64_t>(at)).value(), kept[at]);
    }
  }
  for (std::size_t i = 0; i < kept.size(); i += 7)
    ASSERT_EQ(file.get(static_cast<std::int64_t>(i)).value(), kept[i]);
}

TEST(SpillFile, SaysWhereThereIsNoSpace) {
  setenv("TMPDIR", "/nonexistent", 1);
  SpillFile file;
  Result<std::int64_t> added = 0;
  for (int i = 0; added && i < 100; ++i) added = file.add(std::string(1000, 'x'));
  unsetenv("TMPDIR");
  ASSERT_FALSE(added.has_value());
  EXPECT_EQ(added.error().code, "intake.no_temporary_space");
}

}  // namespace
}  // namespace qianqiao
