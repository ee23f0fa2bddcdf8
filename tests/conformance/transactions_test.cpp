// Transactions: what is seen by whom, and what remains.
#include <thread>

#include "tests/conformance/store_suite.h"

namespace qianqiao {
namespace {

TEST_P(StoreSuite, KeepsWhatWasCommittedAcrossReopening) {
  const auto row = a_case("411502C000001", "411502E000001");
  write([&](Writer& w) {
    w.insert_enterprise(an_enterprise("411502E000001", "91411500MA44QWXQ3X"));
    w.insert_subject(row);
    w.append_history(a_history_row(row.id, 1));
  });
  reopen();
  const auto reader = store_->reader();
  EXPECT_EQ(reader->subject(row.id), row);
  EXPECT_EQ(reader->count_history(), 1);
  EXPECT_EQ(reader->enterprise("411502E000001"),
            an_enterprise("411502E000001", "91411500MA44QWXQ3X"));
}

TEST_P(StoreSuite, ForgetsAWriterThatWasNotCommitted) {
  {
    const auto writer = store_->begin();
    writer->insert_subject(a_case("411502C000001", "411502E000001"));
    writer->append_history(a_history_row("411502C000001", 1));
    EXPECT_TRUE(writer->subject("411502C000001"));  // it sees its own
  }
  EXPECT_FALSE(store_->reader()->subject("411502C000001"));
  EXPECT_FALSE(store_->begin()->subject("411502C000001"));  // nor does any memory hold it
  EXPECT_EQ(store_->reader()->count_history(), 0);
}

TEST_P(StoreSuite, RollbackBringsTheFormerRowBack) {
  const auto before = a_case("411502C000001", "411502E000001");
  write([&](Writer& w) { w.insert_subject(before); });
  {
    const auto writer = store_->begin();
    auto row = *writer->subject(before.id);
    row.version = 4;
    row.configuration.state = "Review.BankReview";
    writer->update_subject(row);
    EXPECT_EQ(writer->subject(before.id), row);
  }
  EXPECT_EQ(store_->begin()->subject(before.id), before);
  EXPECT_EQ(store_->reader()->subject(before.id), before);
}

TEST_P(StoreSuite, SavepointUndoesWhatFollowedItAndNothingElse) {
  const auto kept = a_case("411502C000001", "411502E000001");
  const auto undone = a_case("411502C000002", "411502E000002");
  auto changed = kept;
  changed.version = 9;
  const auto writer = store_->begin();
  writer->insert_subject(kept);
  EXPECT_EQ(writer->next_number("411502", 'C'), 1);
  writer->savepoint();
  writer->insert_subject(undone);
  writer->update_subject(changed);
  writer->append_history(a_history_row(kept.id, 1));
  EXPECT_EQ(writer->next_number("411502", 'C'), 2);
  writer->rollback_to_savepoint();
  EXPECT_EQ(writer->subject(kept.id), kept);
  EXPECT_FALSE(writer->subject(undone.id));
  EXPECT_EQ(writer->next_number("411502", 'C'), 2);  // the undone one is given out again
  writer->savepoint();
  writer->update_subject(changed);
  writer->release_savepoint();
  writer->commit();
  const auto reader = store_->reader();
  EXPECT_EQ(reader->subject(kept.id), changed);
  EXPECT_FALSE(reader->subject(undone.id));
  EXPECT_EQ(reader->count_history(), 0);
  EXPECT_EQ(store_->begin()->next_number("411502", 'C'), 3);
}

TEST_P(StoreSuite, RollbackAlsoUndoesWhatAReleasedSavepointWrote) {
  {
    const auto writer = store_->begin();
    writer->savepoint();
    writer->insert_subject(a_case("411502C000001", "411502E000001"));
    writer->next_number("411502", 'S');
    writer->release_savepoint();
  }
  const auto writer = store_->begin();
  EXPECT_FALSE(writer->subject("411502C000001"));
  EXPECT_EQ(writer->next_number("411502", 'S'), 1);
}

TEST_P(StoreSuite, NumbersCountForEachCountyAndLetter) {
  write([](Writer& w) {
    EXPECT_EQ(w.next_number("411502", 'C'), 1);
    EXPECT_EQ(w.next_number("411502", 'C'), 2);
    EXPECT_EQ(w.next_number("411502", 'E'), 1);
    EXPECT_EQ(w.next_number("411503", 'C'), 1);
  });
  reopen();
  write([](Writer& w) { EXPECT_EQ(w.next_number("411502", 'C'), 3); });
  { store_->begin()->next_number("411502", 'C'); }  // not committed
  EXPECT_EQ(store_->begin()->next_number("411502", 'C'), 4);
}

TEST_P(StoreSuite, AFailedStatementLeavesTheTransactionUsable) {
  write([](Writer& w) { w.insert_subject(a_case("411502C000001", "411502E000001")); });
  const auto writer = store_->begin();
  writer->insert_subject(a_case("411502C000002", "411502E000002"));
  writer->savepoint();
  try {
    writer->insert_subject(a_case("411502C000001", "411502E000009"));
    FAIL() << "a subject was inserted twice";
  } catch (const StoreFailure& failure) {
    EXPECT_EQ(failure.code, "store.constraint");
  }
  writer->rollback_to_savepoint();
  writer->insert_subject(a_case("411502C000003", "411502E000003"));
  writer->commit();
  EXPECT_TRUE(store_->reader()->subject("411502C000002"));
  EXPECT_TRUE(store_->reader()->subject("411502C000003"));
  EXPECT_EQ(store_->reader()->subject("411502C000001")->enterprise, "411502E000001");
}

TEST_P(StoreSuite, ReaderStaysWithItsFirstSight) {
  write([](Writer& w) { w.insert_subject(a_case("411502C000001", "411502E000001")); });
  const auto early = store_->reader();
  EXPECT_EQ(early->subjects({}).size(), 1u);
  const auto idle = store_->reader();  // has not read yet
  write([](Writer& w) { w.insert_subject(a_case("411502C000002", "411502E000002")); });
  EXPECT_EQ(early->subjects({}).size(), 1u);
  EXPECT_EQ(idle->subjects({}).size(), 2u);
  EXPECT_EQ(store_->reader()->subjects({}).size(), 2u);
}

TEST_P(StoreSuite, ReaderDoesNotSeeARunningTransaction) {
  const auto writer = store_->begin();
  writer->insert_subject(a_case("411502C000001", "411502E000001"));
  EXPECT_FALSE(store_->reader()->subject("411502C000001"));
  writer->commit();
  EXPECT_TRUE(store_->reader()->subject("411502C000001"));
}

TEST_P(StoreSuite, RefusesASecondWriterAtTheSameTime) {
  const auto writer = store_->begin();
  EXPECT_THROW(store_->begin(), StoreFailure);
  writer->insert_subject(a_case("411502C000001", "411502E000001"));
  writer->commit();
  EXPECT_TRUE(store_->reader()->subject("411502C000001"));
  EXPECT_NO_THROW(store_->begin());
}

TEST_P(StoreSuite, ManyReadersReadWhileOneWrites) {
  write([](Writer& w) { w.insert_subject(a_case("411502C000001", "411502E000001")); });
  std::vector<std::thread> threads;
  std::atomic<bool> done = false;
  std::atomic<int> torn = 0, reads = 0;
  for (int i = 0; i < 12; ++i)
    threads.emplace_back([&] {
      do {
        const auto reader = store_->reader();
        const auto row = reader->subject("411502C000001");
        // The transaction below writes both or neither.
        const auto history = reader->history("411502C000001", 0, 1000);
        if (static_cast<std::size_t>(row->version - 3) != history.size()) ++torn;
        ++reads;
      } while (!done);
    });
  std::string failure;
  try {
    for (int i = 1; i <= 200; ++i) {
      write([&](Writer& w) {
        auto row = *w.subject("411502C000001");
        ++row.version;
        w.update_subject(row);
        w.append_history(a_history_row(row.id, i));
      });
      store_->maintain();
    }
  } catch (const StoreFailure& thrown) {
    failure = thrown.code + ": " + thrown.what();
  }
  done = true;
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(failure, "");
  EXPECT_EQ(torn, 0);
  EXPECT_GE(reads, 12);
}

TEST_P(StoreSuite, MaintainingLosesNothing) {
  for (int i = 1; i <= 60; ++i) {
    write([&](Writer& w) {
      auto row = a_case("411502C" + std::to_string(100000 + i), "E" + std::to_string(i));
      row.configuration.context = std::string(100'000, 'x');
      w.insert_subject(row);
    });
    store_->maintain();
  }
  SubjectFilter all;
  all.limit = 1000;
  EXPECT_EQ(store_->reader()->subjects(all).size(), 60u);
  reopen();
  EXPECT_EQ(store_->reader()->subjects(all).size(), 60u);
}

}  // namespace
}  // namespace qianqiao
