// Deadlines and claimed rungs of one connection.
#pragma once

#include <vector>

#include "server/ports/store.h"
#include "server/store/composed_query.h"
#include "server/store/statement.h"

namespace qianqiao {

// The SQL of one combination of filters, shown to the test of query plans.
ComposedQuery deadline_listing(const DeadlineFilter& filter);

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
  std::vector<ListedDeadline> running(const DeadlineFilter& filter);
  DeadlineCounts counts(Effect effect, Instant now);
  std::vector<DeadlineRow> silent(DeadlineId after, int limit);

  DeadlineId insert(const DeadlineRow& row);
  void update(const DeadlineRow& row);
  void advance(const DeadlineRow& row);
  void stop(const DeadlineRow& row);
  bool claim(const RungRow& row);

 private:
  ComposedQueries listings_;
  Statement find_, of_subject_, all_, due_, next_rung_, touching_year_, rungs_, counts_, silent_;
  Statement insert_, update_, advance_, stop_, claim_;
};

}  // namespace qianqiao
