#include "server/engine/authority.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace qianqiao {
namespace {

constexpr char kStepCompleted[] = "StepCompleted";

bool is_bank_role(std::string_view role) {
  return role == roles::kBankContact || role == roles::kBankHead;
}

// Several departments may handle one slip side by side (并联审批): each sees it, others do not.
bool holds_part(const SubjectRow& slip, const OrganisationId& department) {
  const auto departments = slip_departments(slip.configuration);
  return department == slip.organisation ||
         std::find(departments.begin(), departments.end(), department) != departments.end();
}

Result<void> check_person(const Directory& directory, const PersonId& id) {
  const Person* person = directory.person(id);
  if (person == nullptr) return fail("authority.unknown_person", {{"person", id}});
  if (person->disabled) return fail("authority.disabled", {{"person", id}});
  return {};
}

std::string joined(std::span<const std::string> names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : ", ") + name;
  return out;
}

const StepRule* step_of(const Definition& definition, const std::string& stage,
                        const std::string& id) {
  for (const StepRule& step : definition.steps())
    if (step.id == id && step.stage == stage) return &step;
  return nullptr;
}

}  // namespace

Concern concern_of(const SubjectRow& subject, const Definition& definition, std::string_view event,
                   const nlohmann::json& data) {
  Concern concern{subject, nullptr};
  SubjectRow& asked = concern.subject;
  // A bank's nomination is no business of other banks: the one it names must be the actor's.
  if (asked.kind == SubjectKind::kCase && event == "Nominated")
    asked.organisation = data.value("bank", "");
  if (asked.kind == SubjectKind::kCase && event == kStepCompleted)
    concern.step = step_of(definition, asked.configuration.state, data.value("step", ""));
  // A department speaks of its own part of a slip only.
  if (asked.kind == SubjectKind::kSlip && data.contains("part")) {
    const auto departments = slip_departments(asked.configuration, data.value("part", ""));
    if (!departments.empty()) {
      asked.organisation = departments.front();
      asked.configuration.context = "{}";
    }
  }
  return concern;
}

std::span<const std::string> wanted_roles(const EventEntry& event, const Concern& concern) {
  if (concern.step != nullptr) return {&concern.step->role, 1};
  return event.roles(concern.subject.configuration.state);
}

bool reaches(const Directory& directory, const Appointment& appointment, const Concern& concern) {
  // A department gives the report that it is asked for, wherever it stands in the tree.
  const bool is_report = concern.step != nullptr && !concern.step->department.empty();
  if (is_report && appointment.role == roles::kDepartment)
    return appointment.scope == concern.step->department;
  return covers(directory, appointment, concern.subject);
}

bool covers(const Directory& directory, const Appointment& appointment, const SubjectRow& subject) {
  if (is_bank_role(appointment.role)) {
    // A bank sees its own referrals and nothing else; a branch those that were assigned to it.
    if (subject.kind == SubjectKind::kSlip)
      return !subject.branch.empty() && directory.is_within(subject.branch, appointment.scope);
    return appointment.scope == subject.organisation ||
           (!subject.branch.empty() && directory.is_within(subject.branch, appointment.scope));
  }
  if (appointment.role == roles::kDepartment)
    return subject.kind == SubjectKind::kSlip
               ? holds_part(subject, appointment.scope)
               : directory.is_within(appointment.scope, subject.county);
  if (appointment.role == roles::kVisitor && !subject.township.empty())
    return directory.is_within(subject.township, appointment.scope) ||
           directory.is_within(subject.county, appointment.scope);
  return directory.is_within(subject.county, appointment.scope);
}

Result<Authorisation> authorise(const Directory& directory, const EventEntry& event,
                                const Concern& concern, const PersonId& actor,
                                const PersonId& acting_for, Date day) {
  if (auto known = check_person(directory, actor); !known) return fail(known.error());
  Authorisation authorisation;
  const PersonId& principal = acting_for.empty() ? actor : acting_for;
  if (principal != actor) {
    if (auto known = check_person(directory, principal); !known) return fail(known.error());
    const Mandate* mandate = directory.mandate(principal, actor, day);
    if (mandate == nullptr)
      return fail("authority.no_mandate", {{"principal", principal}, {"agent", actor}});
    authorisation.mandate = mandate->id;
  }
  bool has_business = false;
  const auto wanted = wanted_roles(event, concern);
  for (const Appointment* appointment : directory.appointments(principal, day)) {
    const bool reached = reaches(directory, *appointment, concern);
    if (!reached && !covers(directory, *appointment, concern.subject)) continue;
    has_business = true;
    if (reached && std::find(wanted.begin(), wanted.end(), appointment->role) != wanted.end())
      return authorisation;
  }
  if (!has_business) return fail("subject.not_found", {{"subject", concern.subject.id}});
  return fail("authority.no_role",
              {{"event", event.name}, {"person", principal}, {"roles", joined(wanted)}});
}

}  // namespace qianqiao
