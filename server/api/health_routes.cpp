#include <nlohmann/json.hpp>

#include "server/api/paging.h"
#include "server/api/routes.h"

namespace qianqiao::routes {

Result<Answer> healthz(Service&, const Request&) { return json_answer({{"status", "ok"}}); }

// Ready: the database answers, and the writing thread took a job.
Result<Answer> readyz(Service& service, const Request&) {
  const auto reader = service.store.reader();
  reader->setting("calendar.current");
  if (auto running = service.with_engine([](Engine&) {}); !running) return fail(running.error());
  return json_answer({{"status", "ready"}, {"schema", service.store.schema_version()}});
}

}  // namespace qianqiao::routes
