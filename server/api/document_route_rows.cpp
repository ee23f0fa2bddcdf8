// The rows of documents (材料), the same for cases and referrals.
#include "server/api/route_making.h"
#include "server/api/route_rows.h"
#include "server/api/routes.h"
#include "server/engine/document_keeping.h"

namespace qianqiao {
namespace {

using namespace making;
namespace r = routes;

constexpr std::string_view kContentTypes =
    "application/pdf,image/jpeg,image/png,text/plain,"
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,"
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

struct DocumentRoutes {
  std::string_view all, one, removal;  // patterns
};
template <SubjectKind kind>
void add_routes_of(std::vector<Route>& table, const DocumentRoutes& of) {
  const auto add = adder(table);
  add(get(of.all, kSignedIn, {}, {"材料", "its documents"}, r::list_documents<kind>),
      ok("Document[]"));
  add({kPost,
       of.all,
       kSignedIn,
       BodyKind::kUpload,
       static_cast<std::size_t>(kMostDocumentBytes),
       {"name", "kind", "acting_for"},
       {"添加一份材料：PDF、JPEG、PNG、XLSX、DOCX 或纯文本，每份至多 10 MiB，每个事项至多 50 份；"
        "带 Idempotency-Key，不用 If-Match",
        "add a document: PDF, JPEG, PNG, XLSX, DOCX or plain text, 10 MiB at most, 50 in all; "
        "with an Idempotency-Key, without If-Match"},
       r::add_document<kind>},
      {{200, "DocumentPosted"}, {201, "DocumentPosted"}});
  add(get(of.one, kSignedIn, {}, {"一份材料的内容", "the content of a document"},
          r::fetch_document<kind>),
      ok(kContentTypes));
  add(post(of.removal, kSignedIn, {"移除材料并删除内容", "remove a document and erase its content"},
           r::remove_document<kind>),
      ok("DocumentPosted"), "DocumentRemoval");
}

}  // namespace

void add_document_routes(std::vector<Route>& table) {
  add_routes_of<SubjectKind::kCase>(
      table, {"/api/v1/cases/{id}/documents", "/api/v1/cases/{id}/documents/{document}",
              "/api/v1/cases/{id}/documents/{document}/remove"});
  add_routes_of<SubjectKind::kReferral>(
      table, {"/api/v1/referrals/{id}/documents", "/api/v1/referrals/{id}/documents/{document}",
              "/api/v1/referrals/{id}/documents/{document}/remove"});
}

}  // namespace qianqiao
