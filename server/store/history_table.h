// History and its checkpoints on one connection: appended, never changed.
#pragma once

#include <vector>

#include "server/ports/store.h"
#include "server/store/statement.h"

namespace qianqiao {

class HistoryTable {
 public:
  explicit HistoryTable(Connection& connection);

  std::vector<HistoryRow> of_subject(const SubjectId& subject, std::int64_t after, int limit);
  std::vector<Reader::RecordedRow> recorded(std::int64_t after, int limit);
  std::int64_t count();
  std::optional<Instant> latest_instant();
  std::int64_t latest_position();
  std::optional<Receipt> receipt(const SubjectId& subject, std::string_view key);
  std::vector<CheckpointRow> checkpoints();
  std::optional<CheckpointRow> latest_checkpoint();

  void append(const HistoryRow& row);
  void put_checkpoint(const CheckpointRow& row);

 private:
  Statement of_subject_, recorded_, count_, latest_, latest_position_, receipt_, opening_receipt_,
      checkpoints_, latest_checkpoint_, append_, put_checkpoint_;
};

}  // namespace qianqiao
