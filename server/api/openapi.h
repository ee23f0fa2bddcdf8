// The description of the interface, OpenAPI 3.1: made from the table of routes, the catalogue of
// events and the component schemas, never written by hand. The same at every call; any thread.
#pragma once

#include <string>

namespace qianqiao {

const std::string& openapi_document();

}  // namespace qianqiao
