// Migrations, and what the schema itself refuses.
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "server/store/sqlite/migrations.h"
#include "tests/unit/store/scratch.h"

namespace qianqiao {
namespace {

TEST(Migrations, AreNumberedWithoutAGap) {
  int expected = 1;
  for (const Migration& migration : shipped_migrations()) {
    EXPECT_EQ(migration.version, expected++);
    EXPECT_FALSE(migration.sql.empty()) << migration.name;
    EXPECT_EQ(std::stoi(std::string(migration.name.substr(0, 3))), migration.version);
  }
}

std::string newest_version() { return std::to_string(shipped_migrations().back().version); }

TEST(Migrations, AreRecordedOnce) {
  const ScratchDirectory scratch;
  { opened(options_for(scratch.path())); }
  { opened(options_for(scratch.path())); }
  RawFile file(scratch / "qianqiao.db");
  std::vector<std::string> expected;
  for (const Migration& migration : shipped_migrations())
    expected.push_back(std::to_string(migration.version) + std::string(migration.name));
  EXPECT_EQ(file.rows("SELECT version || name FROM schema_migration"), expected);
  EXPECT_EQ(file.ask("PRAGMA user_version"), newest_version());
}

std::vector<Migration> with_next(std::string_view sql) {
  auto list = shipped_migrations();
  list.push_back({static_cast<int>(list.size()) + 1, "next.sql", sql});
  return list;
}

TEST(Migrations, AFailingOneLeavesTheFormerVersion) {
  const ScratchDirectory scratch;
  { put_case(*opened(options_for(scratch.path())), 1); }
  {
    const SqliteDialect dialect;
    const auto connection = connect({scratch / "qianqiao.db", "", false}, dialect);
    EXPECT_THROW(migrate(*connection, dialect,
                         with_next("CREATE TABLE extra (a); INSERT INTO nowhere VALUES (1);")),
                 StoreFailure);
  }
  RawFile file(scratch / "qianqiao.db");
  EXPECT_EQ(file.ask("PRAGMA user_version"), newest_version());
  EXPECT_EQ(file.ask("SELECT count(*) FROM sqlite_schema WHERE name = 'extra'"), "0");
}

// Killed after ever more of its work, until it gets through.
TEST(Migrations, KilledAnywhereItOpensAgainAtTheFormerVersionOrTheNext) {
  int killed = 0;
  const std::string former = newest_version();
  const std::string next = std::to_string(shipped_migrations().back().version + 1);
  for (int operations = 1;; operations += 37) {
    const ScratchDirectory scratch;
    const pid_t child = ::fork();
    if (child == 0) {
      const SqliteDialect dialect;
      { open_sqlite_store(options_for(scratch.path()))->reset(); }
      const auto connection = connect({scratch / "qianqiao.db", "", false}, dialect);
      sqlite3_progress_handler(
          handle_of(*connection), operations, [](void*) { return ::raise(SIGKILL); }, nullptr);
      migrate(*connection, dialect,
              with_next("CREATE TABLE extra (a); INSERT INTO extra VALUES (1), (2), (3);"
                        "ALTER TABLE subject ADD COLUMN note TEXT; DROP INDEX open_case;"));
      ::_exit(0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    RawFile file(scratch / "qianqiao.db");
    const std::string version = file.ask("PRAGMA user_version");
    const std::string extra = file.ask("SELECT count(*) FROM sqlite_schema WHERE name = 'extra'");
    EXPECT_EQ(file.ask("PRAGMA integrity_check"), "ok");
    if (WIFEXITED(status)) {
      EXPECT_EQ(version, next);
      break;
    }
    ++killed;
    EXPECT_TRUE((version == former && extra == "0") || (version == next && extra == "1"))
        << version << " with " << extra << " after " << operations;
    ASSERT_LT(operations, 100'000);
  }
  EXPECT_GT(killed, 3);
}

// A directory of the first release: its rows stay, its letters are found by their receiver.
TEST(Migrations, BringAnOlderDatabaseUpToDate) {
  const ScratchDirectory scratch;
  {
    const SqliteDialect dialect;
    const auto connection = connect({scratch / "qianqiao.db", "", false}, dialect);
    ASSERT_EQ(migrate(*connection, dialect, {shipped_migrations().front()}), 1);
  }
  {
    RawFile(scratch / "qianqiao.db")
        .rows(
            "INSERT INTO message VALUES (7, 'msg_7', '411502', 'inbox', 'wang', '', '', 'overdue', "
            "'逾期', '请办理', '', 1, 1, 0, 1, 1, NULL, NULL, '')");
    const auto happened = [&](const char* what) {
      RawFile(scratch / "qianqiao.db")
          .rows(
              std::string("INSERT INTO history (subject, sequence, event, data, instant_ms, actor, "
                          "acting_for, mandate, clause, workflow_version, calendar_version, "
                          "plugin_digest, digest) VALUES ('C1', ") +
              what + ", 1, 'force', '', 0, '', '', '', '', zeroblob(32))");
    };
    happened(R"(1, 'ApplicationSubmitted', '{"amount_fen":100}')");
    happened(R"(2, 'ApplicationSubmitted', '{"amount_fen":250}')");
    happened(R"(3, 'ReviewApproved', '{"amount_fen":7}')");
  }
  const auto store = opened(options_for(scratch.path()));
  EXPECT_EQ(store->schema_version(), static_cast<int>(shipped_migrations().size()));
  const auto letters = store->reader()->inbox("wang", true, 0, 10);
  ASSERT_EQ(letters.size(), 1u);
  EXPECT_EQ(letters[0].stable_id, "msg_7");
  EXPECT_EQ(letters[0].audience, "");
  EXPECT_EQ(store->reader()->case_amount("C1"), 250) << "by its last application";
}

TEST(Schema, HistoryRungsCheckpointsAndFrozenListsCannotBeChanged) {
  const ScratchDirectory scratch;
  {
    const auto store = opened(options_for(scratch.path()));
    put_case(*store, 1);
    const auto writer = store->begin();
    DeadlineRow deadline;
    deadline.subject = plain_case(1).id;
    const DeadlineId id = writer->insert_deadline(deadline);
    EXPECT_TRUE(writer->claim_rung({id, "overdue", 1, 2, false}));
    CheckpointRow checkpoint;
    checkpoint.day = "2025-03-03";
    writer->put_checkpoint(checkpoint);
    writer->insert_audit({0, 1, "zhang", 0, "session.opened", "", "{}", ""});
    DocketRow docket;
    docket.id = "411502-target-1";
    writer->insert_docket(docket);
    DocketEntryRow entry;
    entry.docket = docket.id;
    entry.subject = plain_case(1).id;
    writer->insert_docket_entry(entry);
    writer->commit();
  }
  RawFile file(scratch / "qianqiao.db");
  for (const char* sql :
       {"UPDATE history SET data = 'x'", "DELETE FROM history",
        "UPDATE history SET digest = digest",
        "INSERT OR REPLACE INTO history SELECT * FROM history", "UPDATE rung SET claimed_ms = 0",
        "DELETE FROM rung", "UPDATE checkpoint SET heads = 9", "DELETE FROM checkpoint",
        "UPDATE audit SET person = ''", "DELETE FROM audit", "UPDATE docket SET cases = 9",
        "DELETE FROM docket", "UPDATE docket_entry SET enterprise_name = 'x'",
        "DELETE FROM docket_entry"}) {
    // REPLACE deletes without asking the trigger unless triggers are recursive.
    const std::string answer = file.ask(std::string("PRAGMA recursive_triggers = ON; ") + sql);
    EXPECT_TRUE(answer.starts_with("failed: ")) << sql;
  }
  EXPECT_EQ(file.ask("SELECT data FROM history"), "{}");
  EXPECT_EQ(file.ask("SELECT claimed_ms FROM rung"), "2");
}

TEST(Schema, ADigestHas32Bytes) {
  const ScratchDirectory scratch;
  { put_case(*opened(options_for(scratch.path())), 1); }
  RawFile file(scratch / "qianqiao.db");
  EXPECT_TRUE(file.ask("UPDATE subject SET head = x'00'").starts_with("failed: "));
  EXPECT_TRUE(file.ask("UPDATE subject SET version = 'three'").starts_with("failed: "));
}

// A row that no program of ours wrote is an answer, not a crash.
TEST(Schema, AStoredValueThatCannotBeIsCorruption) {
  const ScratchDirectory scratch;
  { put_case(*opened(options_for(scratch.path())), 1); }
  { RawFile(scratch / "qianqiao.db").rows("UPDATE subject SET kind = 99"); }
  const auto store = opened(options_for(scratch.path()));
  try {
    store->reader()->subject(plain_case(1).id);
    FAIL();
  } catch (const StoreFailure& failure) {
    EXPECT_EQ(failure.code, "store.corrupt");
  }
}

}  // namespace
}  // namespace qianqiao
