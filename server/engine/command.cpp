#include "server/engine/command.h"

#include <nlohmann/json.hpp>

#include "workflows/definition/event_catalogue.h"

namespace qianqiao {
namespace {

// Canonical JSON writes floating-point numbers in a way of its own; the process has no use for
// them (money is fen, rates are basis points).
bool has_fraction(const nlohmann::json& value) {
  if (value.is_number_float()) return true;
  if (!value.is_structured()) return false;
  for (const auto& item : value)
    if (has_fraction(item)) return true;
  return false;
}

}  // namespace

Result<Command> make_command(SubjectKind kind, std::string_view event, std::string_view data_json) {
  return make_command_of(kind, event,
                         nlohmann::json::parse(data_json, nullptr, /*allow_exceptions=*/false));
}

Result<Command> make_command_of(SubjectKind kind, std::string_view event, nlohmann::json data) {
  if (!data.is_object()) return fail("json.malformed");
  if (has_fraction(data)) return fail("json.fraction");
  if (auto valid = EventCatalogue::shipped().validate(kind, event, data); !valid)
    return fail(valid.error());
  Command command;
  command.kind = kind;
  command.event = std::string(event);
  command.data_text = data.dump();
  command.data = std::make_shared<const nlohmann::json>(std::move(data));
  return command;
}

}  // namespace qianqiao
