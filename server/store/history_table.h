// History and its checkpoints on one connection: appended, never changed.
#pragma once

#include <vector>

#include "server/ports/store.h"
#include "server/store/history_places.h"
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
  HistoryPlaces places_of(const SubjectId& subject);
  std::optional<Receipt> receipt(const SubjectId& subject, const HistoryPlaces& places,
                                 std::string_view key);
  std::optional<Receipt> opening_receipt(std::string_view key);
  std::vector<CheckpointRow> checkpoints();
  std::optional<CheckpointRow> latest_checkpoint();

  void append(std::int64_t position, const HistoryRow& row);
  // False: there is no such subject.
  bool put_places(const SubjectId& subject, const HistoryPlaces& places);
  void put_checkpoint(const CheckpointRow& row);

 private:
  Statement places_, at_, recorded_, count_, latest_, latest_position_, receipt_, opening_receipt_,
      checkpoints_, latest_checkpoint_, append_, put_places_, put_checkpoint_;
};

}  // namespace qianqiao
