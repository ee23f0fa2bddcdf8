#include "server/api/event_schemas.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>

#include "server/api/component_schemas.h"
#include "server/engine/document_keeping.h"
#include "workflows/definition/event_catalogue.h"
#include "workflows/domain/people.h"

namespace qianqiao {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kEvents = "Events", kOpening = "Opening";

std::string subject_name(SubjectKind kind) {
  switch (kind) {
    case SubjectKind::kCase:
      return "Case";
    case SubjectKind::kReferral:
      return "Referral";
    case SubjectKind::kSlip:
      return "Slip";
  }
  return {};
}

// What only the engine itself does cannot be posted.
// A document is added with its content, by a route of its own.
bool is_for_people(const EventEntry& entry) {
  if (entry.name == kDocumentAdded) return false;
  const auto is_a_persons = [](const auto& line) {
    return std::any_of(line.second.begin(), line.second.end(),
                       [](const std::string& role) { return role != roles::kSystem; });
  };
  return std::any_of(entry.roles_by_state.begin(), entry.roles_by_state.end(), is_a_persons);
}

Json string_titled(const char* zh, const char* en) {
  return {{"title", zh}, {"x-title-en", en}, {"type", "string"}};
}

Json posting_schema(const EventEntry& entry) {
  const Json data = Json::parse(entry.schema_json);
  Json required = {"event"};
  if (!data.value("required", Json::array()).empty()) required.push_back("data");
  return {{"title", entry.sentence.zh},
          {"x-title-en", entry.sentence.en},
          {"x-clause", entry.clause},
          {"x-roles", entry.roles_by_state},
          {"type", "object"},
          {"properties",
           {{"event", {{"const", entry.name}}},
            {"data", data},
            {"acting_for", string_titled("被代理人", "On whose behalf")}}},
          {"required", required},
          {"additionalProperties", false}};
}

Json opening_schema(const EventEntry& entry) {
  Json schema = posting_schema(entry);
  Json& properties = schema["properties"];
  if (entry.subject == SubjectKind::kCase) {
    properties["county"] = string_titled("县区代码", "Code of the county");
    properties["enterprise"] = {{"title", "经营主体：编号，或登记内容"},
                                {"x-title-en", "The enterprise: its id, or what is known of it"},
                                {"anyOf", {{{"type", "string"}}, reference_to("EnterpriseInput")}}};
    schema["required"].push_back("enterprise");
  } else {
    properties["case"] = string_titled("所属事项（事项与推送至少填一项）",
                                       "Its case; this or the referral must be given");
    properties["referral"] = string_titled("所属推送", "Its referral");
  }
  return schema;
}

// One place where events are posted: any of its events, told apart by name.
class Choice {
 public:
  void add(Json& schemas, const std::string& prefix, const EventEntry& entry, Json schema) {
    const std::string name = prefix + "." + entry.name;
    const Json reference = reference_to(name);
    choices_.push_back(reference);
    mapping_[entry.name] = reference["$ref"];
    schemas[name] = std::move(schema);
  }
  void finish(Json& schemas, const std::string& name, const char* zh, const char* en) const {
    if (choices_.empty()) return;
    schemas[name] = {{"title", zh},
                     {"x-title-en", en},
                     {"oneOf", choices_},
                     {"discriminator", {{"propertyName", "event"}, {"mapping", mapping_}}}};
  }

 private:
  Json choices_ = Json::array(), mapping_ = Json::object();
};

}  // namespace

void add_event_schemas(Json& schemas) {
  for (const SubjectKind kind : {SubjectKind::kCase, SubjectKind::kReferral, SubjectKind::kSlip}) {
    const std::string subject = subject_name(kind);
    Choice events, openings;
    for (const EventEntry& entry : EventCatalogue::shipped().entries()) {
      if (entry.subject != kind || !is_for_people(entry)) continue;
      events.add(schemas, subject + "Event", entry, posting_schema(entry));
      if (entry.opens_subject)
        openings.add(schemas, subject + "Opening", entry, opening_schema(entry));
    }
    events.finish(schemas, subject + std::string(kEvents), "要登记的事件", "An event to post");
    openings.finish(schemas, subject + std::string(kOpening), "建立时的第一个事件",
                    "The first event of a new one");
  }
}

bool posts_event(std::string_view schema) {
  return posts_to_subject(schema) || schema.ends_with(kOpening);
}

bool posts_to_subject(std::string_view schema) { return schema.ends_with(kEvents); }

}  // namespace qianqiao
