// Organisations, people, appointments, mandates, rounds, settings and documents of one connection.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "server/ports/store.h"
#include "server/store/statement.h"

namespace qianqiao {

class PeopleTable {
 public:
  explicit PeopleTable(Connection& connection);

  std::vector<Organisation> organisations();
  std::vector<Person> people();
  std::vector<Appointment> appointments();
  std::vector<Mandate> mandates();
  std::vector<RoundRow> rounds();
  std::optional<std::string> setting(std::string_view name);
  std::optional<std::string> document(std::string_view kind, std::string_view version);

  // (version, content), in the order in which they were stored.
  std::vector<std::pair<std::string, std::string>> documents(std::string_view kind);

  void put(const Organisation& row);
  void put(const Person& row);
  void put(const Appointment& row);
  std::int64_t insert(const Mandate& row);
  void put(const RoundRow& row);
  void put_setting(std::string_view name, std::string_view value);
  void put_document(std::string_view kind, std::string_view version, std::string_view content);

 private:
  Statement organisations_, people_, appointments_, mandates_, rounds_, setting_, document_,
      documents_;
  Statement put_organisation_, put_person_, put_appointment_, insert_mandate_, put_round_,
      put_setting_, put_document_;
};

}  // namespace qianqiao
