// The description of this interface, and a page that shows it without any other server.
#include <string_view>

#include "server/api/openapi.h"
#include "server/api/routes.h"

namespace qianqiao {

namespace page_files {
std::string_view embedded_file(std::string_view name);
}

namespace routes {
namespace {

// Nothing but what this server sends, and no script inside the page.
constexpr const char* kPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

Answer page_file(std::string_view name, const char* content_type) {
  Answer answer;
  answer.content_type = content_type;
  answer.body = page_files::embedded_file(name);
  answer.headers.emplace_back("Content-Security-Policy", kPolicy);
  return answer;
}

}  // namespace

Result<Answer> show_openapi(Service&, const Request&) {
  Answer answer;
  answer.body = openapi_document();
  return answer;
}

Result<Answer> show_docs(Service&, const Request&) {
  return page_file("docs.html", "text/html; charset=utf-8");
}

Result<Answer> show_docs_style(Service&, const Request&) {
  return page_file("docs.css", "text/css; charset=utf-8");
}

Result<Answer> show_docs_script(Service&, const Request&) {
  return page_file("docs.js", "text/javascript; charset=utf-8");
}

}  // namespace routes
}  // namespace qianqiao
