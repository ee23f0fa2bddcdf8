#include "server/engine/docket_check.h"

#include "server/engine/dockets.h"

namespace qianqiao {
namespace {

constexpr int kPage = 500;

// The event that an outcome follows from; null: none needs to be there.
const char* event_of(const DocketEntryRow& entry) {
  if (entry.sequence == 0) return nullptr;  // signed before the version was frozen, or refused
  return entry.outcome == "pushed" ? "BatchPushed" : "ReviewApproved";
}

bool is_in_history(Reader& reader, const DocketEntryRow& entry) {
  const char* event = event_of(entry);
  if (event == nullptr) return true;
  const auto rows = reader.history(entry.subject, entry.sequence - 1, 1);
  return !rows.empty() && rows.front().sequence == entry.sequence && rows.front().event == event;
}

std::int64_t check_entries(Reader& reader, const std::string& docket,
                           const std::function<void(Difference)>& report) {
  std::int64_t count = 0;
  SubjectId after;
  while (true) {
    const auto page = reader.docket_entries(docket, after, kPage);
    for (const DocketEntryRow& entry : page) {
      if (!is_in_history(reader, entry))
        report({"docket.outcome_wrong",
                docket + " " + entry.subject,
                {"清单或批次中的办理结果在历史中没有依据",
                 "nothing in history asks for its outcome"}});
      after = entry.subject;
    }
    count += static_cast<std::int64_t>(page.size());
    if (page.size() < static_cast<std::size_t>(kPage)) return count;
  }
}

}  // namespace

void check_dockets(Reader& reader, const std::function<void(Difference)>& report) {
  std::string after;
  while (true) {
    const auto page = reader.all_dockets(after, kPage);
    for (const DocketRow& row : page) {
      after = row.id;
      if (check_entries(reader, row.id, report) != row.cases ||
          digest_of_entries(reader, row.id) != row.digest)
        report({"docket.changed",
                row.id,
                {"冻结的清单与其摘要不符", "a frozen list does not have its digest any more"}});
    }
    if (page.size() < static_cast<std::size_t>(kPage)) return;
  }
}

}  // namespace qianqiao
