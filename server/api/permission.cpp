#include "server/api/permission.h"

#include <algorithm>

#include "server/engine/authority.h"

namespace qianqiao {
namespace {

// What an event may be about: the subject, or, of StepCompleted, each step of its stage.
std::vector<Concern> concerns_of(const SubjectRow& subject, const Definition& definition,
                                 const std::string& event) {
  std::vector<Concern> concerns;
  if (event == "StepCompleted")
    for (const StepRule& step : definition.steps())
      if (step.stage == subject.configuration.state) concerns.push_back({subject, &step});
  if (concerns.empty()) concerns.push_back({subject, nullptr});
  return concerns;
}

}  // namespace

Result<void> check_permission(const Service& service, const SubjectRow& subject,
                              const EventEntry& event, const PersonId& actor,
                              const PersonId& acting_for) {
  const auto directory = service.engine.directory();
  const auto rules = service.engine.rule_book();
  const Definition& definition = rules->definition(subject.workflow_version);
  const Date today = local_date(service.clock.now());
  Result<void> answer;
  for (const Concern& concern : concerns_of(subject, definition, event.name)) {
    const auto authorised = authorise(*directory, event, concern, actor, acting_for, today);
    if (authorised) return {};
    answer = fail(authorised.error());
  }
  return answer;
}

std::vector<PersonId> permitted_for(const Service& service, const SubjectRow& subject,
                                    const EventEntry& event, const PersonId& actor) {
  auto principals = service.engine.directory()->principals(actor, local_date(service.clock.now()));
  std::erase_if(principals, [&](const PersonId& principal) {
    return !check_permission(service, subject, event, actor, principal);
  });
  return principals;
}

}  // namespace qianqiao
