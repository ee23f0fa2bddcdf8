// Sends messages by the notifiers of counties' plugins: the channel of a message names which.
#pragma once

#include <memory>

#include "server/ports/notifier.h"
#include "server/ports/step_runner.h"

namespace qianqiao {

// `runner` outlives it. Whatever goes wrong with the plugin is worth another attempt, as with a
// mail server that is down; what it says is never going to work is not.
std::unique_ptr<Notifier> through_plugins(StepRunner& runner);

}  // namespace qianqiao
