#include "server/engine/rule_book.h"

namespace qianqiao {
namespace {

constexpr char kCalendarKind[] = "calendar";
constexpr char kWorkflowKind[] = "workflow";
constexpr char kCurrentCalendar[] = "calendar.current";

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
  definitions_.emplace(
      Definition::shipped().version(),
      std::shared_ptr<const Definition>(&Definition::shipped(), [](const Definition*) {}));
}

void RuleBook::store_shipped(Writer& writer) const {
  writer.put_document(kCalendarKind, calendar_->version(), calendar_->to_json());
  if (!writer.setting(kCurrentCalendar)) writer.put_setting(kCurrentCalendar, calendar_->version());
  const Definition& shipped = Definition::shipped();
  writer.put_document(kWorkflowKind, shipped.version(),
                      shipped.statute_yaml() + "\n---\n" + shipped.template_yaml());
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

const Definition& RuleBook::current(std::string_view) const { return Definition::shipped(); }

const Definition& RuleBook::definition(std::string_view version) const {
  const auto found = definitions_.find(version);
  return found == definitions_.end() ? Definition::shipped() : *found->second;
}

}  // namespace qianqiao
