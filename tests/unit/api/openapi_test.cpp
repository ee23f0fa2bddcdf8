// The description of the interface: whole, and nothing in it that is not there.
#include "server/api/openapi.h"

#include <gtest/gtest.h>

#include <fstream>
#include <functional>
#include <nlohmann/json.hpp>
#include <set>

#include "server/api/component_schemas.h"
#include "server/api/event_schemas.h"
#include "server/api/route_table.h"
#include "workflows/definition/event_catalogue.h"

namespace qianqiao {
namespace {

using nlohmann::json;

const json& document() {
  static const json parsed = json::parse(openapi_document());
  return parsed;
}
const json& schemas() { return document()["components"]["schemas"]; }

std::string name_of(const Route& route) {
  return std::string(route.method) + " " + std::string(route.pattern);
}

void visit(const json& value, const std::function<void(const json&)>& look) {
  look(value);
  if (value.is_structured())
    for (const auto& child : value) visit(child, look);
}

TEST(OpenApi, EveryRouteSaysWhatItAnswersAndTakes) {
  for (const Route& route : route_table()) {
    EXPECT_FALSE(route.answers.empty()) << name_of(route) << " names no answer";
    for (const Success& success : route.answers) {
      EXPECT_EQ(success.status == 204, success.body.empty()) << name_of(route);
      EXPECT_TRUE(success.status >= 200 && success.status < 300) << name_of(route);
    }
    EXPECT_EQ(route.body == BodyKind::kJson || route.body == BodyKind::kOptionalJson,
              !route.request.empty())
        << name_of(route);
  }
}

TEST(OpenApi, EveryReferenceLeadsSomewhere) {
  visit(document(), [](const json& value) {
    if (!value.is_object() || !value.contains("$ref")) return;
    const std::string reference = value["$ref"];
    ASSERT_TRUE(reference.starts_with("#/")) << reference;
    EXPECT_TRUE(document().contains(json::json_pointer(reference.substr(1)))) << reference;
  });
}

TEST(OpenApi, EverythingIsDescribedInBothLanguages) {
  const auto is_whole = [](const json& words) {
    return words.is_object() && words.value("zh", "") != "" && words.value("en", "") != "";
  };
  const json words = interface_words();
  for (const json& tag : document()["tags"])
    EXPECT_TRUE(is_whole(tag["x-title"])) << tag["name"] << " is no resource of interface.json";
  for (const auto& [path, methods] : document()["paths"].items())
    for (const json& operation : methods) {
      for (const json& parameter : operation.value("parameters", json::array()))
        if (parameter.contains("name")) {
          EXPECT_TRUE(is_whole(words["parameters"].value(parameter["name"], json())))
              << path << ": parameter " << parameter["name"] << " is not in interface.json";
        }
      for (const auto& [status, response] : operation["responses"].items())
        EXPECT_TRUE(is_whole(words["statuses"].value(status, json()))) << path << " " << status;
    }
  for (const auto& [name, schema] : schemas().items()) {
    EXPECT_NE(schema.value("title", ""), "") << name;
    EXPECT_NE(schema.value("x-title-en", ""), "") << name;
  }
}

// What is not described shows in the contract test, since nothing else may be there.
TEST(OpenApi, ObjectsAreClosed) {
  visit(schemas(), [](const json& schema) {
    if (schema.is_object() && schema.contains("type") && schema["type"] == "object") {
      EXPECT_TRUE(schema.contains("additionalProperties")) << schema.dump();
    }
  });
}

TEST(OpenApi, OperationsHaveNamesOfTheirOwn) {
  std::set<std::string> names;
  std::size_t count = 0;
  for (const json& methods : document()["paths"])
    for (const json& operation : methods) {
      names.insert(operation["operationId"].get<std::string>());
      ++count;
    }
  EXPECT_EQ(names.size(), count);
  EXPECT_EQ(count, route_table().size());
}

TEST(OpenApi, RolesAreThoseOfTheRoute) {
  const json& audit = document()["paths"]["/api/v1/audit"]["get"];
  EXPECT_EQ(audit["x-access"], "roles");
  EXPECT_EQ(audit["x-roles"], json({"auditor"}));
  EXPECT_EQ(document()["paths"]["/api/v1/backups"]["post"]["security"],
            json::parse(R"([{"bearer": []}])"));
  EXPECT_EQ(document()["paths"]["/healthz"]["get"]["security"], json::array());
}

// Which events the catalogue lets people post, and only those, with the catalogue's own schema.
TEST(OpenApi, EventsAreThoseOfTheCatalogue) {
  std::set<std::string> described, listed;
  for (const auto& [name, schema] : schemas().items())
    if (name.find("Event.") != std::string::npos) described.insert(name);
  for (const EventEntry& entry : EventCatalogue::shipped().entries()) {
    bool for_people = false;
    for (const auto& [state, roles] : entry.roles_by_state)
      for (const std::string& role : roles) for_people = for_people || role != "system";
    if (!for_people || entry.name == "DocumentAdded") continue;  // it has a route of its own
    const std::string kind = entry.subject == SubjectKind::kCase       ? "Case"
                             : entry.subject == SubjectKind::kReferral ? "Referral"
                                                                       : "Slip";
    listed.insert(kind + "Event." + entry.name);
    EXPECT_EQ(schemas()[kind + "Event." + entry.name]["properties"]["data"],
              json::parse(entry.schema_json));
  }
  EXPECT_EQ(described, listed);
  EXPECT_FALSE(schemas().contains("CaseEvent.ReferralConcluded"));
}

TEST(OpenApi, AddingADocumentTakesItsKeyAndNoVersion) {
  const json& add = document()["paths"]["/api/v1/cases/{id}/documents"]["post"];
  const std::string taken = add["parameters"].dump();
  EXPECT_NE(taken.find("Idempotency-Key"), std::string::npos);
  EXPECT_EQ(taken.find("If-Match"), std::string::npos);
  EXPECT_EQ(add["requestBody"]["x-limit-bytes"], 10 * 1024 * 1024);
  const json& read = document()["paths"]["/api/v1/referrals/{id}/documents/{document}"]["get"];
  EXPECT_EQ(read["responses"]["200"]["content"].size(), 6u);
}

TEST(OpenApi, PostingAnEventTakesItsTwoHeaders) {
  EXPECT_TRUE(posts_to_subject("CaseEvents"));
  EXPECT_TRUE(posts_event("CaseOpening"));
  EXPECT_FALSE(posts_to_subject("CaseOpening"));
  EXPECT_FALSE(posts_event("PersonInput"));
  const json& post = document()["paths"]["/api/v1/slips/{id}/events"]["post"];
  EXPECT_TRUE(post["responses"].contains("412"));
  EXPECT_TRUE(post["responses"].contains("428"));
  EXPECT_FALSE(document()["paths"]["/api/v1/people"]["post"]["responses"].contains("428"));
}

// The page may run nothing but its own script: none may stand inside it.
TEST(OpenApi, ThePageHasNoScriptOrStyleInside) {
  std::ifstream file(QIANQIAO_SOURCE_DIR "/server/api/docs/docs.html");
  const std::string page(std::istreambuf_iterator<char>(file), {});
  ASSERT_FALSE(page.empty());
  EXPECT_EQ(page.find("<style"), std::string::npos);
  EXPECT_EQ(page.find("style="), std::string::npos);
  EXPECT_EQ(page.find("onclick"), std::string::npos);
  EXPECT_EQ(page.find("://"), std::string::npos);
}

}  // namespace
}  // namespace qianqiao
