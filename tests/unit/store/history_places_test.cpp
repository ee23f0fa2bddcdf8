#include "server/store/history_places.h"

#include <gtest/gtest.h>

#include "server/store/sqlite/migrations.h"
#include "tests/unit/store/scratch.h"

namespace qianqiao {
namespace {

const std::string kKey("\x0Fsome", 5), kSameDigits("\x0Fother", 6), kAnother("\xA0x", 2);

TEST(HistoryPlaces, TellsWhereEachRowStands) {
  HistoryPlaces places;
  EXPECT_EQ(places.count(), 0);
  places.add(1, kKey);
  places.add(0xFFFFFFFFF, "");  // the last position that has nine digits
  EXPECT_EQ(places.text(), "0000000010FFFFFFFFFF..");
  const HistoryPlaces stored(places.text());
  EXPECT_EQ(stored.count(), 2);
  EXPECT_EQ(stored.position(1), 1);
  EXPECT_EQ(stored.position(2), 0xFFFFFFFFF);
  EXPECT_EQ(stored.position(0), 0);
  EXPECT_EQ(stored.position(3), 0);
}

TEST(HistoryPlaces, NamesTheRowsThatMayBearAKey) {
  HistoryPlaces places;
  places.add(7, kKey);
  places.add(8, "");
  places.add(9, kSameDigits);
  EXPECT_EQ(places.that_may_bear(kKey), (std::vector<std::int64_t>{7, 9}));
  EXPECT_TRUE(places.that_may_bear(kAnother).empty());
}

TEST(HistoryPlaces, WhatCannotBeReadStandsNowhere) {
  EXPECT_EQ(HistoryPlaces("not a place").position(1), 0);
  EXPECT_EQ(HistoryPlaces("short").count(), 0);
}

// As the schema was before places were kept: a subject with three rows of history, another's
// between them, and one without any.
void write_with_old_schema(const std::string& path) {
  const SqliteDialect dialect;
  const auto connection = connect({path, "", false}, dialect);
  const auto& all = shipped_migrations();
  migrate(*connection, dialect, {all.begin(), all.begin() + 17});
  for (const char* id : {"a", "b", "c"})
    run_script(*connection, dialect,
               std::string("INSERT INTO subject VALUES ('") + id + "', 0, '', '', '', '', '" + id +
                   "', '', '', 0, NULL, '', 'Roster', '', 3, zeroblob(32), '')");
  int position = 4;
  for (const char* row : {"'a', 1", "'b', 1", "'a', 2", "'a', 3"})
    run_script(*connection, dialect,
               "INSERT INTO history VALUES (" + std::to_string(position += 30) + ", " + row +
                   ", 0, 'Listed', '{}', '', '', 0, '', '', '', '', zeroblob(32), " +
                   (std::string(row) == "'a', 2" ? "x'AB00CD'" : "NULL") + ", NULL)");
}

TEST(HistoryPlaces, AreFilledForWhatAnOlderVersionWrote) {
  const ScratchDirectory scratch;
  write_with_old_schema(scratch / "qianqiao.db");
  const std::string key("\xAB\x00\xCD", 3);
  const auto store = opened(options_for(scratch.path()));
  const auto reader = store->reader();
  const auto history = reader->history("a", 0, 10);
  ASSERT_EQ(history.size(), 3u);
  for (std::size_t i = 0; i < history.size(); ++i) {
    EXPECT_EQ(history[i].subject, "a");
    EXPECT_EQ(history[i].sequence, static_cast<std::int64_t>(i) + 1);
  }
  EXPECT_EQ(reader->history("b", 0, 10).size(), 1u);
  EXPECT_TRUE(reader->history("c", 0, 10).empty());
  ASSERT_TRUE(reader->receipt("a", key));
  EXPECT_EQ(reader->receipt("a", key)->sequence, 2);
  EXPECT_THROW(store->begin()->append_history(history.back()), StoreFailure);
}

}  // namespace
}  // namespace qianqiao
