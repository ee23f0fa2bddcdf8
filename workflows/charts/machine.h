// The frame that the three charts share around Boost.Statechart: events by name, states by name,
// restoring through Dormant. For this folder's sources only.
#pragma once

#include <boost/mpl/list.hpp>
#include <boost/statechart/custom_reaction.hpp>
#include <boost/statechart/event.hpp>
#include <boost/statechart/state.hpp>
#include <boost/statechart/state_machine.hpp>
#include <boost/statechart/transition.hpp>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <vector>

#include "workflows/charts/deliberation.h"

namespace qianqiao::charts {

namespace sc = boost::statechart;

// An event carries nothing: its data is the deliberation's occurrence.
template <class Self>
struct Event : sc::event<Self> {};

// Brings a fresh machine from Dormant to a stored leaf state.
struct Restore : sc::event<Restore> {
  explicit Restore(std::string_view leaf) : state(leaf) {}
  std::string_view state;
};

// The events that a state takes.
template <class... E>
struct Takes {
  template <class X>
  static constexpr bool kHas = (std::is_same_v<X, E> || ...);
};
template <class Taken>
struct ReactionsOf;
template <class... E>
struct ReactionsOf<Takes<E...>> {
  using Type = boost::mpl::list<sc::custom_reaction<E>...>;
};
template <class... S>
struct Leaves {};
using NoInner = boost::mpl::list<>;

// A state. `Self` has kName if it is a leaf, and kDuties or duties() if it owes something.
template <class Self, class Outer, class Taken = Takes<>, class Inner = NoInner>
struct Stage : sc::state<Self, Outer, Inner> {
  using Base = sc::state<Self, Outer, Inner>;
  using reactions = typename ReactionsOf<Taken>::Type;
  using Taking = Taken;
  using OuterState = Outer;
  static constexpr Duties kDuties{};

  explicit Stage(typename Base::my_context context) : Base(context) {
    auto& machine = this->outermost_context();
    if constexpr (std::is_same_v<Inner, NoInner>)
      machine.enter_leaf(Self::kName, Self::duties(machine));
    else
      machine.enter(Self::duties(machine));
  }
  void exit() {
    auto& machine = this->outermost_context();
    machine.leave(Self::duties(machine));
  }
  static Duties duties(const Deliberation&) { return Self::kDuties; }

  // The event is taken without leaving the state, or a guard refused it.
  sc::result stay() { return this->discard_event(); }
};

// Does the state, or one around it, take the event?
template <class Machine, class S, class E>
constexpr bool knows() {
  if constexpr (std::is_same_v<S, Machine>)
    return false;
  else
    return S::Taking::template kHas<E> || knows<Machine, typename S::OuterState, E>();
}

// A chart by names. `Machine` has EventList = Takes<…>, LeafList = Leaves<…>, Dormant, kKind.
template <class Machine>
class Chart {
 public:
  using Dormant = typename Machine::Dormant;

  static sc::result restore(Dormant& dormant, std::string_view leaf) {
    const auto& doors = restorers();
    const auto door = doors.find(leaf);
    return door == doors.end() ? dormant.stay() : door->second(dormant);
  }

  static Result<Decision> decide(const Configuration& before, const Occurrence& occurrence,
                                 const ChartRules& rules, const ChartRules& entered) {
    const auto poster = posters().find(occurrence.event);
    if (poster == posters().end())
      return fail("event.unknown", {{"event", std::string(occurrence.event)}});
    Machine machine(occurrence, rules, entered);
    auto memory = decltype(machine.memory)::from_json(before.context);
    if (!memory) return fail(std::move(memory).error());
    machine.memory = *std::move(memory);
    const auto remembered = machine.memory;
    machine.initiate();
    if (!before.state.empty()) {
      machine.restoring = true;
      machine.process_event(Restore(before.state));
      machine.restoring = false;
      if (machine.state != before.state) return fail("chart.unreadable", {{"what", before.state}});
    }
    poster->second(machine);
    if (machine.unconsumed) return not_allowed(before.state, occurrence.event);
    if (machine.refusal) {
      machine.refusal->allowed_events = allowed_events(Machine::kKind, before.state);
      return fail(*std::move(machine.refusal));
    }
    Decision decision;
    decision.after.state = machine.state;
    decision.after.context =
        machine.memory == remembered ? before.context : machine.memory.to_json();
    decision.actions = std::move(machine.actions);
    return decision;
  }

  static std::vector<std::string> event_names() { return names_of(typename Machine::EventList{}); }
  static std::vector<std::string> leaf_names() { return names_of(typename Machine::LeafList{}); }

  // Leaf state ("" before the first event) → events it knows, in the chart's order.
  static std::unordered_map<std::string, std::vector<std::string>> known_events() {
    std::unordered_map<std::string, std::vector<std::string>> known;
    add_known(known, typename Machine::LeafList{});
    known[""] = names_where<Dormant>(typename Machine::EventList{});
    return known;
  }

 private:
  using Poster = void (*)(Machine&);
  using Restorer = sc::result (*)(Dormant&);

  static tl::unexpected<Error> not_allowed(std::string_view state, std::string_view event) {
    const Text title = state_title(Machine::kKind, state);
    Error error{"event.not_allowed_here",
                {{"event", std::string(event)}, {"state_zh", title.zh}, {"state_en", title.en}}};
    error.allowed_events = allowed_events(Machine::kKind, state);
    return fail(std::move(error));
  }

  static const std::unordered_map<std::string_view, Poster>& posters() {
    static const auto table = posters_of(typename Machine::EventList{});
    return table;
  }
  template <class... E>
  static std::unordered_map<std::string_view, Poster> posters_of(Takes<E...>) {
    return {{E::kName, [](Machine& machine) { machine.process_event(E()); }}...};
  }
  static const std::unordered_map<std::string_view, Restorer>& restorers() {
    static const auto table = restorers_of(typename Machine::LeafList{});
    return table;
  }
  template <class... S>
  static std::unordered_map<std::string_view, Restorer> restorers_of(Leaves<S...>) {
    return {{S::kName,
             [](Dormant& dormant) -> sc::result { return dormant.template transit<S>(); }}...};
  }
  template <template <class...> class List, class... X>
  static std::vector<std::string> names_of(List<X...>) {
    return {std::string(X::kName)...};
  }
  template <class... S>
  static void add_known(std::unordered_map<std::string, std::vector<std::string>>& known,
                        Leaves<S...>) {
    (known.emplace(std::string(S::kName), names_where<S>(typename Machine::EventList{})), ...);
  }
  template <class S, class... E>
  static std::vector<std::string> names_where(Takes<E...>) {
    std::vector<std::string> names;
    ((knows<Machine, S, E>() ? names.push_back(std::string(E::kName)) : void()), ...);
    return names;
  }
};

}  // namespace qianqiao::charts
