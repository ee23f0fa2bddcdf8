#include "tests/simulation/invariants.h"

#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <vector>

namespace qianqiao::test {
namespace {

using nlohmann::json;
using People = std::set<PersonId>;

People authors(const HistoryRow& row) {
  People people{row.actor};
  if (!row.acting_for.empty()) people.insert(row.acting_for);
  return people;
}

bool overlap(const People& a, const People& b) {
  for (const PersonId& person : a)
    if (b.count(person)) return true;
  return false;
}

class Check {
 public:
  Check(Store& store, Instant now) : reader_(store.reader()), now_(now) {}

  std::string run() {
    check_subjects();
    check_rungs();
    for (const DeadlineRow& late : reader_->due_deadlines(now_, 10))
      say(late.subject + " " + late.next_rung + " is due and not claimed");
    return std::move(lines_);
  }

 private:
  void say(const std::string& line) { lines_ += line + "\n"; }

  void check_subjects() {
    SubjectFilter filter;
    filter.limit = 500;
    while (true) {
      const auto page = reader_->subjects(filter);
      for (const SubjectRow& subject : page) check_subject(subject);
      if (page.size() < 500) return;
      filter.after = page.back().id;
    }
  }

  void check_subject(const SubjectRow& subject) {
    const auto history = reader_->history(subject.id, 0, 100'000);
    if (static_cast<std::int64_t>(history.size()) != subject.version)
      say(subject.id + " has not as many rows as versions");
    if (subject.kind == SubjectKind::kCase) check_reviews(subject, history);
    check_notices(subject, history);
    if (subject.kind == SubjectKind::kReferral) check_two_people(subject, history);
  }

  // Three reviews and a signature by different people before each push, two banks at most after.
  void check_reviews(const SubjectRow& subject, const std::vector<HistoryRow>& history) {
    std::size_t level = 0;  // approvals that count now
    std::vector<People> reviewers;
    const auto fall_to = [&](std::size_t kept) {
      level = kept;
      reviewers.resize(std::min(reviewers.size(), kept));
    };
    for (const HistoryRow& row : history) {
      const json data = json::parse(row.data);
      if (row.event == "ApplicationSubmitted" || row.event == "Reapplied" ||
          row.event == "RemovalRevoked")
        fall_to(0);
      if (row.event == "ReviewReturned" || row.event == "SignatureWithdrawn") {
        const std::string to = data["to"];
        fall_to(to == "Review.BankReview" ? 1 : to == "Review.LeaderReview" ? 2 : 0);
      }
      if (row.event == "ReferredAgain") fall_to(3);
      if (row.event == "ReviewApproved") {
        for (const People& earlier : reviewers)
          if (overlap(earlier, authors(row))) say(subject.id + ": one person approved twice");
        reviewers.push_back(authors(row));
        ++level;
      }
      if (row.event != "BatchPushed") continue;
      if (level != 4 || reviewers.size() != 4)
        say(subject.id + " was pushed after " + std::to_string(level) + " of 4 approvals");
      check_push(subject, row.instant_ms);
    }
  }

  void check_push(const SubjectRow& subject, std::int64_t pushed_ms) {
    SubjectFilter filter;
    filter.kind = SubjectKind::kReferral;
    filter.case_id = subject.id;
    std::set<OrganisationId> banks;
    int referrals = 0;
    for (const SubjectRow& referral : reader_->subjects(filter)) {
      if (referral.opened_ms != pushed_ms) continue;
      ++referrals;
      banks.insert(referral.organisation);
    }
    if (referrals < 1 || referrals > 2 || static_cast<int>(banks.size()) != referrals)
      say(subject.id + " went to " + std::to_string(referrals) + " banks by one signature");
  }

  // Nor does a notice of working days by one person alone.
  void check_notices(const SubjectRow& subject, const std::vector<HistoryRow>& history) {
    for (const HistoryRow& row : history) {
      if (row.event != "DeadlinesReprojected") continue;
      const PersonId proposed_by = json::parse(row.data).value("proposed_by", "");
      if (proposed_by.empty() || authors(row).count(proposed_by))
        say(subject.id + ": one person alone moved dates by a notice");
    }
  }

  // No single person moves a statutory date.
  void check_two_people(const SubjectRow& subject, const std::vector<HistoryRow>& history) {
    People proposed, evidenced;
    for (const HistoryRow& row : history) {
      if (row.event == "CompletionEvidenced") evidenced = authors(row);
      if (row.event == "CompletionCorrectionProposed") proposed = authors(row);
      if (row.event == "CompletionConfirmed" &&
          (evidenced.empty() || overlap(evidenced, authors(row))))
        say(subject.id + ": one person alone completed the materials");
      if (row.event == "MaterialsCompletionCorrected" &&
          (proposed.empty() || overlap(proposed, authors(row))))
        say(subject.id + ": one person alone moved the date");
    }
    for (const DeadlineRow& deadline : reader_->deadlines_of(subject.id)) {
      if (deadline.supersedes == 0 || deadline.effect != Effect::kStatutory) continue;
      const auto by = history.at(static_cast<std::size_t>(deadline.armed_sequence - 1)).event;
      if (by != "MaterialsCompletionCorrected") say(subject.id + ": a date was moved by " + by);
    }
  }

  void check_rungs() {
    DeadlineId after = 0;
    while (true) {
      const auto page = reader_->all_deadlines(after, 500);
      for (const DeadlineRow& deadline : page) {
        after = deadline.id;
        std::set<std::string> names;
        for (const RungRow& rung : reader_->rungs_of(deadline.id)) {
          const std::string where = deadline.subject + " " + deadline.rule + " " + rung.rung;
          if (!names.insert(rung.rung).second) say(where + " was claimed twice");
          if (rung.claimed_ms < rung.due_ms) say(where + " was claimed early");
          if (rung.claimed_ms > to_milliseconds(now_)) say(where + " was claimed in the future");
        }
      }
      if (page.size() < 500) return;
    }
  }

  std::unique_ptr<Reader> reader_;
  const Instant now_;
  std::string lines_;
};

}  // namespace

std::string broken_invariants(Store& store, Instant now) { return Check(store, now).run(); }

}  // namespace qianqiao::test
