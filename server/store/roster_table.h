// Rosters of one connection.
#pragma once

#include <vector>

#include "server/ports/store.h"
#include "server/store/statement.h"

namespace qianqiao {

class RosterTable {
 public:
  explicit RosterTable(Connection& connection);

  std::optional<ImportRow> find(std::string_view id);
  std::vector<ImportRow> list(std::string_view before, int limit);
  std::vector<EnterpriseId> entries(std::string_view roster, const EnterpriseId& after, int limit);
  void put(const ImportRow& row);
  void insert_entry(std::string_view roster, const EnterpriseId& enterprise);
  void interrupt(Instant at);

 private:
  Statement find_, list_, entries_, put_, insert_entry_, interrupt_;
};

}  // namespace qianqiao
