// The referral's chart, process.md §3: one case before one bank. For this folder's sources only.
//
//   Dormant                     technical: before the first event, or before restoring
//   Alive
//   ├─ Undecided                may be declined, reassigned or cancelled
//   │  ├─ Gathering             materials are not complete { Pushed, Contacted, CollectingMaterials
//   } │  └─ Deciding              the 30 days of (六) run ├─ Granted → Drawn | NotNeeded | Lapsed
//   ├─ Declined → FeedbackGiven  the 5 working days of (六) run in Declined
//   └─ Cancelled
//
// Reactions: referral_gathering.cpp (until the decision), referral_chart.cpp (the decision and
// after).
#pragma once

#include "workflows/charts/machine.h"
#include "workflows/charts/referral_memory.h"
#include "workflows/domain/people.h"

namespace qianqiao::charts::referral_chart {

namespace event {
// clang-format off
struct Pushed : Event<Pushed> { static constexpr std::string_view kName = "Pushed"; };
struct Contacted : Event<Contacted> { static constexpr std::string_view kName = "Contacted"; };
struct MaterialsRequested : Event<MaterialsRequested> { static constexpr std::string_view kName = "MaterialsRequested"; };
struct MaterialsSubmitted : Event<MaterialsSubmitted> { static constexpr std::string_view kName = "MaterialsSubmitted"; };
struct MaterialsCompleted : Event<MaterialsCompleted> { static constexpr std::string_view kName = "MaterialsCompleted"; };
struct CompletionEvidenced : Event<CompletionEvidenced> { static constexpr std::string_view kName = "CompletionEvidenced"; };
struct CompletionConfirmed : Event<CompletionConfirmed> { static constexpr std::string_view kName = "CompletionConfirmed"; };
struct CompletionCorrectionProposed : Event<CompletionCorrectionProposed> { static constexpr std::string_view kName = "CompletionCorrectionProposed"; };
struct MaterialsCompletionCorrected : Event<MaterialsCompletionCorrected> { static constexpr std::string_view kName = "MaterialsCompletionCorrected"; };
struct BranchReassigned : Event<BranchReassigned> { static constexpr std::string_view kName = "BranchReassigned"; };
struct Granted : Event<Granted> { static constexpr std::string_view kName = "Granted"; };
struct Declined : Event<Declined> { static constexpr std::string_view kName = "Declined"; };
struct FeedbackGiven : Event<FeedbackGiven> { static constexpr std::string_view kName = "FeedbackGiven"; };
struct FeedbackConfirmed : Event<FeedbackConfirmed> { static constexpr std::string_view kName = "FeedbackConfirmed"; };
struct DecisionCorrected : Event<DecisionCorrected> { static constexpr std::string_view kName = "DecisionCorrected"; };
struct GrantCorrected : Event<GrantCorrected> { static constexpr std::string_view kName = "GrantCorrected"; };
struct Drawn : Event<Drawn> { static constexpr std::string_view kName = "Drawn"; };
struct DrawingCorrected : Event<DrawingCorrected> { static constexpr std::string_view kName = "DrawingCorrected"; };
struct CreditNotNeeded : Event<CreditNotNeeded> { static constexpr std::string_view kName = "CreditNotNeeded"; };
struct GrantLapsed : Event<GrantLapsed> { static constexpr std::string_view kName = "GrantLapsed"; };
struct LedgerEntered : Event<LedgerEntered> { static constexpr std::string_view kName = "LedgerEntered"; };
struct EnterpriseUnresponsive : Event<EnterpriseUnresponsive> { static constexpr std::string_view kName = "EnterpriseUnresponsive"; };
struct ReferralWithdrawn : Event<ReferralWithdrawn> { static constexpr std::string_view kName = "ReferralWithdrawn"; };
struct CaseWithdrawn : Event<CaseWithdrawn> { static constexpr std::string_view kName = "CaseWithdrawn"; };
struct CaseRemoved : Event<CaseRemoved> { static constexpr std::string_view kName = "CaseRemoved"; };
struct DocumentAdded : Event<DocumentAdded> { static constexpr std::string_view kName = "DocumentAdded"; };
struct DocumentRemoved : Event<DocumentRemoved> { static constexpr std::string_view kName = "DocumentRemoved"; };
struct DeadlineExtended : Event<DeadlineExtended> { static constexpr std::string_view kName = "DeadlineExtended"; };
struct DeadlinesReprojected : Event<DeadlinesReprojected> { static constexpr std::string_view kName = "DeadlinesReprojected"; };
struct WorkflowMigrated : Event<WorkflowMigrated> { static constexpr std::string_view kName = "WorkflowMigrated"; };
// clang-format on
}  // namespace event

struct Dormant;
struct Alive;
struct Undecided;
struct Gathering;
struct Pushed;
struct Contacted;
struct CollectingMaterials;
struct Deciding;
struct Granted;
struct Drawn;
struct NotNeeded;
struct Lapsed;
struct Declined;
struct FeedbackGiven;
struct Cancelled;

struct ReferralMachine : sc::state_machine<ReferralMachine, Dormant>, Deliberation {
  static constexpr SubjectKind kKind = SubjectKind::kReferral;
  using Dormant = referral_chart::Dormant;
  using EventList =
      Takes<event::Pushed, event::Contacted, event::MaterialsRequested, event::MaterialsSubmitted,
            event::MaterialsCompleted, event::CompletionEvidenced, event::CompletionConfirmed,
            event::CompletionCorrectionProposed, event::MaterialsCompletionCorrected,
            event::BranchReassigned, event::Granted, event::Declined, event::FeedbackGiven,
            event::FeedbackConfirmed, event::DecisionCorrected, event::GrantCorrected, event::Drawn,
            event::DrawingCorrected, event::CreditNotNeeded, event::GrantLapsed,
            event::LedgerEntered, event::EnterpriseUnresponsive, event::ReferralWithdrawn,
            event::CaseWithdrawn, event::CaseRemoved, event::DocumentAdded, event::DocumentRemoved,
            event::DeadlineExtended, event::DeadlinesReprojected, event::WorkflowMigrated>;
  using LeafList = Leaves<Pushed, Contacted, CollectingMaterials, Deciding, Granted, Drawn,
                          NotNeeded, Lapsed, Declined, FeedbackGiven, Cancelled>;

  ReferralMachine(const Occurrence& what, const ChartRules& county, const ChartRules& entered)
      : Deliberation(what, county, entered) {}
  void unconsumed_event(const sc::event_base&) { unconsumed = true; }

  ReferralMemory memory;

  // A day on which the bank may have had all materials: pushed ≤ last submission ≤ day ≤ today.
  bool may_have_received(Date day);
  void wait_for(const char* whom);  // "enterprise", "bank" or nobody: the clocks of materials
  void decline();
  void cancel();
  bool may_grant(const Facts& grant);
  void record_grant(const Facts& grant);  // warnings of (八) and (九)
  void owe_ledger_entry();                // (六) 及时填报台账
};

// clang-format off
struct Dormant : Stage<Dormant, ReferralMachine, Takes<event::Pushed>> {
  static constexpr std::string_view kName = "";
  using reactions = boost::mpl::list<sc::custom_reaction<Restore>, sc::custom_reaction<event::Pushed>>;
  using Stage::Stage;
  sc::result react(const Restore& restore);
  sc::result react(const event::Pushed&);
};

struct Alive : Stage<Alive, ReferralMachine, Takes<event::DocumentRemoved, event::DeadlinesReprojected, event::WorkflowMigrated>, Undecided> {
  using Stage::Stage;
  sc::result react(const event::DocumentRemoved&);
  sc::result react(const event::DeadlinesReprojected&);
  sc::result react(const event::WorkflowMigrated&);
};

struct Undecided : Stage<Undecided, Alive, Takes<event::BranchReassigned, event::Declined, event::ReferralWithdrawn, event::CaseWithdrawn, event::CaseRemoved, event::DeadlineExtended, event::DocumentAdded>, Gathering> {
  using Stage::Stage;
  sc::result react(const event::BranchReassigned&);
  sc::result react(const event::Declined&);
  sc::result react(const event::ReferralWithdrawn&);
  sc::result react(const event::CaseWithdrawn&);
  sc::result react(const event::CaseRemoved&);
  sc::result react(const event::DeadlineExtended&);
  sc::result react(const event::DocumentAdded&);
};

struct Gathering : Stage<Gathering, Undecided, Takes<event::MaterialsCompleted, event::CompletionEvidenced, event::CompletionConfirmed>, Pushed> {
  void exit();
  using Stage::Stage;
  sc::result react(const event::MaterialsCompleted&);
  sc::result react(const event::CompletionEvidenced&);
  sc::result react(const event::CompletionConfirmed&);
};
struct Pushed : Stage<Pushed, Gathering, Takes<event::Contacted, event::MaterialsSubmitted>> {
  static constexpr std::string_view kName = "Pushed";
  static constexpr Duties kDuties{"referral-contact", roles::kBankContact, "bank-contact"};
  using Stage::Stage;
  sc::result react(const event::Contacted&);
  sc::result react(const event::MaterialsSubmitted&);
};
struct Contacted : Stage<Contacted, Gathering, Takes<event::MaterialsRequested, event::MaterialsSubmitted, event::EnterpriseUnresponsive>> {
  static constexpr std::string_view kName = "Contacted";
  static constexpr Duties kDuties{"referral-materials", roles::kBankContact, ""};
  using Stage::Stage;
  sc::result react(const event::MaterialsRequested&);
  sc::result react(const event::MaterialsSubmitted&);
  sc::result react(const event::EnterpriseUnresponsive&);
};
struct CollectingMaterials : Stage<CollectingMaterials, Gathering, Takes<event::MaterialsRequested, event::MaterialsSubmitted, event::EnterpriseUnresponsive>> {
  static constexpr std::string_view kName = "CollectingMaterials";
  static constexpr Duties kDuties{"referral-materials", roles::kBankContact, ""};
  using Stage::Stage;
  sc::result react(const event::MaterialsRequested&);
  sc::result react(const event::MaterialsSubmitted&);
  sc::result react(const event::EnterpriseUnresponsive&);
};
// bank-decision is armed by what completes the materials, since its anchor may lie in the past.
struct Deciding : Stage<Deciding, Undecided, Takes<event::MaterialsRequested, event::MaterialsSubmitted, event::CompletionCorrectionProposed, event::MaterialsCompletionCorrected, event::Granted>> {
  static constexpr std::string_view kName = "Deciding";
  static constexpr Duties kDuties{"referral-decision", roles::kBankContact, ""};
  void exit();
  using Stage::Stage;
  sc::result react(const event::MaterialsRequested&);
  sc::result react(const event::MaterialsSubmitted&);
  sc::result react(const event::CompletionCorrectionProposed&);
  sc::result react(const event::MaterialsCompletionCorrected&);
  sc::result react(const event::Granted&);
};

struct Granted : Stage<Granted, Alive, Takes<event::BranchReassigned, event::GrantCorrected, event::LedgerEntered, event::Drawn, event::CreditNotNeeded, event::GrantLapsed, event::DeadlineExtended, event::DocumentAdded>> {
  static constexpr std::string_view kName = "Granted";
  static constexpr Duties kDuties{"drawdown", roles::kBankContact, "drawdown-check"};
  void exit();
  explicit Granted(my_context context);
  sc::result react(const event::BranchReassigned&);
  sc::result react(const event::GrantCorrected&);
  sc::result react(const event::LedgerEntered&);
  sc::result react(const event::Drawn&);
  sc::result react(const event::CreditNotNeeded&);
  sc::result react(const event::GrantLapsed&);
  sc::result react(const event::DeadlineExtended&);
  sc::result react(const event::DocumentAdded&);
};
struct Drawn : Stage<Drawn, Alive, Takes<event::GrantCorrected, event::LedgerEntered, event::Drawn, event::DrawingCorrected, event::DeadlineExtended, event::DocumentAdded>> {
  static constexpr std::string_view kName = "Drawn";
  explicit Drawn(my_context context);
  sc::result react(const event::GrantCorrected&);
  sc::result react(const event::LedgerEntered&);
  sc::result react(const event::Drawn&);
  sc::result react(const event::DrawingCorrected&);
  sc::result react(const event::DeadlineExtended&);
  sc::result react(const event::DocumentAdded&);
};
struct NotNeeded : Stage<NotNeeded, Alive, Takes<event::Drawn, event::DocumentAdded>> {
  static constexpr std::string_view kName = "NotNeeded";
  using Stage::Stage;
  sc::result react(const event::Drawn&);
  sc::result react(const event::DocumentAdded&);
};
struct Lapsed : Stage<Lapsed, Alive, Takes<>> {
  static constexpr std::string_view kName = "Lapsed";
  using Stage::Stage;
};

struct Declined : Stage<Declined, Alive, Takes<event::FeedbackGiven, event::DecisionCorrected, event::CaseRemoved, event::DeadlineExtended, event::DocumentAdded>> {
  static constexpr std::string_view kName = "Declined";
  static constexpr Duties kDuties{"referral-feedback", roles::kBankContact, "bank-feedback"};
  using Stage::Stage;
  sc::result react(const event::FeedbackGiven&);
  sc::result react(const event::DecisionCorrected&);
  sc::result react(const event::CaseRemoved&);
  sc::result react(const event::DeadlineExtended&);
  sc::result react(const event::DocumentAdded&);
};
struct FeedbackGiven : Stage<FeedbackGiven, Alive, Takes<event::FeedbackConfirmed, event::DecisionCorrected, event::DocumentAdded>> {
  static constexpr std::string_view kName = "FeedbackGiven";
  using Stage::Stage;
  sc::result react(const event::FeedbackConfirmed&);
  sc::result react(const event::DecisionCorrected&);
  sc::result react(const event::DocumentAdded&);
};

// A grant that comes after all is credit off the list, (六).
struct Cancelled : Stage<Cancelled, Alive, Takes<event::Granted>> {
  static constexpr std::string_view kName = "Cancelled";
  using Stage::Stage;
  sc::result react(const event::Granted&);
};
// clang-format on

}  // namespace qianqiao::charts::referral_chart
