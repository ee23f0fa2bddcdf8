// What an administrator asks of the house as a whole.
#include <nlohmann/json.hpp>

#include "server/api/doctor.h"
#include "server/api/json_input.h"
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
  service.expect_wait();
  CheckpointTrust trust;
  trust.signing_key = service.signing_public_key;
  if (!request.body.empty()) {
    const auto body = parse_strictly(request.body);
    if (!body) return fail(body.error());
    auto exported = read_checkpoint_export(*body);
    if (!exported) return fail(exported.error());
    trust.exported = *std::move(exported);
  }
  const auto tell = [&](std::int64_t done, std::int64_t total) {
    if (request.progress)
      request.progress(static_cast<std::uint64_t>(done), static_cast<std::uint64_t>(total));
  };
  const Verification found = verify(service.store, tell, trust);
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
