#include "server/engine/stored_definition.h"

#include <nlohmann/json.hpp>

namespace qianqiao {
namespace {

using nlohmann::json;

struct Sources {
  std::string statute, city, overlay;
};

// Stores of before kept statute and template one after the other, as two YAML documents.
Sources split(const std::string& document) {
  constexpr std::string_view kBetween = "\n---\n";
  const std::size_t end = document.find(kBetween);
  if (end == std::string::npos) return {document, "", ""};
  return {document.substr(0, end), document.substr(end + kBetween.size()), ""};
}

Sources sources_of(const std::string& document) {
  const json object = json::parse(document, nullptr, /*allow_exceptions=*/false);
  if (!object.is_object()) return split(document);
  const auto text = [&](const char* name) {
    const auto found = object.find(name);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
  };
  return {text("statute"), text("template"), text("overlay")};
}

}  // namespace

StoredDefinition::StoredDefinition(Definition definition)
    : version_(definition.version()), definition_(std::move(definition)) {
  std::call_once(read_, [] {});
}

StoredDefinition::StoredDefinition(std::string version, std::string document)
    : version_(std::move(version)), document_(std::move(document)) {}

const Definition* StoredDefinition::get() const {
  std::call_once(read_, [this] {
    const Sources sources = sources_of(document_);
    auto merged = Definition::merge(sources.statute, sources.city, sources.overlay);
    if (merged && merged->version() == version_) definition_ = *std::move(merged);
    document_.clear();
    document_.shrink_to_fit();
  });
  return definition_ ? &*definition_ : nullptr;
}

std::string to_document(const Definition& definition) {
  json object = {{"statute", definition.statute_yaml()}, {"template", definition.template_yaml()}};
  if (definition.has_overlay()) object["overlay"] = definition.overlay_yaml();
  return object.dump();
}

}  // namespace qianqiao
