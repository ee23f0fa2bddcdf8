#include "server/engine/checkpoint_check.h"

#include <algorithm>
#include <map>

#include "server/engine/checkpointer.h"

namespace qianqiao {
namespace {

constexpr int kPage = 500;

class Check {
 public:
  Check(Reader& reader, const CheckpointTrust& trust)
      : reader_(reader), trust_(trust), stored_(reader.checkpoints()) {}

  std::vector<Difference> run() {
    for (const CheckpointRow& row : stored_) check_signature(row);
    for (const CheckpointRow& row : trust_.exported.checkpoints) check_exported(row);
    check_roots();
    return std::move(found_);
  }

 private:
  void add(const char* kind, const CheckpointRow& row, Text words) {
    found_.push_back({kind, row.day, std::move(words)});
  }

  // As of the last exported day the exported key holds; after it also the house's present one.
  bool is_trusted_key(const CheckpointRow& row) const {
    const auto& exported = trust_.exported.checkpoints;
    if (exported.empty()) return trust_.signing_key.empty() || row.public_key == trust_.signing_key;
    if (row.public_key == trust_.exported.public_key) return true;
    return row.day > exported.back().day && row.public_key == trust_.signing_key;
  }

  void check_signature(const CheckpointRow& row) {
    if (!is_signature_valid(row))
      add("checkpoint.signature_wrong", row,
          {"检查点签名无效", "the checkpoint's signature is not valid"});
    else if (!is_trusted_key(row))
      add("checkpoint.key_foreign", row,
          {"检查点由另一把密钥签名：或被重签，或更换过密钥（请用更换前导出的检查点核验）",
           "the checkpoint is signed by another key: signed anew, or the key was replaced (verify "
           "with checkpoints that were exported before)"});
  }

  void check_exported(const CheckpointRow& row) {
    if (row.public_key != trust_.exported.public_key || !is_signature_valid(row))
      add("checkpoint.export_wrong", row,
          {"导出文件中的这一检查点不是由该文件所列公钥签名的，文件可能被改动",
           "this checkpoint of the exported file is not signed by the file's key: the file may "
           "have "
           "been changed"});
    const auto same = std::find_if(stored_.begin(), stored_.end(),
                                   [&](const CheckpointRow& s) { return s.day == row.day; });
    if (same == stored_.end())
      add("checkpoint.missing", row,
          {"已导出的检查点不见了", "the checkpoint was exported and is not there any more"});
    else if (*same != row)
      add("checkpoint.changed", row,
          {"检查点与导出时不同", "the checkpoint is not as it was exported"});
  }

  // Each exported one; of the others the newest, which covers all that the earlier ones do.
  std::vector<CheckpointRow> wanted_roots() const {
    std::vector<CheckpointRow> wanted = trust_.exported.checkpoints;
    if (!stored_.empty() && std::find(wanted.begin(), wanted.end(), stored_.back()) == wanted.end())
      wanted.push_back(stored_.back());
    std::stable_sort(wanted.begin(), wanted.end(),
                     [](const auto& a, const auto& b) { return a.history_rows < b.history_rows; });
    return wanted;
  }

  // One walk over history in the order of its recording: the heads as they were when a checkpoint
  // was made are those of its first `history_rows` rows.
  void check_roots() {
    std::map<SubjectId, Digest> leaves;
    std::int64_t position = 0, rows = 0;
    std::vector<Reader::RecordedRow> page;
    std::size_t at = 0;
    const auto read_up_to = [&](std::int64_t wanted) {
      while (rows < wanted) {
        if (at == page.size()) {
          page = reader_.recorded_history(position, kPage);
          at = 0;
          if (page.empty()) return;
          position = page.back().position;
        }
        const HistoryRow& row = page[at++].row;
        leaves[row.subject] = leaf_digest({row.subject, row.sequence, row.digest});
        ++rows;
      }
    };
    for (const CheckpointRow& checkpoint : wanted_roots()) {
      read_up_to(checkpoint.history_rows);
      if (rows < checkpoint.history_rows)
        add("checkpoint.history_missing", checkpoint,
            {"检查点覆盖 " + std::to_string(checkpoint.history_rows) + " 条历史，现存 " +
                 std::to_string(rows) + " 条",
             "the checkpoint covers " + std::to_string(checkpoint.history_rows) +
                 " history rows; " + std::to_string(rows) + " are left"});
      MerkleFold fold;
      for (const auto& [subject, leaf] : leaves) fold.add(leaf);
      if (fold.root() != checkpoint.root)
        add("checkpoint.root_wrong", checkpoint,
            {"历史与已签名的检查点不符", "history is not what the signed checkpoint covers"});
    }
  }

  Reader& reader_;
  const CheckpointTrust& trust_;
  const std::vector<CheckpointRow> stored_;
  std::vector<Difference> found_;
};

}  // namespace

std::vector<Difference> check_checkpoints(Reader& reader, const CheckpointTrust& trust) {
  return Check(reader, trust).run();
}

}  // namespace qianqiao
