// Exported checkpoints: written and read without loss, and nothing else is taken for them.
#include "server/engine/checkpoint_export.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace qianqiao {
namespace {

using nlohmann::json;

CheckpointRow row(const char* day) {
  CheckpointRow row;
  row.day = day;
  row.root = sm3(day);
  row.heads = 3;
  row.history_rows = 14;
  row.signature = std::string(64, '\xA7');
  row.public_key = std::string(32, '\x01');
  return row;
}

json file() {
  return {{"public_key", hex_of(std::string(32, '\x01'))},
          {"checkpoints", {json(to_json(row("2025-03-03"))), json(to_json(row("2025-03-04")))}}};
}

std::string where(const json& changed) {
  const auto read = read_checkpoint_export(changed);
  if (read) return "taken";
  EXPECT_EQ(read.error().code, "checkpoints.malformed");
  return read.error().params.front().second;
}

TEST(CheckpointExport, ComesBackAsItWas) {
  const auto read = read_checkpoint_export(file());
  ASSERT_TRUE(read) << to_line(read.error());
  EXPECT_EQ(read->public_key, std::string(32, '\x01'));
  EXPECT_EQ(read->checkpoints, (std::vector{row("2025-03-03"), row("2025-03-04")}));
}

TEST(CheckpointExport, WithoutACheckpointIsOneToo) {
  json empty = file();
  empty["checkpoints"] = json::array();
  EXPECT_TRUE(read_checkpoint_export(empty));
}

TEST(CheckpointExport, IsNothingElse) {
  EXPECT_EQ(where(json::array()), "-");
  for (const char* name : {"public_key", "checkpoints"}) {
    json changed = file();
    changed.erase(name);
    EXPECT_EQ(where(changed), name);
    changed[name] = nullptr;
    EXPECT_EQ(where(changed), name);
  }
  for (const char* name : {"day", "root", "heads", "history_rows", "signature", "public_key"}) {
    json changed = file();
    changed["checkpoints"][1].erase(name);
    EXPECT_EQ(where(changed), std::string("checkpoints[1].") + name);
    changed["checkpoints"][1][name] = -1;
    EXPECT_EQ(where(changed), std::string("checkpoints[1].") + name);
    changed["checkpoints"][1][name] = "zz";
    EXPECT_EQ(where(changed), std::string("checkpoints[1].") + name);
  }
  json changed = file();
  changed["checkpoints"][1] = "text";
  EXPECT_EQ(where(changed), "checkpoints[1]");
}

TEST(CheckpointExport, HasItsDaysInOrderAndOnce) {
  json changed = file();
  changed["checkpoints"][1]["day"] = "2025-03-03";
  EXPECT_EQ(where(changed), "checkpoints[1].day");
  changed["checkpoints"][1]["day"] = "2025-03-02";
  EXPECT_EQ(where(changed), "checkpoints[1].day");
}

}  // namespace
}  // namespace qianqiao
