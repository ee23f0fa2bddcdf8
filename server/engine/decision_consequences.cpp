// What one decision sets off in other subjects, in the same transaction: referrals of a push, what
// a referral tells its case, the case that follows a closed one, the case of another county.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "server/engine/decision_round.h"
#include "server/engine/reception.h"
#include "server/engine/visiting_rounds.h"

namespace qianqiao {
namespace {

using nlohmann::json;

constexpr std::size_t kReferralTokenLength = 8;

bool is_one_of(const std::string& state, std::initializer_list<std::string_view> states) {
  return std::find(states.begin(), states.end(), state) != states.end();
}

// How the referrals of a case stand, for the facts that its own history keeps.
struct ReferralTally {
  int undecided = 0, granted = 0, feedback_owed = 0;
  int awaiting_drawing = 0, drawn = 0, not_needed = 0, lapsed = 0;
};

// The enterprise was removed from the list: this bank need not explain its decline any more.
bool is_excused(const SubjectRow& referral) {
  const json context = json::parse(referral.configuration.context, nullptr, false);
  return context.is_object() && context.value("excused", false);
}

ReferralTally tally(const std::vector<SubjectRow>& referrals) {
  ReferralTally tally;
  for (const SubjectRow& referral : referrals) {
    const std::string& state = referral.configuration.state;
    if (is_one_of(state, {"Pushed", "Contacted", "CollectingMaterials", "Deciding"}))
      ++tally.undecided;
    if (is_one_of(state, {"Granted", "Drawn", "NotNeeded", "Lapsed"})) ++tally.granted;
    if (state == "Declined" && !is_excused(referral)) ++tally.feedback_owed;
    if (state == "Granted") ++tally.awaiting_drawing;
    if (state == "Drawn") ++tally.drawn;
    if (state == "NotNeeded") ++tally.not_needed;
    if (state == "Lapsed") ++tally.lapsed;
  }
  return tally;
}

const char* outcome_name(TellCase::Fact fact) {
  if (fact == TellCase::Fact::kGranted) return "granted";
  return fact == TellCase::Fact::kDeclined ? "declined" : "cancelled";
}

// Of what follows: the receipt belongs to the event that was posted.
Author without_receipt(Author author) {
  author.receipt_key.clear();
  author.request_digest.clear();
  return author;
}

}  // namespace

Result<void> DecisionRound::create_referrals(const SubjectRow& subject,
                                             const CreateReferrals& action, const json& push) {
  for (const OrganisationId& bank : action.banks) {
    SubjectRow referral;
    referral.kind = SubjectKind::kReferral;
    // Not numbered in a row: one bank's referral must not tell that another exists beside it.
    do referral.id = subject.county + "R" + random_.token(kReferralTokenLength);
    while (current(referral.id));
    referral.county = subject.county;
    referral.township = subject.township;
    referral.case_id = subject.id;
    referral.enterprise = subject.enterprise;
    referral.organisation = bank;
    referral.opened_ms = to_milliseconds(now_);
    referral.workflow_version = rules_.current(subject.county).version();
    json data = {{"bank", bank}};
    if (push.contains("batch")) data["batch"] = push["batch"];
    if (auto pushed = post(referral, true, "Pushed", data, the_system()); !pushed) return pushed;
  }
  return {};
}

Result<void> DecisionRound::cancel_undecided(const SubjectRow& subject,
                                             const CancelUndecidedReferrals& action) {
  for (const SubjectRow& referral : referrals_of(subject.id)) {
    const ReferralTally stand = tally({referral});
    const bool concerned = stand.undecided > 0 || (action.also_declined && stand.feedback_owed > 0);
    if (!concerned) continue;
    const json data = action.reason.empty() ? json::object() : json{{"reason", action.reason}};
    if (auto posted = post(referral, false, action.event, data, the_system()); !posted)
      return posted;
  }
  return {};
}

Result<void> DecisionRound::tell_case(const SubjectRow& referral, const TellCase& action) {
  const auto subject = current(referral.case_id);
  if (!subject) return fail("subject.not_found", {{"subject", referral.case_id}});
  const ReferralTally stand = tally(referrals_of(referral.case_id));
  switch (action.fact) {
    case TellCase::Fact::kGranted:
    case TellCase::Fact::kDeclined:
    case TellCase::Fact::kCancelled: {
      const json data = {{"referral", referral.id},
                         {"bank", referral.organisation},
                         {"outcome", outcome_name(action.fact)},
                         {"undecided", stand.undecided},
                         {"granted", stand.granted},
                         {"feedback_owed", stand.feedback_owed}};
      return post(*subject, false, "ReferralConcluded", data, the_system());
    }
    case TellCase::Fact::kFeedbackGiven:
      if (stand.feedback_owed > 0) return {};
      return post(*subject, false, "FeedbackCompleted", json{{"referral", referral.id}},
                  the_system());
    case TellCase::Fact::kDrawingConcluded:
      return post(*subject, false, "DrawdownConcluded",
                  json{{"drawn", stand.drawn},
                       {"not_needed", stand.not_needed},
                       {"lapsed", stand.lapsed},
                       {"waiting", stand.awaiting_drawing}},
                  the_system());
  }
  return {};
}

Result<void> DecisionRound::open_linked_case(const SubjectRow& closed, std::string_view event,
                                             const json& data, const Author& author) {
  // Handed over since: who comes here all the same is received anew, by a case of its own.
  const auto enterprise = writer_.enterprise(closed.enterprise);
  if (enterprise && enterprise->county != closed.county)
    return fail("case.transferred", {{"subject", closed.id}});
  if (const auto open = writer_.open_case_of(closed.enterprise))
    return already_open(*open, closed.county);
  SubjectRow linked = new_case(closed.county, closed.enterprise);
  linked.township = closed.township;
  linked.case_id = closed.id;
  return post(std::move(linked), true, event, data, without_receipt(author));
}

SubjectRow DecisionRound::new_case(const std::string& county, const EnterpriseId& enterprise) {
  SubjectRow row;
  row.kind = SubjectKind::kCase;
  row.id = make_numbered_id(writer_, county, 'C');
  row.county = county;
  row.enterprise = enterprise;
  row.opened_ms = to_milliseconds(now_);
  row.workflow_version = rules_.current(county).version();
  return row;
}

// What another county received goes on in this one as if it had come here: in the case that the
// enterprise has here, or in a new one. What was only listed there is listed here.
Result<void> DecisionRound::hand_over(const Step& step, const HandOver& action,
                                      const Author& author) {
  const SubjectRow closed = step.subject;
  const auto [event, data] =
      step.state_before == "Received" ? reception_event(closed) : listing_event(action.county);
  const auto received = writer_.enterprise(closed.enterprise);
  if (!received) return fail("enterprise.not_found", {{"enterprise", closed.enterprise}});
  const EnterpriseRow enterprise = received_for(writer_, *received);
  const auto open = writer_.open_case_of(enterprise.id);
  if (open && open->id != closed.id) {
    if (open->county != action.county) return already_open(*open, open->county);
    const auto& allowed = allowed_events(SubjectKind::kCase, open->configuration.state);
    if (std::find(allowed.begin(), allowed.end(), event) == allowed.end()) return {};
    return post(*open, false, event, data, without_receipt(author));
  }
  SubjectRow row = new_case(action.county, enterprise.id);
  if (enterprise.county == action.county) row.township = enterprise.township;
  row.case_id = closed.id;
  return post(std::move(row), true, event, data, without_receipt(author));
}

// The nomination or the visit to the window, as it was posted: its last one.
std::pair<std::string, json> DecisionRound::reception_event(const SubjectRow& received) {
  constexpr int kPage = 100;
  std::pair<std::string, json> found{"WalkedIn", json::object()};
  std::int64_t after = 0;
  while (true) {
    const auto page = writer_.history(received.id, after, kPage);
    for (const HistoryRow& row : page) {
      after = row.sequence;
      if (row.event == "Nominated" || row.event == "WalkedIn")
        found = {row.event, json::parse(row.data, nullptr, false)};
    }
    if (page.size() < kPage) break;
  }
  if (found.second.is_object()) found.second.erase("elsewhere");
  return found;
}

std::pair<std::string, json> DecisionRound::listing_event(const std::string& county) {
  json data = json::object();
  if (const auto round = round_open_on(writer_, county, local_date(now_)))
    data["round"] = {{"id", round->id}, {"ends", format_date(round->ends)}};
  return {"Listed", std::move(data)};
}

std::vector<SubjectRow> DecisionRound::referrals_of(const SubjectId& case_id) {
  SubjectFilter filter;
  filter.kind = SubjectKind::kReferral;
  filter.case_id = case_id;
  filter.limit = 1000;
  std::vector<SubjectRow> referrals = writer_.subjects(filter);
  for (const Step& step : steps_) {  // later steps overwrite earlier ones
    if (step.subject.kind != SubjectKind::kReferral || step.subject.case_id != case_id) continue;
    const auto same = std::find_if(referrals.begin(), referrals.end(), [&](const SubjectRow& row) {
      return row.id == step.subject.id;
    });
    if (same == referrals.end())
      referrals.push_back(step.subject);
    else
      *same = step.subject;
  }
  return referrals;
}

}  // namespace qianqiao
