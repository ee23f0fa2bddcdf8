#include "server/plugin_client/snapshot_filter.h"

#include <gtest/gtest.h>

namespace qianqiao {
namespace {

using nlohmann::json;

json filtered(const char* all, std::vector<std::string> fields, json settings = json::object()) {
  Manifest manifest;
  manifest.fields = std::move(fields);
  manifest.settings = std::move(settings);
  return filter_snapshot(json::parse(all), manifest);
}

TEST(SnapshotFilter, OnlyPermittedFieldsStay) {
  const json seen = filtered(
      R"({"enterprise":{"name":"甲","contact_phone":"138"},"case":{"id":"c","information":{"tax":{"grade":"A"},"court":{}}}})",
      {"enterprise.name", "case.information.tax"});
  EXPECT_EQ(
      seen,
      json::parse(R"({"enterprise":{"name":"甲"},"case":{"information":{"tax":{"grade":"A"}}}})"));
}

TEST(SnapshotFilter, ListsAreGoneThrough) {
  const json seen = filtered(
      R"({"referrals":[{"bank_name":"a","granted_fen":1,"reasons":["x"]},{"bank_name":"b"}]})",
      {"referrals.bank_name", "referrals.granted_fen"});
  EXPECT_EQ(seen,
            json::parse(R"({"referrals":[{"bank_name":"a","granted_fen":1},{"bank_name":"b"}]})"));
}

TEST(SnapshotFilter, TheHooksOwnInputPassesButEventDataIsAskedFor) {
  const char* all =
      R"({"event":{"name":"Granted","at":"t","data":{"x":1}},"form":{"a":1},"secret":1,"calendar":{}})";
  EXPECT_EQ(filtered(all, {}),
            json::parse(R"({"event":{"name":"Granted","at":"t"},"form":{"a":1},"calendar":{}})"));
  EXPECT_EQ(filtered(all, {"event.data"})["event"]["data"]["x"], 1);
}

TEST(SnapshotFilter, EachOfSeveralCasesIsFiltered) {
  EXPECT_EQ(
      filtered(R"({"cases":[{"case":{"id":"a","state":"Visit"},"enterprise":{"name":"甲"}}]})",
               {"case.state"}),
      json::parse(R"({"cases":[{"case":{"state":"Visit"}}]})"));
}

TEST(SnapshotFilter, SettingsLieOverTheManifests) {
  EXPECT_EQ(filtered(R"({"settings":{"days":5,"unknown":1}})", {}, {{"days", 30}, {"mode", "x"}}),
            json::parse(R"({"settings":{"days":5,"mode":"x"}})"));
}

TEST(SnapshotFilter, StrangeShapesGiveNothingAway) {
  EXPECT_EQ(filtered(R"([])", {"case.id"}), json::object());
  EXPECT_EQ(filtered(R"({"case":null})", {"case.id"}), json::parse(R"({"case":null})"));
}

}  // namespace
}  // namespace qianqiao
