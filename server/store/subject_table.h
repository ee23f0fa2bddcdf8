// Subjects of one connection, and the counters their numbers come from.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "server/ports/store.h"
#include "server/store/composed_query.h"
#include "server/store/history_places.h"
#include "server/store/statement.h"

namespace qianqiao {

// A subject with what its row keeps beside it.
struct StoredSubject {
  SubjectRow row;
  HistoryPlaces places;  // of its history
};

class SubjectTable {
 public:
  explicit SubjectTable(Connection& connection);

  std::optional<SubjectRow> find(const SubjectId& id);
  std::optional<StoredSubject> find_stored(const SubjectId& id);
  std::vector<StageTally> tally(const StageQuery& query);
  std::vector<SubjectRow> list(const SubjectFilter& filter);
  std::optional<SubjectRow> open_case_of(const EnterpriseId& enterprise);
  std::optional<SubjectRow> last_case_of(const EnterpriseId& enterprise);
  void each_chain_head(const std::function<void(const Reader::ChainHead&)>& visit);

  void insert(const SubjectRow& row);
  // `before` is what is stored now; the fewer columns differ, the fewer indexes are written.
  void update(const SubjectRow& before, const SubjectRow& row, const HistoryPlaces& places);

  std::vector<OrganisationId> parties_of(const SubjectId& subject);
  void put_parties(const SubjectId& subject, const std::vector<OrganisationId>& organisations);

  std::int64_t counter(std::string_view county, std::string_view letter);  // 0: none yet
  void put_counter(std::string_view county, std::string_view letter, std::int64_t last);

 private:
  std::int64_t place_of(const SubjectId& id);

  ComposedQueries listings_, tallies_;
  Statement place_in_search_;
  Statement find_, find_stored_, open_case_, last_case_, heads_, insert_, advance_, move_, update_;
  Statement find_counter_, put_counter_, put_party_, drop_party_, parties_of_;
};

}  // namespace qianqiao
