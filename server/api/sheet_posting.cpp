#include "server/api/sheet_posting.h"

#include <nlohmann/json.hpp>

#include "server/api/paging.h"
#include "workflows/base/digest.h"

namespace qianqiao {
namespace {

using Json = nlohmann::ordered_json;

Json to_json(const SheetProblem& problem) {
  const Text words = describe(problem.error).advice;
  return {{"row", problem.row},
          {"column", problem.column},
          {"code", problem.error.code},
          {"zh", words.zh},
          {"en", words.en}};
}

// What becomes of each, in their order; in a rehearsal nothing is kept.
Result<std::vector<Outcome>> outcomes_of(Service& service, const std::vector<SheetRow>& rows,
                                         bool dry_run) {
  std::vector<Command> commands;
  for (const SheetRow& row : rows)
    if (row.command) commands.push_back(*row.command);
  std::vector<Outcome> outcomes;
  const auto done = service.with_engine([&](Engine& engine) {
    outcomes = dry_run ? engine.rehearse(commands) : engine.execute(commands);
  });
  if (!done) return fail(done.error());
  return outcomes;
}

}  // namespace

Result<Command> sheet_command(const Request& request, const SubjectId& referral,
                              const std::string& event, nlohmann::json data) {
  auto command = make_command_of(SubjectKind::kReferral, event, std::move(data));
  if (!command) return command;
  command->subject = referral;
  command->actor = request.actor;
  command->idempotency_key =
      "sheet " + to_hex(sm3(referral + "\n" + command->event + "\n" + command->data->dump()));
  return command;
}

Result<Answer> post_sheet(Service& service, const std::vector<SheetRow>& rows,
                          const std::vector<SheetProblem>& problems, bool dry_run) {
  const auto outcomes = outcomes_of(service, rows, dry_run);
  if (!outcomes) return fail(outcomes.error());
  Json told = Json::array();
  for (const SheetProblem& problem : problems) told.push_back(to_json(problem));
  std::int64_t accepted = 0;
  auto next = outcomes->begin();
  for (const SheetRow& row : rows) {
    const Outcome outcome = row.command ? *next++ : Outcome(fail(row.command.error()));
    if (outcome)
      ++accepted;
    else
      told.push_back(to_json({row.number, "", outcome.error()}));
  }
  return json_answer({{"dry_run", dry_run}, {"accepted", accepted}, {"problems", told}});
}

}  // namespace qianqiao
