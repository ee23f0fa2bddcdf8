// Dockets and their entries of one connection.
#pragma once

#include <vector>

#include "server/ports/store.h"
#include "server/store/statement.h"

namespace qianqiao {

class DocketTable {
 public:
  explicit DocketTable(Connection& connection);

  std::optional<DocketRow> find(std::string_view id);
  std::vector<DocketRow> list(std::string_view county, std::string_view kind, std::int64_t before,
                              int limit);
  std::vector<DocketRow> all(std::string_view after, int limit);
  std::optional<DocketEntryRow> entry(std::string_view docket, const SubjectId& subject);
  std::vector<DocketEntryRow> entries(std::string_view docket, const SubjectId& after, int limit);
  DocketTally tally(std::string_view docket);
  std::vector<std::string> signing(const SubjectId& subject);

  void insert(const DocketRow& row);
  void insert_entry(const DocketEntryRow& row);
  std::int64_t freeze_list(std::string_view docket, std::string_view county, std::string_view list);
  std::int64_t freeze_roster(std::string_view docket, std::string_view county,
                             std::string_view roster);
  std::int64_t freeze_state(std::string_view docket, std::string_view county,
                            std::string_view state, std::string_view outcome);
  std::int64_t copy(std::string_view docket, std::string_view from, const SubjectId& except);
  void settle(std::string_view docket, const SubjectId& subject,
              const Writer::Settlement& settlement, Instant at);
  void supersede(std::string_view docket, std::string_view by);

 private:
  Statement find_, list_, all_, find_entry_, entries_, tally_, signing_;
  Statement insert_, insert_entry_, freeze_list_, freeze_roster_, freeze_state_, copy_, settle_,
      supersede_;
};

}  // namespace qianqiao
