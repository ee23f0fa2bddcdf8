// The program `qianqiao`: reads its arguments, runs one command.
#pragma once

#include "server/cli/adapters.h"

namespace qianqiao {

// The exit code: 0 done; 1 refused, failed, any bad row or code; 2 usage; 3 cannot reach or open.
int run_program(int argc, char** argv, const Adapters& adapters);

}  // namespace qianqiao
