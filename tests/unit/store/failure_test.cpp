// A disk that is full or fails: the failure has its name, and nothing half written stays.
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "tests/unit/store/failing_vfs.h"
#include "tests/unit/store/scratch.h"

namespace qianqiao {
namespace {

// Writes cases until the store fails; the code, and in `committed` how many were answered.
std::string fill(Store& store, int& committed) {
  try {
    for (;;) {
      put_case(store, committed + 1, 5000);
      ++committed;
    }
  } catch (const StoreFailure& failure) {
    return failure.code;
  }
}

void expect_exactly(const std::string& directory, int committed) {
  const auto store = opened(options_for(directory));
  SubjectFilter all;
  all.limit = 1'000'000;
  EXPECT_EQ(static_cast<int>(store->reader()->subjects(all).size()), committed);
  EXPECT_EQ(store->reader()->count_history(), committed);
}

TEST(StoreFailures, AFullDatabaseIsNamedAndNothingHalfWrittenStays) {
  const ScratchDirectory scratch;
  auto options = options_for(scratch.path());
  options.largest_page_count = 200;
  int committed = 0;
  {
    const auto store = opened(options);
    EXPECT_EQ(fill(*store, committed), "store.full");
    EXPECT_GT(committed, 5);
    EXPECT_FALSE(store->begin()->subject(plain_case(committed + 1).id));
  }
  expect_exactly(scratch.path(), committed);
}

// The file may not grow any more: in the middle of writing the log.
TEST(StoreFailures, ADiskWithoutSpaceIsNamedAndNothingHalfWrittenStays) {
  const ScratchDirectory scratch;
  { opened(options_for(scratch.path())); }
  int answers[2];
  ASSERT_EQ(::pipe(answers), 0);
  const pid_t child = ::fork();
  if (child == 0) {
    ::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{1'500'000, 1'500'000};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    int committed = 0;
    std::string code;
    {
      const auto store = opened(options_for(scratch.path()));
      code = fill(*store, committed);
    }
    const std::string text = code + " " + std::to_string(committed);
    [[maybe_unused]] const ssize_t told = ::write(answers[1], text.data(), text.size());
    ::_exit(0);
  }
  ::close(answers[1]);
  std::string text(100, '\0');
  text.resize(static_cast<std::size_t>(std::max<ssize_t>(0, ::read(answers[0], text.data(), 100))));
  ::close(answers[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  ASSERT_TRUE(text.starts_with("store.full ")) << text;
  const int committed = std::stoi(text.substr(11));
  EXPECT_GT(committed, 5);
  expect_exactly(scratch.path(), committed);
}

TEST(StoreFailures, AFailedBackupLeavesNothing) {
  const ScratchDirectory scratch;
  {
    const auto store = opened(options_for(scratch.path()));
    for (int i = 0; i < 200; ++i) put_case(*store, i, 5000);
  }
  const pid_t child = ::fork();
  if (child == 0) {
    ::signal(SIGXFSZ, SIG_IGN);
    const auto store = opened(options_for(scratch.path()));
    const rlimit limit{300'000, 300'000};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    const auto copied = store->backup_to(scratch / "copy.db");
    ::_exit(!copied && copied.error().code == "store.full" ? 0 : 1);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_EQ(WEXITSTATUS(status), 0);
  EXPECT_FALSE(std::filesystem::exists(scratch / "copy.db"));
  EXPECT_FALSE(std::filesystem::exists(scratch / "copy.db.partial"));
}

// After an fsync failure nobody knows what is on the disk: this process writes no more.
TEST(StoreFailures, AfterAFailedSyncNothingIsWrittenAnyMore) {
  const ScratchDirectory scratch;
  FailingVfs vfs;
  {
    auto options = options_for(scratch.path());
    options.vfs = FailingVfs::kName;
    const auto store = opened(options);
    put_case(*store, 1);
    vfs.fail_syncs(true);
    try {
      put_case(*store, 2);
      FAIL() << "acknowledged without being on disk";
    } catch (const StoreFailure& failure) {
      EXPECT_EQ(failure.code, "store.io");
    }
    vfs.fail_syncs(false);
    EXPECT_THROW(put_case(*store, 3), StoreFailure);
    EXPECT_TRUE(store->reader()->subject(plain_case(1).id));
  }
  const auto store = opened(options_for(scratch.path()));
  EXPECT_TRUE(store->reader()->subject(plain_case(1).id));
  EXPECT_FALSE(store->reader()->subject(plain_case(3).id));
}

// Each write of a transaction, gathered ones of the log, fails in turn: reported, and all or
// nothing of it afterwards.
TEST(StoreFailures, EveryFailingWriteIsReportedAndUndone) {
  int failures = 0;
  for (int k = 1;; ++k) {
    const ScratchDirectory scratch;
    FailingVfs vfs;
    bool acknowledged = true;
    {
      auto options = options_for(scratch.path());
      options.vfs = FailingVfs::kName;
      const auto store = opened(options);
      put_case(*store, 1);
      vfs.fail_write(k);
      try {
        put_case(*store, 2, 500'000);
      } catch (const StoreFailure& failure) {
        EXPECT_EQ(failure.code, "store.io");
        acknowledged = false;
        ++failures;
      }
      vfs.fail_write(0);
    }
    const auto store = opened(options_for(scratch.path()));
    EXPECT_TRUE(store->reader()->subject(plain_case(1).id));
    EXPECT_EQ(store->reader()->subject(plain_case(2).id).has_value(), acknowledged) << k;
    EXPECT_EQ(store->reader()->count_history(), acknowledged ? 2 : 1);
    if (acknowledged) break;
    ASSERT_LT(k, 1000);
  }
  EXPECT_GT(failures, 5);
}

}  // namespace
}  // namespace qianqiao
