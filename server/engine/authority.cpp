#include "server/engine/authority.h"

#include <algorithm>

namespace qianqiao {
namespace {

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

std::string joined(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : ", ") + name;
  return out;
}

}  // namespace

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
                                const SubjectRow& subject, std::string_view state,
                                const PersonId& actor, const PersonId& acting_for, Date day) {
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
  const std::vector<std::string>& wanted = event.roles(state);
  for (const Appointment* appointment : directory.appointments(principal, day)) {
    if (!covers(directory, *appointment, subject)) continue;
    has_business = true;
    if (std::find(wanted.begin(), wanted.end(), appointment->role) != wanted.end())
      return authorisation;
  }
  if (!has_business) return fail("subject.not_found", {{"subject", subject.id}});
  return fail("authority.no_role",
              {{"event", event.name}, {"person", principal}, {"roles", joined(wanted)}});
}

}  // namespace qianqiao
