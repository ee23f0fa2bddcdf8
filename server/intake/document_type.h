// What kind of file a document is, told from its content and never from its name: PDF, JPEG, PNG,
// XLSX, DOCX or plain text in UTF-8. All else is refused: what a browser or an office program would
// run (HTML, SVG, scripts, macros) above all.
#pragma once

#include <string>
#include <string_view>

#include "workflows/base/result.h"

namespace qianqiao {

// A DocumentInspector, see server/ports/document_inspector.h.
Result<std::string> inspect_document(const std::string& path, const std::string& name);

// Is this plain text that nothing would run? UTF-8, no control characters, no markup, no script.
bool is_plain_text(std::string_view content);

}  // namespace qianqiao
