// The slip's chart, process.md §3: a difficulty handed to departments and, if need be, upwards,
// (七). For this folder's sources only.
//
//   Dormant                  technical: before the first event, or before restoring
//   Alive
//   ├─ Open                  may be cancelled
//   │  ├─ Raised
//   │  ├─ AtDepartments      slip-handling runs { Dispatched, Handling }
//   │  ├─ EscalationProposed → Escalated   the level, city or province, is in the memory
//   │  └─ Resolved
//   ├─ Confirmed
//   └─ Cancelled
//
// Departments work side by side (并联审批): each has its part in the slip's memory.
#pragma once

#include "workflows/charts/machine.h"
#include "workflows/charts/slip_memory.h"
#include "workflows/domain/people.h"

namespace qianqiao::charts::slip_chart {

namespace event {
// clang-format off
struct Raised : Event<Raised> { static constexpr std::string_view kName = "Raised"; };
struct Dispatched : Event<Dispatched> { static constexpr std::string_view kName = "Dispatched"; };
struct Misrouted : Event<Misrouted> { static constexpr std::string_view kName = "Misrouted"; };
struct HandlingStarted : Event<HandlingStarted> { static constexpr std::string_view kName = "HandlingStarted"; };
struct PartAnswered : Event<PartAnswered> { static constexpr std::string_view kName = "PartAnswered"; };
struct IncompleteAccepted : Event<IncompleteAccepted> { static constexpr std::string_view kName = "IncompleteAccepted"; };
struct OwedItemDelivered : Event<OwedItemDelivered> { static constexpr std::string_view kName = "OwedItemDelivered"; };
struct Resolved : Event<Resolved> { static constexpr std::string_view kName = "Resolved"; };
struct Reopened : Event<Reopened> { static constexpr std::string_view kName = "Reopened"; };
struct Confirmed : Event<Confirmed> { static constexpr std::string_view kName = "Confirmed"; };
struct EscalationProposed : Event<EscalationProposed> { static constexpr std::string_view kName = "EscalationProposed"; };
struct EscalationConsented : Event<EscalationConsented> { static constexpr std::string_view kName = "EscalationConsented"; };
struct EscalationRefused : Event<EscalationRefused> { static constexpr std::string_view kName = "EscalationRefused"; };
struct EscalatedFurther : Event<EscalatedFurther> { static constexpr std::string_view kName = "EscalatedFurther"; };
struct AnsweredFromAbove : Event<AnsweredFromAbove> { static constexpr std::string_view kName = "AnsweredFromAbove"; };
struct Cancelled : Event<Cancelled> { static constexpr std::string_view kName = "Cancelled"; };
struct DeadlineExtended : Event<DeadlineExtended> { static constexpr std::string_view kName = "DeadlineExtended"; };
struct DeadlinesReprojected : Event<DeadlinesReprojected> { static constexpr std::string_view kName = "DeadlinesReprojected"; };
struct WorkflowMigrated : Event<WorkflowMigrated> { static constexpr std::string_view kName = "WorkflowMigrated"; };
// clang-format on
}  // namespace event

struct Dormant;
struct Alive;
struct Open;
struct Raised;
struct AtDepartments;
struct Dispatched;
struct Handling;
struct EscalationProposed;
struct Escalated;
struct Resolved;
struct Confirmed;
struct Cancelled;

struct SlipMachine : sc::state_machine<SlipMachine, Dormant>, Deliberation {
  static constexpr SubjectKind kKind = SubjectKind::kSlip;
  using Dormant = slip_chart::Dormant;
  using EventList =
      Takes<event::Raised, event::Dispatched, event::Misrouted, event::HandlingStarted,
            event::PartAnswered, event::IncompleteAccepted, event::OwedItemDelivered,
            event::Resolved, event::Reopened, event::Confirmed, event::EscalationProposed,
            event::EscalationConsented, event::EscalationRefused, event::EscalatedFurther,
            event::AnsweredFromAbove, event::Cancelled, event::DeadlineExtended,
            event::DeadlinesReprojected, event::WorkflowMigrated>;
  using LeafList = Leaves<Raised, Dispatched, Handling, EscalationProposed, Escalated, Resolved,
                          Confirmed, Cancelled>;

  SlipMachine(const Occurrence& what, const ChartRules& county, const ChartRules& entered)
      : Deliberation(what, county, entered) {}
  void unconsumed_event(const sc::event_base&) { unconsumed = true; }

  SlipMemory memory;

  bool may_dispatch();  // each part and department once
  void dispatch();
  SlipMemory::Part* part();  // that the event names; null: refused with guard.part_unknown
  void propose_escalation();
};

// clang-format off
struct Dormant : Stage<Dormant, SlipMachine, Takes<event::Raised>> {
  static constexpr std::string_view kName = "";
  using reactions = boost::mpl::list<sc::custom_reaction<Restore>, sc::custom_reaction<event::Raised>>;
  using Stage::Stage;
  sc::result react(const Restore& restore);
  sc::result react(const event::Raised&);
};

struct Alive : Stage<Alive, SlipMachine, Takes<event::DeadlinesReprojected, event::WorkflowMigrated>, Open> {
  using Stage::Stage;
  sc::result react(const event::DeadlinesReprojected&);
  sc::result react(const event::WorkflowMigrated&);
};
struct Open : Stage<Open, Alive, Takes<event::Cancelled>, Raised> {
  using Stage::Stage;
  sc::result react(const event::Cancelled&);
};

struct Raised : Stage<Raised, Open, Takes<event::Dispatched, event::EscalationProposed, event::DeadlineExtended>> {
  static constexpr std::string_view kName = "Raised";
  static constexpr Duties kDuties{"slip-dispatch", roles::kTaskForce, "slip-dispatch"};
  using Stage::Stage;
  sc::result react(const event::Dispatched&);
  sc::result react(const event::EscalationProposed&);
  sc::result react(const event::DeadlineExtended&);
};
struct AtDepartments : Stage<AtDepartments, Open, Takes<event::DeadlineExtended>, Dispatched> {
  static constexpr Duties kDuties{"", "", "slip-handling"};
  using Stage::Stage;
  sc::result react(const event::DeadlineExtended&);
};
struct Dispatched : Stage<Dispatched, AtDepartments, Takes<event::Misrouted, event::HandlingStarted, event::EscalationProposed>> {
  static constexpr std::string_view kName = "Dispatched";
  static constexpr Duties kDuties{"slip-handling", roles::kDepartment, ""};
  using Stage::Stage;
  sc::result react(const event::Misrouted&);
  sc::result react(const event::HandlingStarted&);
  sc::result react(const event::EscalationProposed&);
};
struct Handling : Stage<Handling, AtDepartments, Takes<event::Dispatched, event::HandlingStarted, event::PartAnswered, event::IncompleteAccepted, event::OwedItemDelivered, event::Resolved, event::EscalationProposed>> {
  static constexpr std::string_view kName = "Handling";
  static Duties duties(const SlipMachine& machine);
  using Stage::Stage;
  sc::result react(const event::Dispatched&);
  sc::result react(const event::HandlingStarted&);
  sc::result react(const event::PartAnswered&);
  sc::result react(const event::IncompleteAccepted&);
  sc::result react(const event::OwedItemDelivered&);
  sc::result react(const event::Resolved&);
  sc::result react(const event::EscalationProposed&);
};
struct EscalationProposed : Stage<EscalationProposed, Open, Takes<event::EscalationConsented, event::EscalationRefused>> {
  static constexpr std::string_view kName = "EscalationProposed";
  static constexpr Duties kDuties{"slip-escalation", roles::kCountyConvener, ""};
  using Stage::Stage;
  sc::result react(const event::EscalationConsented&);
  sc::result react(const event::EscalationRefused&);
};
struct Escalated : Stage<Escalated, Open, Takes<event::EscalatedFurther, event::AnsweredFromAbove, event::DeadlineExtended>> {
  static constexpr std::string_view kName = "Escalated";
  static constexpr Duties kDuties{"slip-escalation", roles::kCityOffice, "slip-answer"};
  using Stage::Stage;
  sc::result react(const event::EscalatedFurther&);
  sc::result react(const event::AnsweredFromAbove&);
  sc::result react(const event::DeadlineExtended&);
};
struct Resolved : Stage<Resolved, Open, Takes<event::OwedItemDelivered, event::Reopened, event::Confirmed>> {
  static constexpr std::string_view kName = "Resolved";
  static constexpr Duties kDuties{"slip-confirm", roles::kTaskForce, ""};
  using Stage::Stage;
  sc::result react(const event::OwedItemDelivered&);
  sc::result react(const event::Reopened&);
  sc::result react(const event::Confirmed&);
};
struct Confirmed : Stage<Confirmed, Alive, Takes<>> {
  static constexpr std::string_view kName = "Confirmed";
  using Stage::Stage;
};
struct Cancelled : Stage<Cancelled, Alive, Takes<>> {
  static constexpr std::string_view kName = "Cancelled";
  using Stage::Stage;
};
// clang-format on

}  // namespace qianqiao::charts::slip_chart
