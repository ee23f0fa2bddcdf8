// What an administrator asks of the house as a whole.
#include <nlohmann/json.hpp>

#include "server/api/doctor.h"
#include "server/api/paging.h"
#include "server/api/routes.h"
#include "server/engine/verifier.h"
#include "workflows/base/random.h"

namespace qianqiao::routes {
namespace {

using Json = nlohmann::ordered_json;

Json to_json(const Difference& difference) {
  return {{"kind", difference.kind},
          {"where", difference.where},
          {"zh", difference.words.zh},
          {"en", difference.words.en}};
}

}  // namespace

Result<Answer> verify_all(Service& service, const Request& request) {
  const Verification found = verify(service.store, [&](std::int64_t done, std::int64_t total) {
    if (request.progress)
      request.progress(static_cast<std::uint64_t>(done), static_cast<std::uint64_t>(total));
  });
  Json differences = Json::array();
  for (const Difference& difference : found.differences) differences.push_back(to_json(difference));
  return json_answer({{"history_rows", found.history_rows},
                      {"subjects", found.subjects},
                      {"deadlines", found.deadlines},
                      {"differences", differences},
                      {"more", found.more}});
}

Result<Answer> take_backup(Service& service, const Request&) {
  const std::string path =
      service.working_folder + "/backup-" + Random::from_system().token(16) + ".db";
  Result<void> made;
  const auto done = service.with_engine([&](Engine& engine) {
    made = engine.store().backup_to(path);
    if (!made) return;
    const std::string now = std::to_string(to_milliseconds(engine.now()));
    engine.record([&](Writer& writer) { writer.put_setting(kLastBackup, now); });
  });
  if (!done) return fail(done.error());
  if (!made) return fail(made.error());
  Answer answer;
  answer.content_type = "application/vnd.sqlite3";
  answer.file_path = path;
  answer.remove_file = true;
  return answer;
}

}  // namespace qianqiao::routes
