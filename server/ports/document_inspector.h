// Who says what an uploaded document really is. The reading of files is intake's; main hands it
// over, so that neither includes the other.
#pragma once

#include <functional>
#include <string>

#include "workflows/base/result.h"

namespace qianqiao {

// The media type of the file at `path`, told from its content; `name` is what its sender calls it,
// whose extension must fit. Errors: document.empty, document.type_refused, document.macros,
// document.locked, document.damaged, document.extension.
using DocumentInspector =
    std::function<Result<std::string>(const std::string& path, const std::string& name)>;

}  // namespace qianqiao
