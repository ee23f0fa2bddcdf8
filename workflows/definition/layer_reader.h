// Reads one source into a Layer. What can be judged by the source alone is judged here; what
// depends on the other layers is the builder's. Pure.
#pragma once

#include "workflows/definition/layer.h"
#include "workflows/definition/problems.h"

namespace qianqiao {

// `source` outlives the layer; `clauses` are the names that a rule may cite, for a statute unless
// it has its own.
Layer read_layer(LayerKind kind, const DefinitionSource& source,
                 const std::vector<std::string>& clauses, Problems& problems);

}  // namespace qianqiao
