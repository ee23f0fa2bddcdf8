// Backup while the store runs, and restore.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

#include "tests/unit/store/scratch.h"

namespace qianqiao {
namespace {

std::string read_all(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string code_of(const Result<void>& result) { return result ? "done" : result.error().code; }

TEST(Backup, IsOneFileThatHoldsTheLastCommittedState) {
  const ScratchDirectory scratch, target;
  const auto store = opened(options_for(scratch.path()));
  for (int i = 0; i < 50; ++i) put_case(*store, i, 3000);
  { store->begin()->insert_subject(plain_case(99)); }  // never committed
  ASSERT_EQ(code_of(store->backup_to(target / "copy.db")), "done");
  put_case(*store, 50);  // goes on after it
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(target.path()))
    names.push_back(entry.path().filename());
  EXPECT_EQ(names, std::vector<std::string>{"copy.db"});
  struct stat status {};
  ASSERT_EQ(::stat((target / "copy.db").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600u);
  RawFile copy(target / "copy.db");
  EXPECT_EQ(copy.ask("PRAGMA journal_mode"), "delete");
  EXPECT_EQ(copy.ask("PRAGMA integrity_check"), "ok");
  EXPECT_EQ(copy.ask("SELECT count(*) FROM subject"), "50");
}

TEST(Backup, NeverReplacesAFile) {
  const ScratchDirectory scratch;
  const auto store = opened(options_for(scratch.path()));
  std::ofstream(scratch / "copy.db") << "mine";
  EXPECT_EQ(code_of(store->backup_to(scratch / "copy.db")), "store.backup_exists");
  EXPECT_EQ(read_all(scratch / "copy.db"), "mine");
  EXPECT_EQ(code_of(store->backup_to(scratch / "no/such/place.db")), "store.unwritable");
}

TEST(Backup, IsTakenWhileAReaderReadsAndBetweenWrites) {
  const ScratchDirectory scratch;
  const auto store = opened(options_for(scratch.path()));
  put_case(*store, 1);
  const auto reader = store->reader();
  EXPECT_TRUE(reader->subject(plain_case(1).id));
  for (int i = 2; i < 12; ++i) {
    put_case(*store, i, 20'000);
    store->maintain();
    const std::string path = scratch / ("copy" + std::to_string(i));
    ASSERT_EQ(code_of(store->backup_to(path)), "done");
    EXPECT_EQ(RawFile(path).ask("SELECT count(*) FROM history"), std::to_string(i));
  }
  EXPECT_FALSE(reader->subject(plain_case(2).id));
}

TEST(Restore, BringsABackupBack) {
  const ScratchDirectory scratch, target;
  {
    const auto store = opened(options_for(scratch.path()));
    put_case(*store, 1);
    ASSERT_EQ(code_of(store->backup_to(scratch / "copy.db")), "done");
    put_case(*store, 2);
  }
  ASSERT_EQ(code_of(restore_sqlite(scratch / "copy.db", target.path())), "done");
  const auto store = opened(options_for(target.path()));
  EXPECT_TRUE(store->reader()->subject(plain_case(1).id));
  EXPECT_FALSE(store->reader()->subject(plain_case(2).id));
  put_case(*store, 3);
}

TEST(Restore, NeverReplacesADatabaseNorItsLog) {
  const ScratchDirectory scratch, target;
  {
    const auto store = opened(options_for(scratch.path()));
    ASSERT_EQ(code_of(store->backup_to(scratch / "copy.db")), "done");
    EXPECT_EQ(code_of(restore_sqlite(scratch / "copy.db", scratch.path())), "store.locked");
  }
  EXPECT_EQ(code_of(restore_sqlite(scratch / "copy.db", scratch.path())), "store.database_exists");
  std::ofstream(target / "qianqiao.db-wal") << "left";
  EXPECT_EQ(code_of(restore_sqlite(scratch / "copy.db", target.path())), "store.database_exists");
  EXPECT_EQ(code_of(restore_sqlite(scratch / "copy.db", target / "none")), "store.no_directory");
}

TEST(Restore, ChecksTheFileAndLeavesNothingOfABadOne) {
  const ScratchDirectory scratch;
  {
    const auto store = opened(options_for(scratch.path()));
    for (int i = 0; i < 100; ++i) put_case(*store, i, 2000);
    ASSERT_EQ(code_of(store->backup_to(scratch / "good.db")), "done");
  }
  const std::string good = read_all(scratch / "good.db");
  const auto attempt = [&](const std::string& bytes) {
    const ScratchDirectory target;
    std::ofstream(scratch / "bad.db", std::ios::binary | std::ios::trunc) << bytes;
    const std::string code = code_of(restore_sqlite(scratch / "bad.db", target.path()));
    EXPECT_FALSE(std::filesystem::exists(target / "qianqiao.db"));
    EXPECT_FALSE(std::filesystem::exists(target / "qianqiao.db.partial"));
    return code;
  };
  EXPECT_EQ(attempt(""), "store.not_a_backup");
  EXPECT_EQ(attempt("some text"), "store.not_a_backup");
  EXPECT_EQ(attempt(good.substr(0, good.size() / 2)), "store.not_a_backup");
  std::string torn = good;
  torn.replace(20 * 4096, 4096, 4096, '\x55');
  EXPECT_EQ(attempt(torn), "store.not_a_backup");
  std::string live = good;
  live[18] = live[19] = 2;
  EXPECT_EQ(attempt(live), "store.not_a_backup");
  std::string newer = good;
  newer[63] = 99;
  EXPECT_EQ(attempt(newer), "store.newer_schema");
  std::string foreign = good;
  foreign[68] = 0;
  EXPECT_EQ(attempt(foreign), "store.not_a_backup");
}

}  // namespace
}  // namespace qianqiao
