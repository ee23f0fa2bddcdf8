// Workflow definitions in files: city templates and county overlays.
#pragma once

#include <string>

#include "workflows/definition/definition.h"

namespace qianqiao {

// Errors: cli.file_unreadable.
Result<std::string> read_text_file(const std::string& path);

// The template or overlay in the file on `base`; its problems name the file and the line.
DefinitionReading read_definition_file(const std::string& path, const Definition& base);

}  // namespace qianqiao
