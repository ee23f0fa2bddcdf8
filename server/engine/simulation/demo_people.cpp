#include "server/engine/simulation/demo_people.h"

#include <map>

#include "server/engine/simulation/demo_organisations.h"
#include "server/engine/simulation/vocabulary.h"
#include "workflows/domain/area.h"

namespace qianqiao {
namespace {

constexpr std::size_t kPasswordLength = 12;
// Appointed before the demo begins, so that its first day finds everybody in office.
constexpr std::chrono::days kAppointedBefore{30};

class Staffing {
 public:
  Staffing(Random& random, Date start, const std::function<std::string(std::string)>& hash_password)
      : random_(random), start_(start), hash_password_(hash_password) {
    for (const Organisation& organisation : demo_organisations())
      names_[organisation.id] = organisation.name;
  }

  void appoint(const std::string& username, std::string_view role, const OrganisationId& scope) {
    appoint(username, role, scope, random_.token(kPasswordLength));
  }

  void appoint(const std::string& username, std::string_view role, const OrganisationId& scope,
               const std::string& password) {
    Person person;
    person.id = username;
    person.name = person_name(random_);
    person.home = scope;
    person.email = username + "@example.invalid";
    person.phone = fictitious_phone(random_);
    person.password_hash = hashed(password);
    result_.people.push_back(person);
    result_.appointments.push_back(
        {username, std::string(role), scope, start_ - kAppointedBefore, std::nullopt});
    result_.accounts.push_back({username, password, std::string(role), names_[scope]});
  }

  void mandate(const std::string& principal, const std::string& agent, int first_day, int days) {
    result_.mandates.push_back({0, principal, agent, start_ + std::chrono::days(first_day),
                                start_ + std::chrono::days(first_day + days)});
  }

  std::string shared_password() { return random_.token(kPasswordLength); }
  DemoPeople take() { return std::move(result_); }

 private:
  std::string hashed(const std::string& password) {
    const auto known = hashes_.find(password);
    if (known != hashes_.end()) return known->second;
    return hashes_.emplace(password, hash_password_(password)).first->second;
  }

  Random& random_;
  const Date start_;
  const std::function<std::string(std::string)>& hash_password_;
  std::map<OrganisationId, std::string> names_;
  std::map<std::string, std::string> hashes_;
  DemoPeople result_;
};

void staff_county(Staffing& staff, const DemoCounty& county) {
  const auto appoint = [&](const std::string& name, std::string_view role) {
    staff.appoint(county.slug + "." + name, role, county.code);
  };
  appoint("office", roles::kCountyOffice);
  appoint("convener", roles::kCountyConvener);
  appoint("admin", roles::kCountyAdministrator);
  appoint("force1", roles::kTaskForce);
  appoint("force2", roles::kTaskForce);
  appoint("force3", roles::kTaskForce);
  appoint("reviewer1", roles::kPreliminaryReviewer);
  appoint("reviewer2", roles::kPreliminaryReviewer);
  appoint("bankreviewer1", roles::kBankReviewer);
  appoint("bankreviewer2", roles::kBankReviewer);
  appoint("deputy", roles::kDeputyLeader);
  appoint("leader", roles::kLeader);
  appoint("window", roles::kWindowClerk);
  const std::string visitors = staff.shared_password();
  int number = 0;
  for (const Area* town : AreaTable::shipped().towns_of(county.code))
    staff.appoint(county.slug + ".visit" + std::to_string(++number), roles::kVisitor, town->code,
                  visitors);
  const std::string officers = staff.shared_password();
  for (const DemoDepartment& department : demo_departments())
    staff.appoint(county.slug + "." + std::string(department.slug), roles::kDepartment,
                  department_of(department, county), officers);
  // Now and then somebody acts for another; the agent is new to the case.
  constexpr int kLongMandate = 400;
  staff.mandate(county.slug + ".reviewer1", county.slug + ".reviewer2", 5, kLongMandate);
  staff.mandate(county.slug + ".leader", county.slug + ".force3", 8, kLongMandate);
  staff.mandate(county.slug + ".convener", county.slug + ".office", 12, kLongMandate);
  staff.mandate(county.slug + ".force1", county.slug + ".window", 15, 20);
}

void staff_city(Staffing& staff) {
  const OrganisationId city = demo_city();
  staff.appoint("city.office", roles::kCityOffice, city);
  staff.appoint("city.convener1", roles::kCityConvener, city);
  staff.appoint("city.convener2", roles::kCityConvener, city);
  staff.appoint("city.auditor", roles::kAuditor, city);
  staff.appoint("city.system", roles::kSystemAdministrator, city);
  staff.appoint("city.security", roles::kSecurityAdministrator, city);
  staff.appoint("province.office", roles::kProvinceOffice, demo_province());
  staff.appoint("guarantor.contact", roles::kGuarantor, kDemoGuarantor);
}

void staff_bank(Staffing& staff, const DemoBank& bank) {
  staff.appoint(bank.slug + ".head", roles::kBankHead, bank.id);
  staff.appoint(bank.slug + ".contact1", roles::kBankContact, bank.id);
  staff.appoint(bank.slug + ".contact2", roles::kBankContact, bank.id);
  for (const DemoCounty& county : demo_counties())
    staff.appoint(bank.slug + "." + county.slug, roles::kBankContact, branch_of(bank, county));
  constexpr int kHolidayDays = 30;
  staff.mandate(bank.slug + ".contact1", bank.slug + ".contact2", 10, kHolidayDays);
}

}  // namespace

DemoPeople demo_people(Random& random, Date start,
                       const std::function<std::string(std::string)>& hash_password) {
  Staffing staff(random, start, hash_password);
  staff_city(staff);
  for (const DemoCounty& county : demo_counties()) staff_county(staff, county);
  for (const DemoBank& bank : demo_banks()) staff_bank(staff, bank);
  return staff.take();
}

}  // namespace qianqiao
