// A new password from whoever sits at the terminal, or from a script's stdin. Never from the
// arguments: those stand in every process list.
#pragma once

#include <string>

#include "workflows/base/result.h"

namespace qianqiao {

// Asked twice on a terminal. Errors: cli.no_password, cli.passwords_differ.
Result<std::string> read_new_password(bool from_stdin);

}  // namespace qianqiao
