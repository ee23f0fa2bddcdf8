#include <nlohmann/json.hpp>

#include "server/api/paging.h"
#include "server/api/routes.h"

namespace qianqiao::routes {

Result<Answer> healthz(Service&, const Request&) { return json_answer({{"status", "ok"}}); }

// Ready: the database answers in the version of this program, and the writing thread comes round.
// Asked without waiting for that thread: it may be the one that does not answer.
Result<Answer> readyz(Service& service, const Request&) {
  if (service.queue.has_stopped()) return fail("server.stopping");
  const auto silence = std::chrono::floor<std::chrono::seconds>(service.queue.silence());
  if (silence > kLongestSilence)
    return fail("server.silent", {{"seconds", std::to_string(silence.count())}});
  const int stored = service.store.schema_version();
  const int newest = service.store.newest_schema_version();
  if (stored < newest)
    return fail("store.older_schema",
                {{"stored", std::to_string(stored)}, {"known", std::to_string(newest)}});
  service.store.reader()->setting("calendar.current");
  return json_answer({{"status", "ready"}, {"schema", stored}});
}

}  // namespace qianqiao::routes
