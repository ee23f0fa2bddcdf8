// Enterprises of one connection.
#pragma once

#include "server/ports/store.h"
#include "server/store/composed_query.h"
#include "server/store/enterprise_search.h"
#include "server/store/statement.h"

namespace qianqiao {

// Shown to the test of query plans.
ComposedQuery enterprise_listing(const EnterpriseFilter& filter, std::int64_t after_place = 0);

class EnterpriseTable {
 public:
  explicit EnterpriseTable(Connection& connection);

  std::optional<EnterpriseRow> find(const EnterpriseId& id);
  std::string name_of(const EnterpriseId& id);  // "": there is none
  std::optional<EnterpriseRow> by_uscc(std::string_view uscc);
  std::optional<EnterpriseRow> by_name(std::string_view county, std::string_view name);
  std::vector<EnterpriseRow> all_by_name(std::string_view county, std::string_view name);
  std::vector<EnterpriseRow> list(const EnterpriseFilter& filter);
  void insert(const EnterpriseRow& row);
  void update(const EnterpriseRow& row);
  // In one transaction of the caller's.
  void fill_search_once();

 private:
  ComposedQueries listings_;
  Statement place_;
  EnterpriseSearch search_;
  Statement find_, name_, by_uscc_, by_name_, all_by_name_, insert_, update_;
};

}  // namespace qianqiao
