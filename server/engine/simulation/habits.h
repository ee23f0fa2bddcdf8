// How people and banks behave when nothing steers them: how often somebody turns to a subject, and
// what they then do most. Banks differ: some are quick, some slow, some never answer, so that
// whole ladders run. A habit follows from the seed and the subject alone. Pure.
#pragma once

#include <cstdint>
#include <string_view>

#include "server/ports/rows.h"

namespace qianqiao {

// Of a hundred working days, on how many somebody turns to a subject in this state.
int daily_chance(const SubjectRow& subject, std::uint64_t seed);

// How usual the event is in this state, against the others; 0: never by habit.
int usual_weight(SubjectKind kind, std::string_view state, std::string_view event);

// The bank of this referral lets its clock run out, whatever is said to it.
bool is_silent(const SubjectRow& referral, std::uint64_t seed);

// A number that a name and the seed fix.
std::uint64_t mixed(std::uint64_t seed, std::string_view name);

}  // namespace qianqiao
