// What a command's end means to a script.
#pragma once

#include "workflows/base/error.h"

namespace qianqiao {

enum ExitCode : int {
  kDone = 0,         // a provisional date too
  kRefused = 1,      // refused, failed, any bad row or code
  kUsage = 2,        // not understood
  kUnreachable = 3,  // server, database, lock, directory: nothing could be asked
};

// 3 where nothing could be opened or reached, else 1.
ExitCode exit_code_of(const Error& error);

}  // namespace qianqiao
