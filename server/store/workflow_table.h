// Workflow drafts and publications of one connection.
#pragma once

#include "server/ports/workflow_records.h"
#include "server/store/statement.h"

namespace qianqiao {

class WorkflowTable : public WorkflowReads, public WorkflowWrites {
 public:
  explicit WorkflowTable(Connection& connection);

  std::optional<WorkflowDraftRow> draft(std::int64_t id) override;
  std::vector<WorkflowDraftRow> drafts(std::string_view area, std::int64_t before,
                                       int limit) override;
  std::optional<WorkflowVersionRow> publication(std::int64_t id) override;
  std::vector<WorkflowVersionRow> publications(std::string_view area, std::int64_t before,
                                               int limit) override;
  std::optional<Date> next_effective_day() override;
  std::vector<WorkflowVersionRow> waiting_publications() override;

  std::int64_t insert_draft(const WorkflowDraftRow& row) override;
  void update_draft(const WorkflowDraftRow& row) override;
  std::int64_t insert_publication(const WorkflowVersionRow& row) override;
  void bring_into_force(std::int64_t publication, Instant at) override;
  void withdraw_waiting(std::string_view area) override;

 private:
  Statement insert_draft_, update_draft_, find_draft_, drafts_;
  Statement insert_publication_, bring_into_force_, withdraw_waiting_, find_publication_,
      publications_, next_effective_, waiting_;
};

}  // namespace qianqiao
