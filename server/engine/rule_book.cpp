#include "server/engine/rule_book.h"

#include <nlohmann/json.hpp>

namespace qianqiao {
namespace {

constexpr char kCalendarKind[] = "calendar";
constexpr char kWorkflowKind[] = "workflow";
constexpr char kCurrentCalendar[] = "calendar.current";
// {"city": version, "counties": {code: version}}: what was adopted.
constexpr char kCurrentWorkflows[] = "workflow.current";

}  // namespace

RuleBook::RuleBook(Reader& reader) {
  calendar_ = std::make_shared<Calendar>(Calendar::shipped());
  calendars_.emplace(calendar_->version(), calendar_);
  for (const auto& [version, content] : reader.documents(kCalendarKind)) {
    auto calendar = Calendar::from_json(content);
    if (calendar) calendars_[version] = std::make_shared<Calendar>(*std::move(calendar));
  }
  if (const auto current = reader.setting(kCurrentCalendar)) {
    const auto found = calendars_.find(*current);
    if (found != calendars_.end()) calendar_ = found->second;
  }
  keep(Definition::shipped());
  for (auto& [version, content] : reader.documents(kWorkflowKind))
    if (!definitions_.contains(version))
      definitions_[version] = std::make_shared<StoredDefinition>(version, std::move(content));
  read_current(reader);
}

void RuleBook::read_current(Reader& reader) {
  const auto text = reader.setting(kCurrentWorkflows);
  if (!text) return;
  const auto current = nlohmann::json::parse(*text, nullptr, /*allow_exceptions=*/false);
  if (!current.is_object()) return;
  const auto stored = [&](const nlohmann::json& version) -> Stored {
    const auto found =
        version.is_string() ? definitions_.find(version.get<std::string>()) : definitions_.end();
    return found == definitions_.end() ? nullptr : found->second;
  };
  if (const auto city = current.find("city"); city != current.end()) city_ = stored(*city);
  if (const auto counties = current.find("counties"); counties != current.end())
    for (const auto& [county, version] : counties->items())
      if (auto found = stored(version)) counties_[county] = std::move(found);
}

void RuleBook::store_shipped(Writer& writer) const {
  writer.put_document(kCalendarKind, calendar_->version(), calendar_->to_json());
  if (!writer.setting(kCurrentCalendar)) writer.put_setting(kCurrentCalendar, calendar_->version());
  const Definition& shipped = Definition::shipped();
  writer.put_document(kWorkflowKind, shipped.version(), to_document(shipped));
}

const Calendar* RuleBook::calendar(std::string_view version) const {
  const auto found = calendars_.find(version);
  return found == calendars_.end() ? nullptr : found->second.get();
}

void RuleBook::store_calendar(Writer& writer) const {
  writer.put_document(kCalendarKind, calendar_->version(), calendar_->to_json());
  writer.put_setting(kCurrentCalendar, calendar_->version());
}

void RuleBook::adopt_calendar(const Calendar& calendar) {
  calendar_ = std::make_shared<Calendar>(calendar);
  calendars_[calendar.version()] = calendar_;
}

const Definition& RuleBook::current_of_city() const {
  const Definition* adopted = city_ == nullptr ? nullptr : city_->get();
  return adopted == nullptr ? Definition::shipped() : *adopted;
}

const Definition& RuleBook::current(std::string_view county) const {
  const auto found = counties_.find(county);
  const Definition* own = found == counties_.end() ? nullptr : found->second->get();
  return own == nullptr ? current_of_city() : *own;
}

const Definition* RuleBook::find(std::string_view version) const {
  const auto found = definitions_.find(version);
  return found == definitions_.end() ? nullptr : found->second->get();
}

const Definition& RuleBook::definition(std::string_view version) const {
  const Definition* found = find(version);
  return found == nullptr ? Definition::shipped() : *found;
}

RuleBook::Stored RuleBook::keep(const Definition& definition) {
  Stored& stored = definitions_[definition.version()];
  if (stored == nullptr || stored->get() == nullptr)
    stored = std::make_shared<StoredDefinition>(definition);
  return stored;
}

Result<void> RuleBook::adopt_definition(const Definition& definition) {
  if (definition.has_overlay()) {
    counties_[definition.area()] = keep(definition);
    return {};
  }
  city_ = keep(definition);
  for (auto& [county, stored] : counties_) {
    const Definition* own = stored->get();
    if (own == nullptr) continue;
    const std::string name = "overlay " + county;
    DefinitionReading reading = definition.with({name, own->overlay_yaml()});
    if (reading.definition)
      stored = keep(*reading.definition);
    else if (own->statute_yaml() != definition.statute_yaml())
      return fail(std::move(reading.problems.front()));
  }
  return {};
}

std::vector<std::pair<std::string, Error>> RuleBook::counties_behind() const {
  std::vector<std::pair<std::string, Error>> behind;
  const Definition& city = current_of_city();
  for (const auto& [county, stored] : counties_) {
    const Definition* own = stored->get();
    if (own == nullptr || own->template_yaml() == city.template_yaml()) continue;
    DefinitionReading reading = city.with({"overlay " + county, own->overlay_yaml()});
    if (!reading.definition) behind.emplace_back(county, std::move(reading.problems.front()));
  }
  return behind;
}

void RuleBook::withdraw_overlay(std::string_view county) {
  if (const auto found = counties_.find(county); found != counties_.end()) counties_.erase(found);
}

void RuleBook::store_definitions(Writer& writer) const {
  nlohmann::json current = {{"counties", nlohmann::json::object()}};
  const auto put = [&](const StoredDefinition& stored) {
    if (const Definition* definition = stored.get())
      writer.put_document(kWorkflowKind, definition->version(), to_document(*definition));
    return stored.version();
  };
  if (city_ != nullptr) current["city"] = put(*city_);
  for (const auto& [county, stored] : counties_) current["counties"][county] = put(*stored);
  writer.put_setting(kCurrentWorkflows, current.dump());
}

}  // namespace qianqiao
