// Stepping into the accounts of a demo city without their passwords.
#pragma once

#include "server/api/service.h"
#include "server/engine/simulation/demo_entrances.h"
#include "workflows/base/result.h"

namespace qianqiao {

// Of a house that `qianqiao demo` filled and that runs on a simulated clock, so that every page
// says 演示: whoever goes on with its data on the system's clock has closed this door. Errors:
// demo.none.
Result<DemoEntrances> demo_entrances(const Service& service, Reader& reader);

}  // namespace qianqiao
