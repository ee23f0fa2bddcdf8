// Deadlines and claimed rungs of one connection.
#pragma once

#include <vector>

#include "server/ports/store.h"
#include "server/store/statement.h"

namespace qianqiao {

class DeadlineTable {
 public:
  explicit DeadlineTable(Connection& connection);

  std::optional<DeadlineRow> find(DeadlineId id);
  std::vector<DeadlineRow> of_subject(const SubjectId& subject);
  std::vector<DeadlineRow> all(DeadlineId after, int limit);
  std::vector<DeadlineRow> due(Instant now, int limit);
  std::optional<Instant> next_rung_instant();
  std::vector<DeadlineRow> touching_year(int year, DeadlineId after, int limit);
  std::vector<RungRow> rungs_of(DeadlineId deadline);

  DeadlineId insert(const DeadlineRow& row);
  void update(const DeadlineRow& row);
  bool claim(const RungRow& row);

 private:
  Statement find_, of_subject_, all_, due_, next_rung_, touching_year_, rungs_;
  Statement insert_, update_, claim_;
};

}  // namespace qianqiao
