// Whatever is changed in the stored rows behind the engine's back, `verify` finds and names.
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "server/engine/checkpointer.h"
#include "server/engine/command.h"
#include "server/engine/document_keeping.h"
#include "tests/simulation/data_directory.h"

namespace qianqiao {
namespace {

using test::House;
using test::TemporaryDirectory;

class PlantedDefect : public ::testing::Test {
 protected:
  // One city for all: it is only copied.
  static void SetUpTestSuite() {
    city_ = new TemporaryDirectory();
    House house(city_->file("data"), at_local_time(Date{}, std::chrono::hours(0)), 5);
    const auto key = SigningKey::load_or_create(city_->file("key"));
    ASSERT_TRUE(key);
    DemoOptions options = test::small_demo(5, 120, 40);
    options.every_night = [&](Date day) {
      house.engine->record(
          [&](Writer& writer) { writer.put_checkpoint(make_checkpoint(writer, day, *key)); });
    };
    ASSERT_TRUE(build_demo(*house.engine, house.clock, options));
    // Then everybody is silent, until what was pushed has climbed to the province, and works
    // again for some days, so that clocks run.
    SimulationOptions silence;
    silence.days = 60;
    silence.actors = ActorKind::kNobody;
    silence.every_night = options.every_night;
    (void)simulate(*house.engine, house.clock, silence);
    SimulationOptions work = silence;
    work.days = 5;
    work.actors = ActorKind::kSeeded;
    (void)simulate(*house.engine, house.clock, work);
    now_ = house.engine->now();
  }
  static void TearDownTestSuite() {
    delete city_;
    city_ = nullptr;
  }

  void SetUp() override { test::copy_as_cut_off(city_->file("data"), copy_.path()); }

  // Runs on the file itself, with the guards taken off.
  void damage(const std::string& sql) {
    sqlite3* file = nullptr;
    ASSERT_EQ(sqlite3_open(copy_.file("qianqiao.db").c_str(), &file), SQLITE_OK);
    const std::string script =
        "PRAGMA foreign_keys=OFF;"
        "DROP TRIGGER IF EXISTS history_keeps; DROP TRIGGER IF EXISTS history_stays;"
        "DROP TRIGGER IF EXISTS rung_keeps; DROP TRIGGER IF EXISTS rung_stays;"
        "DROP TRIGGER IF EXISTS checkpoint_keeps; DROP TRIGGER IF EXISTS checkpoint_stays;" +
        sql;
    char* problem = nullptr;
    EXPECT_EQ(sqlite3_exec(file, script.c_str(), nullptr, nullptr, &problem), SQLITE_OK)
        << (problem != nullptr ? problem : "");
    EXPECT_GT(sqlite3_changes(file), 0) << "nothing was damaged";
    sqlite3_free(problem);
    sqlite3_close(file);
  }

  std::set<std::string> found(const CheckpointTrust& trust = {}) {
    House house(copy_.path(), now_, 5);
    words_ = test::differences(*house.store);
    std::set<std::string> kinds;
    for (const Difference& difference : verify(*house.store, {}, trust).differences)
      kinds.insert(difference.kind);
    return kinds;
  }

  // What an auditor holds: the public key alone, or the checkpoints as they were before the damage.
  static SigningKey house_key() { return *SigningKey::load(city_->file("key")); }
  static CheckpointTrust key_alone() { return {house_key().public_key(), {}}; }
  static CheckpointTrust exported() {
    House house(city_->path() + "/data", now_, 5);
    return {{}, {house_key().public_key(), house.store->reader()->checkpoints()}};
  }

  // The newest checkpoint made anew over what is stored now, by whoever has this key.
  void sign_anew(const SigningKey& key) {
    House house(copy_.path(), now_, 5);
    const std::string day = house.store->reader()->checkpoints().back().day;
    damage("DELETE FROM checkpoint WHERE day = '" + day + "'");
    const CheckpointRow row = make_checkpoint(*house.store->reader(), *parse_date(day), key);
    house.engine->record([&](Writer& writer) { writer.put_checkpoint(row); });
  }

  // Two documents with a case of the copy, the second of them removed again.
  void keep_documents() {
    House house(copy_.path(), now_, 5);
    const std::string content(DocumentWrites::kPartBytes + 10, 'x');
    for (const char* id : {"D1", "D2"}) add_document(*house.engine, id, content);
    auto removal = make_command_of(SubjectKind::kCase, kDocumentRemoved,
                                   {{"document", "D2"}, {"reason", "误传"}});
    post(*house.engine, *std::move(removal));
  }
  static void add_document(Engine& engine, const std::string& id, const std::string& content) {
    const SubjectId subject = open_case(engine);
    const auto size = static_cast<std::int64_t>(content.size());
    engine.record([&](Writer& writer) {
      DocumentWrites& documents = writer.document_writes();
      documents.insert_upload({"content-" + id, subject, size, sm3(content), 1});
      documents.insert_part("content-" + id, 0, content.substr(0, DocumentWrites::kPartBytes));
      documents.insert_part("content-" + id, 1, content.substr(DocumentWrites::kPartBytes));
    });
    auto addition = make_command_of(SubjectKind::kCase, kDocumentAdded,
                                    {{"document", id},
                                     {"name", "说明.txt"},
                                     {"kind", "evidence"},
                                     {"media_type", "text/plain"},
                                     {"size_bytes", size},
                                     {"content_digest", to_hex(sm3(content))}});
    addition->upload = "content-" + id;
    post(engine, *std::move(addition));
  }
  static SubjectId open_case(Engine& engine) {
    SubjectFilter filter;
    filter.kind = SubjectKind::kCase;
    filter.open_only = true;
    filter.limit = 1;
    return engine.store().reader()->subjects(filter).front().id;
  }
  static void post(Engine& engine, Command command) {
    command.subject = open_case(engine);
    command.actor = "shihe.force1";
    const auto outcome = engine.execute(command);
    ASSERT_TRUE(outcome) << to_line(outcome.error());
  }

  void expect_named(const std::string& kind) {
    EXPECT_EQ(found().count(kind), 1u) << "expected " << kind << " among:\n" << words_;
  }
  void expect_only(const std::string& kind) {
    EXPECT_EQ(found(), std::set<std::string>{kind}) << words_;
  }

  static TemporaryDirectory* city_;
  static Instant now_;
  TemporaryDirectory copy_;
  std::string words_;
};
TemporaryDirectory* PlantedDefect::city_ = nullptr;
Instant PlantedDefect::now_;

// A case with a long history, a running deadline with a rung to come, and so on.
constexpr char kLongCase[] =
    "(SELECT id FROM subject WHERE kind = 0 AND version > 8 ORDER BY id LIMIT 1)";
constexpr char kArmed[] =
    "(SELECT min(id) FROM deadline WHERE state = 0 AND next_rung_ms IS NOT NULL)";

TEST_F(PlantedDefect, IsNotSeenWhereThereIsNone) {
  EXPECT_EQ(found(), std::set<std::string>()) << words_;
}

TEST_F(PlantedDefect, ChangedRow) {
  damage(
      std::string("UPDATE history SET actor = 'shihe.leader' WHERE sequence = 3 AND subject = ") +
      kLongCase);
  expect_named("history.changed");
}

TEST_F(PlantedDefect, ChangedInstant) {
  damage(std::string("UPDATE history SET instant_ms = instant_ms - 1 WHERE sequence = 2 AND "
                     "subject = ") +
         kLongCase);
  expect_named("history.changed");
}

TEST_F(PlantedDefect, SwappedDigests) {
  damage(std::string(
             "CREATE TEMP TABLE two AS SELECT sequence, digest FROM history WHERE subject = ") +
         kLongCase +
         " AND sequence IN (3, 4);"
         "UPDATE history SET digest = (SELECT digest FROM two WHERE two.sequence = 7 - "
         "history.sequence) WHERE sequence IN (3, 4) AND subject = " +
         kLongCase);
  expect_named("history.changed");
}

TEST_F(PlantedDefect, RowMissingInTheMiddle) {
  damage(std::string("DELETE FROM history WHERE sequence = 3 AND subject = ") + kLongCase);
  expect_named("history.missing");
}

TEST_F(PlantedDefect, LastRowMissing) {
  damage(std::string("DELETE FROM history WHERE subject = ") + kLongCase +
         " AND sequence = (SELECT version FROM subject WHERE id = history.subject)");
  expect_named("history.missing");
}

// Who cuts the last row off and mends the subject to fit is found by the signed checkpoint.
TEST_F(PlantedDefect, TruncatedWithItsTracksCovered) {
  damage(
      "CREATE TEMP TABLE cut AS SELECT id, version FROM subject WHERE kind = 2 AND version > 1 "
      "ORDER BY id LIMIT 1;"
      "DELETE FROM history WHERE subject = (SELECT id FROM cut) AND sequence = (SELECT version "
      "FROM cut);"
      "UPDATE subject SET version = version - 1, head = (SELECT digest FROM history WHERE subject "
      "= subject.id AND sequence = subject.version - 1) WHERE id = (SELECT id FROM cut)");
  expect_named("checkpoint.root_wrong");
}

// A subject's row says where its history stands: a place that is not its own, or none any more.
TEST_F(PlantedDefect, PlaceOfAnothersRow) {
  damage(std::string("UPDATE subject SET history_places = (SELECT printf('%09X', min(position)) "
                     "FROM history WHERE subject <> subject.id) || substr(history_places, 10) "
                     "WHERE id = ") +
         kLongCase);
  expect_named("history.missing");
}

TEST_F(PlantedDefect, ForgottenPlaces) {
  damage(std::string("UPDATE subject SET history_places = '' WHERE id = ") + kLongCase);
  const auto kinds = found();
  EXPECT_TRUE(kinds.count("history.missing") && kinds.count("history.orphaned")) << words_;
}

TEST_F(PlantedDefect, WrongState) {
  damage(
      "UPDATE subject SET state = 'Guidance' WHERE id = (SELECT min(id) FROM subject WHERE "
      "kind = 0 AND state = 'Closed')");
  expect_only("state.wrong");
}

TEST_F(PlantedDefect, WrongContext) {
  damage(std::string("UPDATE subject SET context = '{}' WHERE id = ") + kLongCase);
  expect_only("context.wrong");
}

TEST_F(PlantedDefect, DeletedSubject) {
  damage("DELETE FROM subject WHERE id = (SELECT min(id) FROM subject WHERE kind = 2)");
  expect_named("history.orphaned");
}

TEST_F(PlantedDefect, DoubledRung) {
  damage(
      "CREATE TABLE again (deadline INTEGER, rung TEXT, due_ms INTEGER, claimed_ms INTEGER, "
      "inherited INTEGER) STRICT;"
      "INSERT INTO again SELECT * FROM rung;"
      "INSERT INTO again SELECT * FROM rung ORDER BY deadline LIMIT 1;"
      "DROP TABLE rung; ALTER TABLE again RENAME TO rung;"
      "UPDATE rung SET claimed_ms = claimed_ms");
  expect_only("rung.doubled");
}

TEST_F(PlantedDefect, RungToldTwice) {
  damage(
      "INSERT INTO message_line (message, subject, deadline, rung, text) SELECT message, subject, "
      "deadline, rung, text FROM message_line WHERE deadline > 0 ORDER BY id LIMIT 1");
  expect_only("message.doubled");
}

TEST_F(PlantedDefect, EarlyRung) {
  damage(
      "UPDATE rung SET claimed_ms = due_ms - 1 WHERE deadline = (SELECT min(deadline) FROM rung)");
  expect_only("rung.early");
}

// Both times moved together: no calendar has the rung there.
TEST_F(PlantedDefect, EarlyRungWithItsTracksCovered) {
  damage(
      "UPDATE rung SET claimed_ms = claimed_ms - 86400000, due_ms = due_ms - 86400000 WHERE "
      "deadline = (SELECT min(deadline) FROM rung)");
  expect_only("rung.time_wrong");
}

TEST_F(PlantedDefect, ForgottenRung) {
  damage(
      "DELETE FROM rung WHERE rung = 'overdue' AND deadline = (SELECT min(deadline) FROM rung "
      "WHERE rung = 'overdue')");
  const auto kinds = found();
  EXPECT_TRUE(kinds.count("rung.missed") || kinds.count("deadline.next_rung_wrong") ||
              kinds.count("deadline.unarmed"))
      << words_;
}

TEST_F(PlantedDefect, UnarmedClock) {
  damage(std::string("UPDATE deadline SET next_rung = '', next_rung_ms = NULL WHERE id = ") +
         kArmed);
  expect_only("deadline.unarmed");
}

TEST_F(PlantedDefect, ClockArmedLate) {
  damage(std::string("UPDATE deadline SET next_rung_ms = next_rung_ms + 1 WHERE id = ") + kArmed);
  expect_only("deadline.next_rung_wrong");
}

TEST_F(PlantedDefect, WrongDue) {
  damage(std::string("UPDATE deadline SET due_ms = due_ms + 86400000 WHERE id = ") + kArmed);
  expect_named("deadline.due_wrong");
}

TEST_F(PlantedDefect, MovedAnchor) {
  damage(std::string("UPDATE deadline SET anchor_ms = anchor_ms + 86400000 WHERE id = ") + kArmed);
  expect_named("deadline.anchor_wrong");
}

TEST_F(PlantedDefect, LongerBudget) {
  damage(std::string("UPDATE deadline SET budget_days = budget_days + 5 WHERE id = ") +
         "(SELECT min(id) FROM deadline WHERE state = 0 AND budget_unit <> 2)");
  expect_named("deadline.budget_wrong");
}

TEST_F(PlantedDefect, StoppedClock) {
  damage(std::string("UPDATE deadline SET state = 2, stopped_ms = armed_ms WHERE id = ") + kArmed);
  expect_named("deadline.state_wrong");
}

TEST_F(PlantedDefect, DeletedDeadline) {
  damage(std::string("DELETE FROM deadline WHERE id = ") + kArmed);
  expect_named("deadline.missing");
}

TEST_F(PlantedDefect, InventedDeadline) {
  damage(std::string("CREATE TEMP TABLE one AS SELECT * FROM deadline WHERE id = ") + kArmed +
         "; UPDATE one SET id = 999999; INSERT INTO deadline SELECT * FROM one");
  expect_only("deadline.surplus");
}

TEST_F(PlantedDefect, DeletedTask) {
  damage("DELETE FROM task WHERE subject = (SELECT min(subject) FROM task)");
  expect_only("task.missing");
}

TEST_F(PlantedDefect, TaskOfAnotherRole) {
  damage("UPDATE task SET role = 'auditor' WHERE subject = (SELECT min(subject) FROM task)");
  expect_only("task.wrong");
}

TEST_F(PlantedDefect, MissingListEntry) {
  damage(
      "DELETE FROM list_entry WHERE left_ms IS NULL AND list = 'application' AND subject = (SELECT "
      "min(subject) FROM list_entry WHERE left_ms IS NULL AND list = 'application')");
  expect_only("list.missing");
}

TEST_F(PlantedDefect, EntryOfAListAddedByHand) {
  damage(
      "INSERT INTO list_entry SELECT county, 'recommendation', id, opened_ms, NULL FROM subject "
      "WHERE kind = 0 AND id NOT IN (SELECT subject FROM list_entry WHERE list = 'recommendation') "
      "ORDER BY id LIMIT 1");
  expect_only("list.surplus");
}

TEST_F(PlantedDefect, LateBankTakenOffTheProvincesList) {
  damage("DELETE FROM list_entry WHERE list = 'province_report'");
  expect_only("list.missing");
}

// A county goes by an overlay of its own: what it went by must still be what it was.
TEST_F(PlantedDefect, WorkflowVersionNoLongerKept) {
  damage("DELETE FROM document WHERE kind = 'workflow' AND content LIKE '%premises-check%'");
  expect_only("workflow.unknown");
}

TEST_F(PlantedDefect, WorkflowVersionRewritten) {
  damage(
      "UPDATE document SET content = replace(content, 'calendar_days: 20', 'calendar_days: 25') "
      "WHERE kind = 'workflow' AND content LIKE '%premises-check%'");
  expect_only("workflow.unknown");
}

constexpr char kAnotherVersion[] =
    "(SELECT version FROM document WHERE kind = 'workflow' AND version <> ";

TEST_F(PlantedDefect, WorkflowVersionChangedWithinAStage) {
  damage(std::string("UPDATE subject SET workflow_version = ") + kAnotherVersion +
         "workflow_version) WHERE id = (SELECT s.id FROM subject AS s JOIN history AS h ON "
         "h.subject = s.id AND h.sequence = s.version WHERE h.event IN ('DeadlinesReprojected', "
         "'InformationRecorded', 'StepCompleted', 'GuidanceRecorded', 'LedgerEntered') ORDER BY "
         "s.id LIMIT 1)");
  expect_named("workflow.switched");
}

TEST_F(PlantedDefect, DeadlineOfAnotherWorkflowVersion) {
  damage(std::string("UPDATE deadline SET rule_version = ") + kAnotherVersion +
         "rule_version) WHERE id = " + kArmed);
  expect_named("deadline.version_wrong");
}

TEST_F(PlantedDefect, ForgedCheckpoint) {
  damage("UPDATE checkpoint SET root = zeroblob(32) WHERE day = (SELECT max(day) FROM checkpoint)");
  const auto kinds = found();
  EXPECT_EQ(kinds, (std::set<std::string>{"checkpoint.root_wrong", "checkpoint.signature_wrong"}))
      << words_;
}

TEST_F(PlantedDefect, ForgedSignature) {
  damage(
      "UPDATE checkpoint SET signature = zeroblob(64) WHERE day = (SELECT min(day) FROM "
      "checkpoint)");
  expect_only("checkpoint.signature_wrong");
}

// Every signature is good by the key that its row names: only a key from outside tells.
TEST_F(PlantedDefect, SignedAnewWithAnotherKey) {
  sign_anew(*SigningKey::load_or_create(copy_.file("another-key")));
  EXPECT_EQ(found(), std::set<std::string>()) << words_;
  EXPECT_EQ(found(key_alone()), std::set<std::string>{"checkpoint.key_foreign"});
  EXPECT_EQ(found(exported()),
            (std::set<std::string>{"checkpoint.changed", "checkpoint.key_foreign"}));
}

// Who cuts history off, mends the subject to fit, and signs with the house's own key, is found by
// what was exported before.
TEST_F(PlantedDefect, TruncatedAndSignedAnewWithTheHousesKey) {
  const CheckpointTrust auditor = exported();
  damage(
      "CREATE TEMP TABLE cut AS SELECT id, version FROM subject WHERE kind = 2 AND version > 1 "
      "ORDER BY id LIMIT 1;"
      "DELETE FROM history WHERE subject = (SELECT id FROM cut) AND sequence = (SELECT version "
      "FROM cut);"
      "UPDATE subject SET version = version - 1, head = (SELECT digest FROM history WHERE subject "
      "= subject.id AND sequence = subject.version - 1) WHERE id = (SELECT id FROM cut)");
  sign_anew(house_key());
  for (const std::string& kind : found(key_alone()))
    EXPECT_NE(kind.substr(0, 10), "checkpoint") << kind;
  const auto kinds = found(auditor);
  EXPECT_EQ(kinds.count("checkpoint.changed"), 1u) << words_;
  EXPECT_EQ(kinds.count("checkpoint.root_wrong"), 1u) << words_;
}

TEST_F(PlantedDefect, HistoryCutOffAtItsEnd) {
  const CheckpointTrust auditor = exported();
  damage("DELETE FROM history WHERE position > (SELECT max(position) / 2 FROM history)");
  EXPECT_EQ(found(auditor).count("checkpoint.history_missing"), 1u) << words_;
}

TEST_F(PlantedDefect, CheckpointTakenOut) {
  const CheckpointTrust auditor = exported();
  damage("DELETE FROM checkpoint WHERE day = (SELECT min(day) FROM checkpoint)");
  EXPECT_EQ(found(key_alone()), std::set<std::string>()) << words_;
  EXPECT_EQ(found(auditor), std::set<std::string>{"checkpoint.missing"});
}

TEST_F(PlantedDefect, ExportedFileChanged) {
  CheckpointTrust forged = exported();
  forged.exported.checkpoints.front().heads += 1;
  EXPECT_EQ(found(forged),
            (std::set<std::string>{"checkpoint.changed", "checkpoint.export_wrong"}));
}

TEST_F(PlantedDefect, ExportIsNotSeenWhereThereIsNoDefect) {
  EXPECT_EQ(found(exported()), std::set<std::string>()) << words_;
  EXPECT_EQ(found(key_alone()), std::set<std::string>()) << words_;
}

TEST_F(PlantedDefect, ClosedOnAnotherDay) {
  damage(
      "UPDATE subject SET closed_ms = closed_ms - 86400000 WHERE id = (SELECT min(id) FROM subject "
      "WHERE kind = 0 AND state = 'Closed')");
  expect_only("closed.wrong");
}

TEST_F(PlantedDefect, ClosedThoughItIsOpen) {
  damage(
      "UPDATE subject SET closed_ms = opened_ms WHERE id = (SELECT min(id) FROM subject WHERE "
      "kind = 0 AND closed_ms IS NULL)");
  expect_only("closed.wrong");
}

TEST_F(PlantedDefect, OpenThoughItIsClosed) {
  damage(
      "UPDATE subject SET closed_ms = NULL WHERE id = (SELECT min(id) FROM subject WHERE kind = 1 "
      "AND closed_ms IS NOT NULL)");
  expect_only("closed.wrong");
}

TEST_F(PlantedDefect, OpenedOnAnotherDay) {
  damage(std::string("UPDATE subject SET opened_ms = opened_ms - 86400000 WHERE id = ") +
         kLongCase);
  expect_only("opened.wrong");
}

TEST_F(PlantedDefect, ChangedFactOfAFigure) {
  damage(
      "UPDATE referral_fact SET granted_day = pushed_day WHERE referral = (SELECT min(referral) "
      "FROM referral_fact WHERE granted_day IS NULL)");
  expect_only("fact.wrong");
}

TEST_F(PlantedDefect, DeletedFactOfAFigure) {
  damage(
      "DELETE FROM case_fact WHERE case_id = (SELECT min(case_id) FROM case_fact WHERE "
      "signed_day IS NOT NULL)");
  expect_only("fact.wrong");
}

TEST_F(PlantedDefect, InventedFactOfAFigure) {
  damage(
      "INSERT INTO case_fact SELECT id, enterprise, county, 20000, NULL, NULL, NULL FROM subject "
      "WHERE kind = 0 AND id NOT IN (SELECT case_id FROM case_fact) ORDER BY id LIMIT 1");
  expect_only("fact.wrong");
}

TEST_F(PlantedDefect, AnotherAmountThanWasAppliedFor) {
  damage(
      "UPDATE case_amount SET amount_fen = amount_fen + 1 WHERE case_id = (SELECT min(case_id) "
      "FROM case_amount)");
  expect_only("fact.wrong");
}

TEST_F(PlantedDefect, MiscountedDeadlines) {
  damage(
      "UPDATE deadline_tally SET running = running + 1 WHERE due_ms = (SELECT min(due_ms) FROM "
      "deadline_tally)");
  expect_only("deadline.miscounted");
}

TEST_F(PlantedDefect, IsNotSeenInSoundDocuments) {
  keep_documents();
  EXPECT_EQ(found(), std::set<std::string>()) << words_;
}

TEST_F(PlantedDefect, AlteredContentOfADocument) {
  keep_documents();
  damage("UPDATE document_part SET bytes = CAST('y' || substr(bytes, 2) AS BLOB) WHERE number = 1");
  expect_only("document.content_changed");
}

TEST_F(PlantedDefect, MissingPartOfADocument) {
  keep_documents();
  damage("DELETE FROM document_part WHERE number = 1");
  expect_only("document.content_missing");
}

TEST_F(PlantedDefect, ContentOfADocumentThatWasRemoved) {
  keep_documents();
  damage("UPDATE kept_document SET content = 'content-D1' WHERE id = 'D2'");
  expect_only("document.content_kept");
}

TEST_F(PlantedDefect, RenamedDocument) {
  keep_documents();
  damage("UPDATE kept_document SET name = '别的.txt' WHERE id = 'D1'");
  expect_only("document.changed");
}

TEST_F(PlantedDefect, DeletedDocument) {
  keep_documents();
  damage("DELETE FROM kept_document WHERE id = 'D2'");
  expect_only("document.missing");
}

TEST_F(PlantedDefect, InventedDocument) {
  keep_documents();
  damage(
      "INSERT INTO kept_document SELECT subject, 'D3', name, kind, media_type, size_bytes, digest, "
      "content, added_by, added_for, added_ms, sequence + 100, removed_by, removed_ms FROM "
      "kept_document "
      "WHERE id = 'D1'");
  expect_only("document.surplus");
}

TEST_F(PlantedDefect, DocumentOfNoSubject) {
  keep_documents();
  damage(
      "INSERT INTO kept_document SELECT 'nobody', id, name, kind, media_type, size_bytes, digest, "
      "content, added_by, added_for, added_ms, sequence, removed_by, removed_ms FROM kept_document "
      "WHERE id = 'D1'");
  expect_only("document.orphaned");
}

TEST_F(PlantedDefect, ContentOfNoDocument) {
  damage("INSERT INTO document_part (content, number, bytes) VALUES ('loose', 0, x'01')");
  expect_only("document.content_loose");
}

}  // namespace
}  // namespace qianqiao
