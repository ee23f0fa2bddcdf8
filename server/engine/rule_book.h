// The rules in force: each county's workflow definition and the working-day calendar, and the
// older versions that running subjects and deadlines still name. Copied to be changed, then shared
// between threads without being changed again.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "server/ports/store.h"
#include "workflows/definition/definition.h"
#include "workflows/domain/calendar.h"

namespace qianqiao {

class RuleBook {
 public:
  // Reads what is stored; on an empty database the shipped versions, which store_shipped() keeps.
  explicit RuleBook(Reader& reader);
  void store_shipped(Writer& writer) const;

  const Calendar& calendar() const { return *calendar_; }
  // The calendar of this version; null: never stored.
  const Calendar* calendar(std::string_view version) const;
  // Every calendar that was ever in force.
  const std::map<std::string, std::shared_ptr<const Calendar>, std::less<>>& calendars() const {
    return calendars_;
  }
  void adopt_calendar(const Calendar& calendar);
  void store_calendar(Writer& writer) const;

  // What new stages of this county's cases go by.
  const Definition& current(std::string_view county) const;
  // What a subject goes by; falls back to the county's current one where the version is unknown.
  const Definition& definition(std::string_view version) const;

 private:
  std::shared_ptr<const Calendar> calendar_;
  std::map<std::string, std::shared_ptr<const Calendar>, std::less<>> calendars_;
  std::map<std::string, std::shared_ptr<const Definition>, std::less<>> definitions_;
};

}  // namespace qianqiao
