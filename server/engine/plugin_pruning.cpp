#include "server/engine/plugin_pruning.h"

#include <set>

#include "server/ports/plugin_records.h"

namespace qianqiao {
namespace {

constexpr int kPiece = 500;  // rows in one transaction

using Record = std::function<void(const std::function<void(Writer&)>&)>;

void prune_jobs(Store& store, Instant before, const Record& record) {
  for (;;) {
    const auto ended = store.reader()->plugins().ended_jobs(before, kPiece);
    if (ended.empty()) return;
    record([&](Writer& writer) {
      for (const std::string& id : ended) writer.plugin_writes().delete_job(id);
    });
  }
}

void prune_log(Store& store, const std::string& county, const std::string& plugin,
               std::int64_t kept, const Record& record) {
  const auto last = store.reader()->plugins().log_line_behind(county, plugin, kept);
  if (!last) return;
  std::int64_t removed = 0;
  do
    record([&](Writer& writer) {
      removed = writer.plugin_writes().delete_log(county, plugin, *last, kPiece);
    });
  while (removed == kPiece);
}

}  // namespace

void prune_plugins(Store& store, const PluginRetention& retention, Instant now,
                   const Record& record) {
  prune_jobs(store, now - retention.jobs, record);
  std::set<std::pair<std::string, std::string>> all;  // versions share a log
  for (const InstalledPluginRow& row : store.reader()->plugins().installed(""))
    all.emplace(row.county, row.name);
  for (const auto& [county, plugin] : all)
    prune_log(store, county, plugin, retention.log_lines, record);
}

}  // namespace qianqiao
