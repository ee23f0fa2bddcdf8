// The case's chart, process.md §3. For this folder's sources only.
//
//   Dormant                            technical: before the first event, or before restoring
//   Alive                              banks' outcomes are taken in every state
//   ├─ Open                            jurisdiction, identity, county steps, documents
//   │  ├─ Excluded
//   │  └─ Running                      the enterprise may withdraw
//   │     ├─ Roster
//   │     ├─ Visit                     { Unplanned, Planned, Attempted }
//   │     ├─ Received                  another county's: the city office decides
//   │     └─ Engaged                   may be removed from the list
//   │        ├─ Application
//   │        ├─ Review                 { Preliminary, BankReview, LeaderReview, ConvenerSignature }
//   │        ├─ Recommendation
//   │        ├─ BankDecision
//   │        ├─ Feedback
//   │        ├─ Guidance
//   │        └─ Financing              { Drawdown, PostLoan }
//   ├─ Closed
//   └─ Removed
//
// Reactions: case_roster.cpp (to Application), case_review.cpp (to the push), case_banks.cpp (after
// it), case_chart.cpp (what outer states take).
#pragma once

#include "workflows/charts/case_memory.h"
#include "workflows/charts/machine.h"
#include "workflows/domain/people.h"

namespace qianqiao::charts::case_chart {

namespace event {
// clang-format off
struct Listed : Event<Listed> { static constexpr std::string_view kName = "Listed"; };
struct RoundJoined : Event<RoundJoined> { static constexpr std::string_view kName = "RoundJoined"; };
struct Nominated : Event<Nominated> { static constexpr std::string_view kName = "Nominated"; };
struct WalkedIn : Event<WalkedIn> { static constexpr std::string_view kName = "WalkedIn"; };
struct ScreenedIn : Event<ScreenedIn> { static constexpr std::string_view kName = "ScreenedIn"; };
struct ExcludedFromRoster : Event<ExcludedFromRoster> { static constexpr std::string_view kName = "ExcludedFromRoster"; };
struct Reinstated : Event<Reinstated> { static constexpr std::string_view kName = "Reinstated"; };
struct VisitPlanned : Event<VisitPlanned> { static constexpr std::string_view kName = "VisitPlanned"; };
struct VisitAttempted : Event<VisitAttempted> { static constexpr std::string_view kName = "VisitAttempted"; };
struct VisitRecorded : Event<VisitRecorded> { static constexpr std::string_view kName = "VisitRecorded"; };
struct AttemptLimitReached : Event<AttemptLimitReached> { static constexpr std::string_view kName = "AttemptLimitReached"; };
struct DuplicateFound : Event<DuplicateFound> { static constexpr std::string_view kName = "DuplicateFound"; };
struct Transferred : Event<Transferred> { static constexpr std::string_view kName = "Transferred"; };
struct JurisdictionChanged : Event<JurisdictionChanged> { static constexpr std::string_view kName = "JurisdictionChanged"; };
struct IdentityLinked : Event<IdentityLinked> { static constexpr std::string_view kName = "IdentityLinked"; };
struct InformationRecorded : Event<InformationRecorded> { static constexpr std::string_view kName = "InformationRecorded"; };
struct InformationWaived : Event<InformationWaived> { static constexpr std::string_view kName = "InformationWaived"; };
struct StepCompleted : Event<StepCompleted> { static constexpr std::string_view kName = "StepCompleted"; };
struct ApplicationSubmitted : Event<ApplicationSubmitted> { static constexpr std::string_view kName = "ApplicationSubmitted"; };
struct ReviewApproved : Event<ReviewApproved> { static constexpr std::string_view kName = "ReviewApproved"; };
struct ReviewReturned : Event<ReviewReturned> { static constexpr std::string_view kName = "ReviewReturned"; };
struct ReviewRejected : Event<ReviewRejected> { static constexpr std::string_view kName = "ReviewRejected"; };
struct SignatureWithdrawn : Event<SignatureWithdrawn> { static constexpr std::string_view kName = "SignatureWithdrawn"; };
struct BatchPushed : Event<BatchPushed> { static constexpr std::string_view kName = "BatchPushed"; };
struct ReferralConcluded : Event<ReferralConcluded> { static constexpr std::string_view kName = "ReferralConcluded"; };
struct FeedbackCompleted : Event<FeedbackCompleted> { static constexpr std::string_view kName = "FeedbackCompleted"; };
struct DrawdownConcluded : Event<DrawdownConcluded> { static constexpr std::string_view kName = "DrawdownConcluded"; };
struct GuidanceStarted : Event<GuidanceStarted> { static constexpr std::string_view kName = "GuidanceStarted"; };
struct GuidanceRecorded : Event<GuidanceRecorded> { static constexpr std::string_view kName = "GuidanceRecorded"; };
struct Reapplied : Event<Reapplied> { static constexpr std::string_view kName = "Reapplied"; };
struct ReferredAgain : Event<ReferredAgain> { static constexpr std::string_view kName = "ReferredAgain"; };
struct GuidanceEnded : Event<GuidanceEnded> { static constexpr std::string_view kName = "GuidanceEnded"; };
struct UseChecked : Event<UseChecked> { static constexpr std::string_view kName = "UseChecked"; };
struct RenewalDue : Event<RenewalDue> { static constexpr std::string_view kName = "RenewalDue"; };
struct Renewed : Event<Renewed> { static constexpr std::string_view kName = "Renewed"; };
struct Settled : Event<Settled> { static constexpr std::string_view kName = "Settled"; };
struct RemovedFromList : Event<RemovedFromList> { static constexpr std::string_view kName = "RemovedFromList"; };
struct RemovalRevoked : Event<RemovalRevoked> { static constexpr std::string_view kName = "RemovalRevoked"; };
struct Withdrawn : Event<Withdrawn> { static constexpr std::string_view kName = "Withdrawn"; };
struct DocumentAdded : Event<DocumentAdded> { static constexpr std::string_view kName = "DocumentAdded"; };
struct DocumentRemoved : Event<DocumentRemoved> { static constexpr std::string_view kName = "DocumentRemoved"; };
struct DeadlineExtended : Event<DeadlineExtended> { static constexpr std::string_view kName = "DeadlineExtended"; };
struct DeadlinesReprojected : Event<DeadlinesReprojected> { static constexpr std::string_view kName = "DeadlinesReprojected"; };
struct WorkflowMigrated : Event<WorkflowMigrated> { static constexpr std::string_view kName = "WorkflowMigrated"; };
// clang-format on
}  // namespace event

struct Dormant;
struct Alive;
struct Open;
struct Excluded;
struct Running;
struct Roster;
struct Visit;
struct Unplanned;
struct Planned;
struct Attempted;
struct Received;
struct Engaged;
struct Application;
struct Review;
struct Preliminary;
struct BankReview;
struct LeaderReview;
struct ConvenerSignature;
struct Recommendation;
struct BankDecision;
struct Feedback;
struct Guidance;
struct Financing;
struct Drawdown;
struct PostLoan;
struct Closed;
struct Removed;

struct CaseMachine : sc::state_machine<CaseMachine, Dormant>, Deliberation {
  static constexpr SubjectKind kKind = SubjectKind::kCase;
  using Dormant = case_chart::Dormant;
  using EventList =
      Takes<event::Listed, event::RoundJoined, event::Nominated, event::WalkedIn, event::ScreenedIn,
            event::ExcludedFromRoster, event::Reinstated, event::VisitPlanned,
            event::VisitAttempted, event::VisitRecorded, event::AttemptLimitReached,
            event::DuplicateFound, event::Transferred, event::JurisdictionChanged,
            event::IdentityLinked, event::InformationRecorded, event::InformationWaived,
            event::StepCompleted, event::ApplicationSubmitted, event::ReviewApproved,
            event::ReviewReturned, event::ReviewRejected, event::SignatureWithdrawn,
            event::BatchPushed, event::ReferralConcluded, event::FeedbackCompleted,
            event::DrawdownConcluded, event::GuidanceStarted, event::GuidanceRecorded,
            event::Reapplied, event::ReferredAgain, event::GuidanceEnded, event::UseChecked,
            event::RenewalDue, event::Renewed, event::Settled, event::RemovedFromList,
            event::RemovalRevoked, event::Withdrawn, event::DocumentAdded, event::DocumentRemoved,
            event::DeadlineExtended, event::DeadlinesReprojected, event::WorkflowMigrated>;
  using LeafList = Leaves<Roster, Unplanned, Planned, Attempted, Received, Application, Preliminary,
                          BankReview, LeaderReview, ConvenerSignature, Recommendation, BankDecision,
                          Feedback, Guidance, Drawdown, PostLoan, Excluded, Closed, Removed>;

  CaseMachine(const Occurrence& what, const ChartRules& county, const ChartRules& entered)
      : Deliberation(what, county, entered) {}
  void unconsumed_event(const sc::event_base&) { unconsumed = true; }

  CaseMemory memory;

  // Beside its duties a stage has the county's steps, some of which wait.
  void enter_leaf(std::string_view name, const Duties& duties);
  bool may_complete(const std::string& step, const std::string& outcome);
  void complete(const std::string& step, const std::string& outcome);
  bool passes(const std::string& step);  // this time; where several must, the last of them
  std::set<std::string> running_waits(const ChartRules& by) const;
  // Arms and stops their clocks; `completed` ended by itself.
  void follow_waits(const std::set<std::string>& before, const std::set<std::string>& after,
                    std::string_view completed);

  // Conditions and duties that several states share.
  void join_round();                  // arms first-visit-round, (四)
  void end_round(DeadlineStop stop);  // stops it
  bool may_enrol();                   // of Nominated and WalkedIn
  void enrol();
  bool steps_done();                                // of the present stage; else guard.steps_open
  bool information_complete() const;                // (五)
  bool banks_are_sound();                           // one or two, distinct
  void forget_review_from(std::string_view level);  // a new round of review begins there
  void close(const char* outcome, DeadlineStop stop = DeadlineStop::kMet);
  void leave_lists();     // application and recommendation
  void note_referrals();  // of ReferralConcluded
  void note_drawings();   // of DrawdownConcluded
};

// clang-format off
struct Dormant : Stage<Dormant, CaseMachine, Takes<event::Listed, event::Nominated, event::WalkedIn>> {
  static constexpr std::string_view kName = "";
  using reactions = boost::mpl::list<sc::custom_reaction<Restore>, sc::custom_reaction<event::Listed>,
                                     sc::custom_reaction<event::Nominated>, sc::custom_reaction<event::WalkedIn>>;
  using Stage::Stage;
  sc::result react(const Restore& restore);
  sc::result react(const event::Listed&);
  sc::result react(const event::Nominated&);
  sc::result react(const event::WalkedIn&);
};

struct Alive : Stage<Alive, CaseMachine,
                     Takes<event::ReferralConcluded, event::FeedbackCompleted,
                           event::DrawdownConcluded, event::DocumentRemoved, event::DeadlinesReprojected,
                           event::WorkflowMigrated>, Open> {
  using Stage::Stage;
  sc::result react(const event::ReferralConcluded&);
  sc::result react(const event::FeedbackCompleted&);
  sc::result react(const event::DrawdownConcluded&);
  sc::result react(const event::DocumentRemoved&);
  sc::result react(const event::DeadlinesReprojected&);
  sc::result react(const event::WorkflowMigrated&);
};

struct Open : Stage<Open, Alive,
                    Takes<event::JurisdictionChanged, event::IdentityLinked, event::StepCompleted,
                          event::DocumentAdded>,
                    Running> {
  using Stage::Stage;
  sc::result react(const event::JurisdictionChanged&);
  sc::result react(const event::IdentityLinked&);
  sc::result react(const event::StepCompleted&);
  sc::result react(const event::DocumentAdded&);
};

struct Excluded : Stage<Excluded, Open, Takes<event::Reinstated, event::Nominated, event::WalkedIn>> {
  static constexpr std::string_view kName = "Excluded";
  using Stage::Stage;
  sc::result react(const event::Reinstated&);
  sc::result react(const event::Nominated&);
  sc::result react(const event::WalkedIn&);
};

struct Running : Stage<Running, Open, Takes<event::Withdrawn>, Roster> {
  using Stage::Stage;
  sc::result react(const event::Withdrawn&);
};

struct Roster : Stage<Roster, Running,
                      Takes<event::RoundJoined, event::Nominated, event::WalkedIn, event::ScreenedIn,
                            event::ExcludedFromRoster, event::DuplicateFound, event::Transferred, event::DeadlineExtended>> {
  static constexpr std::string_view kName = "Roster";
  static constexpr Duties kDuties{"roster", roles::kTaskForce, ""};
  using Stage::Stage;
  sc::result react(const event::RoundJoined&);
  sc::result react(const event::Nominated&);
  sc::result react(const event::WalkedIn&);
  sc::result react(const event::ScreenedIn&);
  sc::result react(const event::ExcludedFromRoster&);
  sc::result react(const event::DuplicateFound&);
  sc::result react(const event::Transferred&);
  sc::result react(const event::DeadlineExtended&);
};

struct Visit : Stage<Visit, Running,
                     Takes<event::RoundJoined, event::Nominated, event::WalkedIn,
                           event::ExcludedFromRoster, event::VisitRecorded, event::DuplicateFound,
                           event::Transferred, event::DeadlineExtended>, Unplanned> {
  static constexpr Duties kDuties{"visit", roles::kVisitor, "visit"};
  using Stage::Stage;
  sc::result react(const event::RoundJoined&);
  sc::result react(const event::Nominated&);
  sc::result react(const event::WalkedIn&);
  sc::result react(const event::ExcludedFromRoster&);
  sc::result react(const event::VisitRecorded&);
  sc::result react(const event::DuplicateFound&);
  sc::result react(const event::Transferred&);
  sc::result react(const event::DeadlineExtended&);
};
// Planning and attempting are the leaves' own, so that the visit's task and clock go on.
struct Unplanned : Stage<Unplanned, Visit, Takes<event::VisitPlanned, event::VisitAttempted>> {
  static constexpr std::string_view kName = "Visit.Unplanned";
  using Stage::Stage;
  sc::result react(const event::VisitPlanned&);
  sc::result react(const event::VisitAttempted&);
};
struct Planned : Stage<Planned, Visit, Takes<event::VisitPlanned, event::VisitAttempted>> {
  static constexpr std::string_view kName = "Visit.Planned";
  using Stage::Stage;
  sc::result react(const event::VisitPlanned&);
  sc::result react(const event::VisitAttempted&);
};
struct Attempted : Stage<Attempted, Visit,
                         Takes<event::VisitPlanned, event::VisitAttempted, event::AttemptLimitReached>> {
  static constexpr std::string_view kName = "Visit.Attempted";
  using Stage::Stage;
  sc::result react(const event::VisitPlanned&);
  sc::result react(const event::VisitAttempted&);
  sc::result react(const event::AttemptLimitReached&);
};

// Another county's enterprise came to this one's window, or a bank named it here: all that this
// county says is that it was received.
struct Received : Stage<Received, Running, Takes<event::DuplicateFound, event::Transferred, event::JurisdictionChanged>> {
  static constexpr std::string_view kName = "Received";
  static constexpr Duties kDuties{"jurisdiction", roles::kCityOffice, ""};
  using Stage::Stage;
  sc::result react(const event::DuplicateFound&);
  sc::result react(const event::Transferred&);
  sc::result react(const event::JurisdictionChanged&);
};

struct Engaged : Stage<Engaged, Running, Takes<event::RemovedFromList>, Application> {
  using Stage::Stage;
  sc::result react(const event::RemovedFromList&);
};

struct Application : Stage<Application, Engaged,
                           Takes<event::InformationRecorded, event::InformationWaived,
                                 event::ApplicationSubmitted, event::DuplicateFound, event::Transferred>> {
  static constexpr std::string_view kName = "Application";
  static constexpr Duties kDuties{"application", roles::kTaskForce, ""};
  using Stage::Stage;
  sc::result react(const event::InformationRecorded&);
  sc::result react(const event::InformationWaived&);
  sc::result react(const event::ApplicationSubmitted&);
  sc::result react(const event::DuplicateFound&);
  sc::result react(const event::Transferred&);
};

struct Review : Stage<Review, Engaged,
                      Takes<event::InformationRecorded, event::InformationWaived,
                            event::ReviewReturned, event::ReviewRejected, event::DeadlineExtended>, Preliminary> {
  using Stage::Stage;
  sc::result react(const event::InformationRecorded&);
  sc::result react(const event::InformationWaived&);
  sc::result react(const event::ReviewReturned&);
  sc::result react(const event::ReviewRejected&);
  sc::result react(const event::DeadlineExtended&);
};
struct Preliminary : Stage<Preliminary, Review, Takes<event::ReviewApproved>> {
  static constexpr std::string_view kName = "Review.Preliminary";
  static constexpr Duties kDuties{"review-preliminary", roles::kPreliminaryReviewer, "review-preliminary"};
  explicit Preliminary(my_context context);
  void exit();
  sc::result react(const event::ReviewApproved&);
};
struct BankReview : Stage<BankReview, Review, Takes<event::ReviewApproved>> {
  static constexpr std::string_view kName = "Review.BankReview";
  static constexpr Duties kDuties{"review-bank", roles::kBankReviewer, "review-bank"};
  using Stage::Stage;
  sc::result react(const event::ReviewApproved&);
};
struct LeaderReview : Stage<LeaderReview, Review, Takes<event::ReviewApproved>> {
  static constexpr std::string_view kName = "Review.LeaderReview";
  static constexpr Duties kDuties{"review-leader", roles::kLeader, "review-leader"};
  using Stage::Stage;
  sc::result react(const event::ReviewApproved&);
};
struct ConvenerSignature : Stage<ConvenerSignature, Review, Takes<event::ReviewApproved>> {
  static constexpr std::string_view kName = "Review.ConvenerSignature";
  static constexpr Duties kDuties{"review-signature", roles::kCountyConvener, "review-signature"};
  using Stage::Stage;
  sc::result react(const event::ReviewApproved&);
};

struct Recommendation : Stage<Recommendation, Engaged, Takes<event::SignatureWithdrawn, event::BatchPushed, event::DeadlineExtended>> {
  static constexpr std::string_view kName = "Recommendation";
  static constexpr Duties kDuties{"push", roles::kTaskForce, "push"};
  using Stage::Stage;
  sc::result react(const event::SignatureWithdrawn&);
  sc::result react(const event::BatchPushed&);
  sc::result react(const event::DeadlineExtended&);
};

// Waits for banks: the tasks are the referrals'.
struct BankDecision : Stage<BankDecision, Engaged, Takes<event::ReferralConcluded>> {
  static constexpr std::string_view kName = "BankDecision";
  using Stage::Stage;
  sc::result react(const event::ReferralConcluded&);
};
struct Feedback : Stage<Feedback, Engaged,
                        Takes<event::ReferralConcluded, event::FeedbackCompleted, event::GuidanceStarted>> {
  static constexpr std::string_view kName = "Feedback";
  using Stage::Stage;
  sc::result react(const event::ReferralConcluded&);
  sc::result react(const event::FeedbackCompleted&);
  sc::result react(const event::GuidanceStarted&);
};
struct Guidance : Stage<Guidance, Engaged,
                        Takes<event::ReferralConcluded, event::GuidanceRecorded, event::Reapplied,
                              event::ReferredAgain, event::GuidanceEnded, event::DuplicateFound,
                              event::Transferred, event::DeadlineExtended>> {
  static constexpr std::string_view kName = "Guidance";
  static constexpr Duties kDuties{"guidance", roles::kTaskForce, "guidance"};
  using Stage::Stage;
  sc::result react(const event::ReferralConcluded&);
  sc::result react(const event::GuidanceRecorded&);
  sc::result react(const event::Reapplied&);
  sc::result react(const event::ReferredAgain&);
  sc::result react(const event::GuidanceEnded&);
  sc::result react(const event::DuplicateFound&);
  sc::result react(const event::Transferred&);
  sc::result react(const event::DeadlineExtended&);
};

struct Financing : Stage<Financing, Engaged, Takes<>, Drawdown> {
  using Stage::Stage;
};
struct Drawdown : Stage<Drawdown, Financing, Takes<event::ReferralConcluded, event::DrawdownConcluded>> {
  static constexpr std::string_view kName = "Financing.Drawdown";
  static constexpr Duties kDuties{"drawdown", roles::kTaskForce, ""};
  using Stage::Stage;
  sc::result react(const event::ReferralConcluded&);
  sc::result react(const event::DrawdownConcluded&);
};
struct PostLoan : Stage<PostLoan, Financing,
                        Takes<event::UseChecked, event::RenewalDue, event::Renewed, event::Settled>> {
  static constexpr std::string_view kName = "Financing.PostLoan";
  static constexpr Duties kDuties{"post-loan", roles::kTaskForce, ""};
  using Stage::Stage;
  void exit();
  sc::result react(const event::UseChecked&);
  sc::result react(const event::RenewalDue&);
  sc::result react(const event::Renewed&);
  sc::result react(const event::Settled&);
};

struct Closed : Stage<Closed, Alive, Takes<event::Nominated, event::WalkedIn, event::RemovedFromList>> {
  static constexpr std::string_view kName = "Closed";
  using Stage::Stage;
  sc::result react(const event::Nominated&);
  sc::result react(const event::WalkedIn&);
  sc::result react(const event::RemovedFromList&);
};
struct Removed : Stage<Removed, Alive, Takes<event::RemovalRevoked, event::UseChecked>> {
  static constexpr std::string_view kName = "Removed";
  using Stage::Stage;
  sc::result react(const event::RemovalRevoked&);
  sc::result react(const event::UseChecked&);
};
// clang-format on

// Nominated and WalkedIn, from every state that takes them: to Application, or to Received where
// the enterprise is another county's.
template <class State>
sc::result enrol(State& state) {
  CaseMachine& machine = state.outermost_context();
  if (!machine.may_enrol()) return state.stay();
  machine.enrol();
  if (machine.data.flag("elsewhere")) return state.template transit<Received>();
  return state.template transit<Application>();
}

// Removal, (十一): from any engaged state and from Closed.
bool may_remove(CaseMachine& machine);
void remove(CaseMachine& machine);

}  // namespace qianqiao::charts::case_chart
