// Who may open a data directory, and what is said to those who may not.
#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

#include "server/store/data_directory_lock.h"
#include "server/store/sqlite/migrations.h"
#include "tests/unit/store/scratch.h"

namespace qianqiao {
namespace {

std::string refusal(const SqliteOptions& options) {
  const auto store = open_sqlite_store(options);
  return store ? "opened" : store.error().code;
}

TEST(StoreOpening, MakesTheDirectoryAndKeepsItsFilesToTheOwner) {
  const ScratchDirectory scratch;
  auto store = opened(options_for(scratch / "new/deeper"));
  EXPECT_EQ(store->schema_version(), shipped_migrations().back().version);
  struct stat status {};
  ASSERT_EQ(::stat((scratch / "new/deeper/qianqiao.db").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600u);
  ASSERT_EQ(::stat((scratch / "new/deeper/qianqiao.db-wal").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600u);
}

// What each request would pay for at every allocation and every column.
TEST(StoreOpening, LeavesSqliteWithoutLocksOfItsOwn) {
  const ScratchDirectory scratch;
  auto store = opened(options_for(scratch.path()));
  put_case(*store, 1);
  EXPECT_EQ(sqlite3_memory_used(), 0);  // not counted
  sqlite3* handle = nullptr;
  ASSERT_EQ(sqlite3_open((scratch / "other.db").c_str(), &handle), SQLITE_OK);
  EXPECT_EQ(sqlite3_db_mutex(handle), nullptr);
  sqlite3_close(handle);
}

TEST(StoreOpening, TakesAPathWithSpacesAndChineseAndAnEqualsSign) {
  const ScratchDirectory scratch;
  for (const char* name : {"with two  spaces", "数据 目录", "a=b c=d", "it's", "a;b%20?x=1#y"}) {
    const auto options = options_for(scratch / name);
    { put_case(*opened(options), 1); }
    EXPECT_TRUE(std::filesystem::exists(options.directory + "/qianqiao.db")) << name;
    EXPECT_TRUE(opened(options)->reader()->subject(plain_case(1).id)) << name;
  }
  EXPECT_EQ(refusal(options_for(scratch / "quo\"te")), "store.unwritable");
}

TEST(StoreOpening, ACleanEndLeavesOneFileWithoutALog) {
  const ScratchDirectory scratch;
  { put_case(*opened(options_for(scratch.path())), 1); }
  EXPECT_FALSE(std::filesystem::exists(scratch / "qianqiao.db-wal"));
}

TEST(StoreOpening, RefusesWhereThereIsNothing) {
  const ScratchDirectory scratch;
  auto options = options_for(scratch.path());
  options.create = false;
  EXPECT_EQ(refusal(options), "store.missing");
  EXPECT_FALSE(std::filesystem::exists(scratch / "qianqiao.db"));
  options.directory = scratch / "nowhere";
  EXPECT_EQ(refusal(options), "store.no_directory");
}

TEST(StoreOpening, RefusesAFileWhereADirectoryShouldBe) {
  const ScratchDirectory scratch;
  std::ofstream(scratch / "file") << "x";
  EXPECT_EQ(refusal(options_for(scratch / "file/data")), "store.unwritable");
}

TEST(StoreOpening, RefusesAnUnwritableDirectory) {
  const ScratchDirectory scratch;
  if (::geteuid() == 0) {
    // As another user, who may not write the directory.
    std::filesystem::create_directory(scratch / "data");
    ::chmod(scratch.path().c_str(), 0755);
    ::chmod((scratch / "data").c_str(), 0555);
    const pid_t child = ::fork();
    if (child == 0) {
      const bool dropped = ::setgid(65534) == 0 && ::setuid(65534) == 0;
      ::_exit(dropped && refusal(options_for(scratch / "data")) == "store.unwritable" ? 0 : 1);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_EQ(WEXITSTATUS(status), 0);
  } else {
    ::chmod(scratch.path().c_str(), 0555);
    EXPECT_EQ(refusal(options_for(scratch.path())), "store.unwritable");
  }
}

TEST(StoreOpening, RefusesWhatIsNotADatabase) {
  const ScratchDirectory scratch;
  const std::string text(5000, 'x');
  std::ofstream(scratch / "qianqiao.db") << text;
  EXPECT_EQ(refusal(options_for(scratch.path())), "store.not_a_database");
  std::ifstream file(scratch / "qianqiao.db");
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(file), {}), text);  // left as it was
}

TEST(StoreOpening, RefusesAnotherProgramsDatabase) {
  const ScratchDirectory scratch;
  { RawFile(scratch / "qianqiao.db").rows("CREATE TABLE notes (text); PRAGMA user_version = 1"); }
  EXPECT_EQ(refusal(options_for(scratch.path())), "store.not_a_database");
  EXPECT_EQ(RawFile(scratch / "qianqiao.db").ask("PRAGMA journal_mode"), "delete");
}

TEST(StoreOpening, RefusesANewerSchemaAndSaysWhichVersionIsNeeded) {
  const ScratchDirectory scratch;
  { opened(options_for(scratch.path())); }
  { RawFile(scratch / "qianqiao.db").rows("PRAGMA user_version = 47"); }
  const auto store = open_sqlite_store(options_for(scratch.path()));
  ASSERT_FALSE(store);
  EXPECT_EQ(store.error().code, "store.newer_schema");
  EXPECT_NE(describe(store.error()).advice.en.find("47"), std::string::npos);
  EXPECT_EQ(RawFile(scratch / "qianqiao.db").ask("PRAGMA user_version"), "47");
}

TEST(StoreOpening, ReadsWithoutWritingWhenAskedTo) {
  const ScratchDirectory scratch;
  { put_case(*opened(options_for(scratch.path())), 1); }
  auto options = options_for(scratch.path());
  options.read_only = true;
  options.create = false;
  const auto store = opened(options);
  EXPECT_TRUE(store->reader()->subject(plain_case(1).id));
  EXPECT_THROW(store->begin(), StoreFailure);
}

TEST(DataDirectoryLock, HasOneOwner) {
  const ScratchDirectory scratch;
  const auto store = opened(options_for(scratch.path()));
  const auto second = open_sqlite_store(options_for(scratch.path()));
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, "store.locked");
  const std::pair<std::string, std::string> pid{"pid", std::to_string(::getpid())};
  EXPECT_EQ(second.error().params.back(), pid);
}

TEST(DataDirectoryLock, IsFreeAgainAfterItsStore) {
  const ScratchDirectory scratch;
  { opened(options_for(scratch.path())); }
  EXPECT_TRUE(DataDirectoryLock::acquire(scratch.path()));
  EXPECT_TRUE(DataDirectoryLock::acquire(scratch.path()));
}

TEST(DataDirectoryLock, MovesWithItsOwner) {
  const ScratchDirectory scratch;
  auto first = DataDirectoryLock::acquire(scratch.path());
  ASSERT_TRUE(first);
  const DataDirectoryLock moved(std::move(*first));
  EXPECT_FALSE(DataDirectoryLock::acquire(scratch.path()));
}

TEST(DataDirectoryLock, VanishesWithAKilledProcess) {
  const ScratchDirectory scratch;
  int ready[2];
  ASSERT_EQ(::pipe(ready), 0);
  const pid_t child = ::fork();
  if (child == 0) {
    const auto store = open_sqlite_store(options_for(scratch.path()));
    if (store) put_case(**store, 1);
    [[maybe_unused]] const ssize_t told = ::write(ready[1], store ? "y" : "n", 1);
    for (;;) ::pause();
  }
  ::close(ready[1]);  // a child that dies ends the reading
  char answer = 0;
  ASSERT_EQ(::read(ready[0], &answer, 1), 1);
  EXPECT_EQ(answer, 'y');
  EXPECT_FALSE(DataDirectoryLock::acquire(scratch.path()));
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  EXPECT_TRUE(opened(options_for(scratch.path()))->reader()->subject(plain_case(1).id));
  ::close(ready[0]);
}

}  // namespace
}  // namespace qianqiao
