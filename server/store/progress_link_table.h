// Progress links of one connection.
#pragma once

#include "server/ports/progress_link_records.h"
#include "server/store/statement.h"

namespace qianqiao {

class ProgressLinkTable : public ProgressLinkReads, public ProgressLinkWrites {
 public:
  explicit ProgressLinkTable(Connection& connection);

  std::optional<ProgressLinkRow> find(const Digest& code) override;
  std::optional<ProgressLinkRow> of(const SubjectId& subject) override;

  void put(const ProgressLinkRow& row) override;
  void remove(const SubjectId& subject) override;

 private:
  Statement find_, of_, put_, delete_;
};

}  // namespace qianqiao
