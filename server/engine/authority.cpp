#include "server/engine/authority.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

namespace qianqiao {
namespace {

constexpr char kStepCompleted[] = "StepCompleted";

bool is_bank_role(std::string_view role) {
  return role == roles::kBankContact || role == roles::kBankHead;
}

bool is_bank(OrganisationKind kind) {
  return kind == OrganisationKind::kBank || kind == OrganisationKind::kBranch;
}

// The kinds of subject that are a role's business at all. Who is not named here sees nothing: the
// system's administrators manage accounts, not cases (三员分立).
struct Business {
  std::string_view role;
  bool cases, referrals, slips;
};
constexpr Business kBusiness[] = {
    {roles::kProvinceOffice, true, true, true}, {roles::kCityOffice, true, true, true},
    {roles::kCityConvener, true, true, true},   {roles::kCountyOffice, true, true, true},
    {roles::kCountyConvener, true, true, true}, {roles::kCountyAdministrator, true, true, true},
    {roles::kTaskForce, true, true, true},      {roles::kPreliminaryReviewer, true, true, true},
    {roles::kBankReviewer, true, false, false},  // sees no referrals (process.md, actors)
    {roles::kDeputyLeader, true, true, true},   {roles::kLeader, true, true, true},
    {roles::kVisitor, true, false, true},       {roles::kDepartment, true, false, true},
    {roles::kBankContact, true, true, true},  // of a case: its own nomination only
    {roles::kBankHead, true, true, true},       {roles::kWindowClerk, true, true, true},
    {roles::kAuditor, true, true, true},
};

bool is_concerned(std::string_view role, SubjectKind kind) {
  for (const Business& business : kBusiness)
    if (business.role == role)
      return kind == SubjectKind::kCase       ? business.cases
             : kind == SubjectKind::kReferral ? business.referrals
                                              : business.slips;
  return false;
}

// Whole counties below the scope; of a visitor the townships too.
void add_area(const Directory& directory, const OrganisationId& scope, bool with_townships,
              Sight& sight) {
  for (const OrganisationId& id : directory.within(scope)) {
    const Organisation* organisation = directory.organisation(id);
    if (organisation == nullptr) continue;
    if (organisation->kind == OrganisationKind::kCounty) sight.counties.insert(id);
    if (organisation->kind == OrganisationKind::kTownship && with_townships)
      sight.townships.insert(id);
  }
}

// Then no query need ask about counties at all.
bool sees_every_county(const Directory& directory, const Sight& sight) {
  if (sight.counties.empty()) return false;
  for (const Organisation& organisation : directory.organisations())
    if (organisation.kind == OrganisationKind::kCounty && !sight.counties.contains(organisation.id))
      return false;
  return true;
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
  if (!concern.roles_asked.empty()) return concern.roles_asked;
  // A step that nobody does has no role: the chart says why it is not to be completed.
  if (concern.step != nullptr && !concern.step->role.empty()) return {&concern.step->role, 1};
  return event.roles(concern.subject.configuration.state);
}

bool reaches(const Directory& directory, const Appointment& appointment, const Concern& concern) {
  // A department gives the report that it is asked for, wherever it stands in the tree.
  OrganisationId asked = concern.asked;
  if (asked.empty() && concern.step != nullptr) asked = concern.step->department;
  if (!asked.empty() && appointment.role == roles::kDepartment) return appointment.scope == asked;
  return covers(directory, appointment, concern.subject);
}

bool covers(const Directory& directory, const Appointment& appointment, const SubjectRow& subject) {
  if (!is_concerned(appointment.role, subject.kind)) return false;
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

std::vector<const Appointment*> appointments_in_effect(const Directory& directory,
                                                       const PersonId& person, Date day) {
  std::vector<PersonId> holders = directory.principals(person, day);
  holders.push_back(person);
  std::vector<const Appointment*> found;
  if (!check_person(directory, person)) return found;
  for (const PersonId& holder : holders)
    if (check_person(directory, holder))
      for (const Appointment* appointment : directory.appointments(holder, day))
        found.push_back(appointment);
  return found;
}

Sight sight_of(const Directory& directory, const std::vector<const Appointment*>& appointments,
               SubjectKind kind) {
  Sight sight;
  for (const Appointment* appointment : appointments) {
    const OrganisationId& scope = appointment->scope;
    if (!is_concerned(appointment->role, kind)) continue;
    if (is_bank_role(appointment->role)) {
      sight.parties.insert(scope);
    } else if (appointment->role == roles::kDepartment) {
      if (kind == SubjectKind::kSlip) sight.parties.insert(scope);
      const OrganisationId county = directory.above(scope, OrganisationKind::kCounty);
      if (kind != SubjectKind::kSlip && !county.empty()) sight.counties.insert(county);
    } else {
      add_area(directory, scope, appointment->role == roles::kVisitor, sight);
    }
  }
  sight.everything = sees_every_county(directory, sight);
  return sight;
}

std::vector<OrganisationId> parties_of(const Directory& directory, const SubjectRow& subject) {
  std::set<OrganisationId> parties;
  if (subject.kind == SubjectKind::kCase) return {};
  if (!subject.organisation.empty()) parties.insert(subject.organisation);
  if (subject.kind == SubjectKind::kSlip)
    for (const OrganisationId& department : slip_departments(subject.configuration))
      parties.insert(department);
  for (const Organisation* at = directory.organisation(subject.branch);
       at != nullptr && is_bank(at->kind) && parties.insert(at->id).second;)
    at = directory.organisation(at->parent);
  return {parties.begin(), parties.end()};
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
