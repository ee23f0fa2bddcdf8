// The classes that a plugin touches — Case, Enterprise, Referral, Deadline, Calendar, Money — over
// a call's snapshot. The SDK has a twin of each in plain Python; a test holds them against each
// other. Private to this folder.
#pragma once

#include <pybind11/pybind11.h>

#include "plugins/host/snapshot.h"

namespace qianqiao::host {

// The module's name for Python.
inline constexpr char kObjectsModule[] = "_qianqiao";

void define_values(pybind11::module_& module);   // Money, Calendar
void define_objects(pybind11::module_& module);  // MissingField and the rest
pybind11::object case_of(const Snapshot& snapshot);

}  // namespace qianqiao::host
