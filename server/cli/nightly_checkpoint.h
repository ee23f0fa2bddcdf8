// The daily checkpoint of a run that has the engine to itself.
#pragma once

#include "server/engine/checkpointer.h"
#include "server/engine/engine.h"

namespace qianqiao {

// Signs `day`, where there is history and it is not signed yet.
void sign_checkpoint(Engine& engine, Date day, const SigningKey& key);

}  // namespace qianqiao
