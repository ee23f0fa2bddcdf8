#include "server/engine/verifier.h"

#include <map>
#include <set>

#include "server/engine/checkpoint_check.h"
#include "server/engine/deadline_check.h"
#include "server/engine/docket_check.h"
#include "server/engine/document_check.h"
#include "server/engine/rule_book.h"
#include "server/engine/subject_replay.h"
#include "server/ports/plugin_records.h"
#include "workflows/domain/audience.h"

namespace qianqiao {
namespace {

constexpr int kPage = 500;
// The list that rungs and not charts fill.
constexpr char kProvinceReportList[] = "province_report";

class Verifier {
 public:
  Verifier(Store& store, const std::function<void(std::int64_t, std::int64_t)>& progress,
           const CheckpointTrust& trust)
      : reader_(store.reader()), rules_(*reader_), progress_(progress), trust_(trust) {}

  Verification run() {
    total_ = reader_->count_history();
    SubjectFilter filter;
    filter.limit = kPage;
    while (true) {
      const auto page = reader_->subjects(filter);
      for (const SubjectRow& subject : page) {
        check_subject(subject);
        filter.after = subject.id;
      }
      if (progress_) progress_(result_.history_rows, total_);
      if (page.size() < kPage) break;
    }
    if (result_.history_rows != total_)
      report({"history.orphaned",
              std::to_string(total_ - result_.history_rows),
              {"有历史记录不属于任何事项", "history rows belong to no stored subject"}});
    check_counts();
    check_messages();
    const auto named = [this](Difference difference) { report(std::move(difference)); };
    check_dockets(*reader_, named);
    check_loose_documents(*reader_, documents_, named);
    for (Difference& difference : check_checkpoints(*reader_, trust_))
      report(std::move(difference));
    return std::move(result_);
  }

 private:
  void report(Difference difference) {
    if (result_.differences.size() < Verification::kMostDifferences)
      result_.differences.push_back(std::move(difference));
    else
      ++result_.more;
  }

  void check_subject(const SubjectRow& subject) {
    ++result_.subjects;
    ExpectedDocuments documents;
    const SubjectReplay replay = replayed(
        *reader_, rules_, subject,
        [&](const SubjectReplay&, const HistoryRow& row) { fold_document(documents, row); });
    result_.history_rows += replay.rows();
    check_documents_of(subject, documents, replay.differences().empty());
    const std::vector<DeadlineRow> stored = reader_->deadlines_of(subject.id);
    for (const DeadlineRow& deadline : stored)
      if (deadline.state == DeadlineState::kRunning) {
        ++(deadline.effect == Effect::kStatutory ? statutory_ : service_);
      }
    for (const Difference& difference : replay.differences()) report(difference);
    if (!replay.differences().empty()) return;  // what follows from it would only repeat it
    for (Difference& difference : check_deadlines(*reader_, rules_, subject, replay))
      report(std::move(difference));
    result_.deadlines += static_cast<std::int64_t>(replay.deadlines().size());
    check_tasks(subject, replay.tasks());
    check_lists(subject, stored, replay.lists());
    check_facts(subject, replay);
  }

  void check_documents_of(const SubjectRow& subject, const ExpectedDocuments& expected,
                          bool history_is_sound) {
    documents_ += check_documents(*reader_, subject.id, expected, [&](Difference difference) {
      if (history_is_sound) report(std::move(difference));
    });
  }

  // What figures are computed from.
  void check_facts(const SubjectRow& subject, const SubjectReplay& replay) {
    bool same = true;
    if (subject.kind == SubjectKind::kCase) {
      const CaseFactRow& expected = replay.case_fact();
      const auto stored = reader_->case_fact(subject.id);
      const bool is_signed = stored && stored->signed_on;
      same = (expected.signed_on ? stored == expected : !is_signed) &&
             reader_->case_amount(subject.id) == replay.amount();
    }
    if (subject.kind == SubjectKind::kReferral)
      same = reader_->referral_fact(subject.case_id, subject.id) == replay.referral_fact();
    if (!same)
      report({"fact.wrong",
              subject.id,
              {"统计所用的日期或金额与历史不符",
               "the dates or the amount that its figures go by are not those of history"}});
  }

  void check_tasks(const SubjectRow& subject, const std::map<std::string, std::string>& expected) {
    std::set<std::string> wanted, stored;
    for (const auto& [kind, role] : expected) wanted.insert(kind);
    for (const TaskRow& task : reader_->tasks_of(subject.id)) {
      stored.insert(task.kind);
      const auto due = expected.find(task.kind);
      if (due != expected.end() && due->second != task.role)
        report({"task.wrong",
                subject.id + " " + task.kind,
                {"任务应由 " + due->second + " 办理", "it is the turn of " + due->second}});
    }
    // A plugin does the step, or a person after it failed: that is its job's to say, not history's.
    for (const PluginJobRow& job : reader_->plugins().jobs_of_subject(subject.id))
      for (auto* kinds : {&wanted, &stored}) kinds->erase("step:" + job.step);
    compare_sets("task", subject, wanted, stored);
  }

  void check_lists(const SubjectRow& subject, const std::vector<DeadlineRow>& deadlines,
                   std::set<std::string> expected) {
    if (is_reported_to_province(deadlines)) expected.insert(kProvinceReportList);
    std::set<std::string> stored;
    for (const ListEntryRow& entry : reader_->lists_of(subject.id))
      if (!entry.left_ms) stored.insert(entry.list);
    compare_sets("list", subject, expected, stored);
  }

  // Did a rung fire that lists the subject in the next 通报 and in the report to the province?
  bool is_reported_to_province(const std::vector<DeadlineRow>& deadlines) {
    for (const DeadlineRow& deadline : deadlines) {
      const DeadlineRule* rule = rules_.definition(deadline.rule_version).rule(deadline.rule);
      if (rule == nullptr) continue;
      for (const RungRow& claimed : reader_->rungs_of(deadline.id))
        for (const RungRule& rung : rule->ladder)
          if (rung.name == claimed.rung)
            for (const std::string& name : rung.audiences) {
              const Audience* audience = find_audience(name);
              if (audience != nullptr && audience->place == AudiencePlace::kProvinceList)
                return true;
            }
    }
    return false;
  }

  // What metrics and the doctor count by.
  void check_counts() {
    const auto counted = [&](Effect effect) {
      return reader_->count_deadlines(effect, Instant{}).running;
    };
    if (counted(Effect::kStatutory) != statutory_ || counted(Effect::kService) != service_)
      report({"deadline.miscounted",
              std::to_string(statutory_ + service_),
              {"运行中的时限与其计数不符", "the running deadlines are not as many as counted"}});
  }

  void compare_sets(const std::string& what, const SubjectRow& subject,
                    const std::set<std::string>& expected, const std::set<std::string>& stored) {
    for (const std::string& name : expected)
      if (!stored.count(name))
        report({what + ".missing",
                subject.id + " " + name,
                {"历史要求而未保存", "history asks for it; it is not stored"}});
    for (const std::string& name : stored)
      if (!expected.count(name))
        report({what + ".surplus",
                subject.id + " " + name,
                {"已保存而历史中没有依据", "it is stored; nothing in history asks for it"}});
  }

  // Nobody is told of the same rung twice by the same channel.
  void check_messages() {
    std::set<std::string> told;
    MessageId after = 0;
    while (true) {
      const auto page = reader_->messages(after, kPage);
      for (const MessageRow& message : page) {
        after = message.id;
        for (const MessageLineRow& line : reader_->message_lines(message.id)) {
          if (line.deadline == 0) continue;
          const std::string key = std::to_string(line.deadline) + '\n' + line.rung + '\n' +
                                  message.channel + '\n' + message.person + '\n' +
                                  message.organisation + '\n' + message.address;
          if (!told.insert(key).second)
            report({"message.doubled",
                    message.stable_id,
                    {"同一台阶向同一收件人发出两次", "one rung was told twice to one receiver"}});
        }
      }
      if (page.size() < kPage) return;
    }
  }

  std::unique_ptr<Reader> reader_;
  RuleBook rules_;
  const std::function<void(std::int64_t, std::int64_t)>& progress_;
  const CheckpointTrust& trust_;
  std::int64_t total_ = 0, statutory_ = 0, service_ = 0, documents_ = 0;
  Verification result_;
};

}  // namespace

Verification verify(Store& store, const std::function<void(std::int64_t, std::int64_t)>& progress,
                    const CheckpointTrust& trust) {
  return Verifier(store, progress, trust).run();
}

}  // namespace qianqiao
