// Saved views of one connection.
#pragma once

#include <optional>
#include <vector>

#include "server/ports/store.h"
#include "server/store/statement.h"

namespace qianqiao {

class SavedViewTable {
 public:
  explicit SavedViewTable(Connection& connection);

  std::optional<SavedViewRow> find(std::int64_t id);
  std::vector<SavedViewRow> of(const PersonId& owner);
  std::vector<SavedViewRow> shared(std::string_view role);
  std::int64_t insert(const SavedViewRow& row);
  void update(const SavedViewRow& row);
  void remove(std::int64_t id);

 private:
  Statement find_, of_, shared_, insert_, update_, delete_;
};

}  // namespace qianqiao
