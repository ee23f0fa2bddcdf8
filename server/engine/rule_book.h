// The rules in force: each county's workflow definition and the working-day calendar, and the
// older versions that running subjects and deadlines still name. Copied to be changed, then shared
// between threads without being changed again.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/engine/stored_definition.h"
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

  // What new stages of this county's cases go by: the version with its overlay that was adopted
  // for it, else the city's, which is the shipped one until another template is adopted.
  const Definition& current(std::string_view county) const;
  // The city's own, without any overlay.
  const Definition& current_of_city() const;
  // What a subject or deadline goes by; the shipped one where find() has none.
  const Definition& definition(std::string_view version) const;
  // Null: a version that was never stored, or whose document is not readable any more.
  const Definition* find(std::string_view version) const;

  // From now on current(): of its county where it has an overlay; else the city's, and each
  // county's overlay is put on it. A county whose overlay does not fit goes on by the city's former
  // template, behind the city, until it publishes one that does. Errors: definition.* of an overlay
  // that a new statute refuses; then this book is of no use.
  Result<void> adopt_definition(const Definition& definition);
  // Counties that go by a former template of the city's, and what keeps each of them there.
  std::vector<std::pair<std::string, Error>> counties_behind() const;
  // The county has no overlay of its own any more: it goes by the city's.
  void withdraw_overlay(std::string_view county);
  void store_definitions(Writer& writer) const;

 private:
  using Stored = std::shared_ptr<const StoredDefinition>;

  void read_current(Reader& reader);
  Stored keep(const Definition& definition);

  std::shared_ptr<const Calendar> calendar_;
  std::map<std::string, std::shared_ptr<const Calendar>, std::less<>> calendars_;
  std::map<std::string, Stored, std::less<>> definitions_;  // by version
  Stored city_;                                             // null: the shipped one
  std::map<std::string, Stored, std::less<>> counties_;     // those with an overlay
};

}  // namespace qianqiao
