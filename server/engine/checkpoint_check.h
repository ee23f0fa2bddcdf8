// Do the signed checkpoints stand, and is history still what they cover?
//
// A row that names its own key proves nothing by itself: who changes it signs it anew. So the key
// comes from outside, from the signing key's file, or from checkpoints that were exported before.
#pragma once

#include <string>
#include <vector>

#include "server/engine/verifier.h"

namespace qianqiao {

std::vector<Difference> check_checkpoints(Reader& reader, const CheckpointTrust& trust);

}  // namespace qianqiao
