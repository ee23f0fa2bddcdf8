// Reads one source into a Layer. What can be judged by the source alone is judged here; what
// depends on the other layers is the builder's. Pure.
#pragma once

#include "workflows/definition/layer.h"
#include "workflows/definition/problems.h"

namespace qianqiao {

// `source` outlives the layer.
Layer read_layer(LayerKind kind, const DefinitionSource& source, Problems& problems);

}  // namespace qianqiao
