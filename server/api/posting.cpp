#include "server/api/posting.h"

#include <algorithm>

#include "server/api/gate.h"

namespace qianqiao {
namespace {

constexpr std::size_t kLongestKey = 200;

}  // namespace

Result<void> check_asker(const Request& request) {
  if (request.actor.empty()) return fail("http.actor_missing");
  if (!request.idempotency_key) return fail("http.idempotency_key_missing");
  const std::string& key = *request.idempotency_key;
  const auto printable = [](char c) { return c > ' ' && c < 0x7F; };
  if (key.empty() || key.size() > kLongestKey || !std::all_of(key.begin(), key.end(), printable))
    return fail("http.idempotency_key_malformed");
  return {};
}

Result<SubjectRow> subject_of(Reader& reader, SubjectKind kind, const Request& request) {
  const std::string& id = request.path_value("id");
  auto row = reader.subject(id);
  if (!row || row->kind != kind || !may_see(request, *row))
    return fail("subject.not_found", {{"subject", id}});
  return *std::move(row);
}

}  // namespace qianqiao
