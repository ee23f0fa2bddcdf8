// Enterprises of one connection.
#pragma once

#include "server/ports/store.h"
#include "server/store/statement.h"

namespace qianqiao {

class EnterpriseTable {
 public:
  explicit EnterpriseTable(Connection& connection);

  std::optional<EnterpriseRow> find(const EnterpriseId& id);
  std::optional<EnterpriseRow> by_uscc(std::string_view uscc);
  std::optional<EnterpriseRow> by_name(std::string_view county, std::string_view name);
  std::vector<EnterpriseRow> all_by_name(std::string_view county, std::string_view name);
  void insert(const EnterpriseRow& row);
  void update(const EnterpriseRow& row);

 private:
  Statement find_, by_uscc_, by_name_, all_by_name_, insert_, update_;
};

}  // namespace qianqiao
