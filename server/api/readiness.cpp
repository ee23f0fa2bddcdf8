#include "server/api/readiness.h"

#include <algorithm>

#include "server/api/doctor.h"
#include "server/api/staffing.h"
#include "server/ports/plugin_records.h"
#include "workflows/definition/titles.h"

namespace qianqiao {
namespace {

using namespace std::chrono;
using enum Readiness;

// What a county's cases go through, in the order of their way.
constexpr std::string_view kCountyRoles[] = {
    roles::kCountyAdministrator, roles::kCountyOffice,        roles::kTaskForce,    roles::kVisitor,
    roles::kWindowClerk,         roles::kPreliminaryReviewer, roles::kBankReviewer, roles::kLeader,
    roles::kCountyConvener};
constexpr std::string_view kHouseRoles[] = {roles::kSystemAdministrator,
                                            roles::kSecurityAdministrator, roles::kAuditor,
                                            roles::kCityOffice};

std::string text(std::size_t number) { return std::to_string(number); }

class Look {
 public:
  Look(const Service& service, std::string place)
      : service_(service),
        reader_(service.store.reader()),
        directory_(service.engine.directory()),
        place_(std::move(place)),
        now_(service.clock.now()),
        today_(local_date(now_)),
        staff_(*directory_, place_, today_) {}

  std::vector<ReadinessItem> county(bool keeps_house) {
    organisations(OrganisationKind::kTownship, "townships", {"乡镇街道", "townships"});
    organisations(OrganisationKind::kDepartment, "departments", {"部门", "departments"});
    banks();
    for (const std::string_view role : kCountyRoles) held(role);
    different_reviewers();
    for (const Organisation* bank : banks_of_place()) bank_contact(*bank);
    can_sign_in();
    notices();
    workflow();
    letters();
    if (keeps_house) backup();
    return std::move(items_);
  }

  std::vector<ReadinessItem> house() {
    organisations(OrganisationKind::kCounty, "counties", {"县区", "counties"});
    banks();
    for (const std::string_view role : kHouseRoles) held(role);
    held(roles::kCountyAdministrator);
    notice_confirmers();
    notices();
    letters();
    backup();
    return std::move(items_);
  }

 private:
  void add(std::string name, std::string subject, bool done, Text words) {
    items_.push_back(
        {std::move(name), std::move(subject), done ? kDone : kMissing, std::move(words)});
  }

  void organisations(OrganisationKind kind, const char* name, const Text& what) {
    const auto& all = directory_->organisations();
    const auto count = std::count_if(all.begin(), all.end(), [&](const Organisation& one) {
      return one.kind == kind && directory_->is_within(one.id, place_);
    });
    const std::string number = text(static_cast<std::size_t>(count));
    if (count > 0)
      return add(name, "", true, {what.zh + " " + number + " 个", number + " " + what.en});
    add(name, "", false,
        {"还没有" + what.zh + "；请在“机构”导入。",
         "No " + what.en + " yet: import them under Organisations."});
  }

  // Its own, and those of the city that it lies in.
  std::vector<const Organisation*> banks_of_place() const {
    std::vector<const Organisation*> banks;
    for (const Organisation& one : directory_->organisations())
      if (one.kind == OrganisationKind::kBank &&
          (directory_->is_within(one.id, place_) || directory_->is_within(place_, one.parent)))
        banks.push_back(&one);
    return banks;
  }

  void banks() {
    const std::size_t count = banks_of_place().size();
    if (count > 0)
      return add("banks", "", true, {"银行 " + text(count) + " 家", text(count) + " banks"});
    add("banks", "", false,
        {"还没有银行，事项无处可推送；请在“机构”导入。",
         "No bank yet, nowhere to push a case to: import them under Organisations."});
  }

  void held(std::string_view role) {
    const Text title = role_title(role);
    const std::size_t count = staff_.holders(role).size();
    if (count > 0)
      return add("role", std::string(role), true,
                 {title.zh + "：" + text(count) + " 人", title.en + ": " + text(count)});
    add("role", std::string(role), false,
        {"没有人担任" + title.zh + "；请在“人员”添加并任职。",
         "Nobody is " + title.en + ": add and appoint somebody under People."});
  }

  // Three levels and the signature of one case are four different people's.
  void different_reviewers() {
    std::set<PersonId> leaders = staff_.holders(roles::kLeader);
    leaders.merge(std::set<PersonId>(staff_.holders(roles::kDeputyLeader)));
    const std::vector<std::set<PersonId>> posts = {staff_.holders(roles::kPreliminaryReviewer),
                                                   staff_.holders(roles::kBankReviewer), leaders,
                                                   staff_.holders(roles::kCountyConvener)};
    // Where a level has nobody, that is said already.
    const bool fine =
        std::any_of(posts.begin(), posts.end(), [](const auto& post) { return post.empty(); }) ||
        have_different_people(posts);
    if (fine) return;
    add("reviewers", "", false,
        {"初审、银行审核、组长审核和召集人签字须是四个不同的人，现在的任职凑不齐；请再任命一人。",
         "The three reviews and the signature of a case are four different people's; as appointed "
         "now there are too few. Appoint one more."});
  }

  // Of the bank itself, or of a branch of it that serves the county.
  bool is_served_by(const Organisation& bank, const OrganisationId& scope) const {
    if (scope == bank.id) return true;
    const Organisation* branch = directory_->organisation(scope);
    return branch != nullptr && directory_->is_within(scope, bank.id) &&
           directory_->is_within(branch->area, place_);
  }

  void bank_contact(const Organisation& bank) {
    const auto contacts = Staffing(*directory_, bank.id, today_).holders(roles::kBankContact);
    const bool done = std::any_of(contacts.begin(), contacts.end(), [&](const PersonId& person) {
      const auto held = directory_->appointments(person, today_);
      return std::any_of(held.begin(), held.end(), [&](const Appointment* one) {
        return one->role == roles::kBankContact && is_served_by(bank, one->scope);
      });
    });
    if (done)
      return add("bank_contact", bank.id, true,
                 {bank.name + "：有联络员", bank.name + ": has a contact"});
    add("bank_contact", bank.id, false,
        {bank.name + "没有联络员，推送给它的无人办理；请在“人员”任命。",
         bank.name + " has no contact, nobody would take what is pushed to it: appoint one under "
                     "People."});
  }

  // By a password, or by a key that a system of theirs holds.
  void can_sign_in() {
    std::set<PersonId> with_key;
    for (const ApiKeyRow& key : reader_->api_keys())
      if (!key.revoked_ms) with_key.insert(key.person);
    const auto& people = staff_.people();
    const auto shut_out = std::count_if(people.begin(), people.end(), [&](const PersonId& id) {
      const Person* person = directory_->person(id);
      return person->password_hash.empty() && !with_key.contains(id);
    });
    if (shut_out == 0) return;
    const std::string number = text(static_cast<std::size_t>(shut_out));
    add("sign_in", "", false,
        {"有 " + number + " 名任职人员还没有密码，不能登录；请在“人员”设置。",
         number + " people with a role have no password and cannot sign in: set them under "
                  "People."});
  }

  // A notice moves statutory dates: one person proposes it, another confirms.
  void notice_confirmers() {
    std::set<PersonId> people = staff_.holders(roles::kCityOffice);
    people.merge(std::set<PersonId>(staff_.holders(roles::kCityConvener)));
    if (people.size() >= 2)
      return add("notice_confirmers", "", true,
                 {"放假安排有第二人确认", "A second person can confirm notices of working days"});
    add("notice_confirmers", "", false,
        {"放假安排须由第二人确认：请再任命一名市协调机制办公室人员或市级召集人。",
         "Notices of working days are confirmed by a second person: appoint one more of the city's "
         "office, or a convener of the city."});
  }

  void notices() {
    const year_month_day today(today_);
    const int year = static_cast<int>(today.year());
    notice(year, true);
    notice(year + 1, today.month() / today.day() >= kNextYearExpected);
  }

  void notice(int year, bool expected) {
    const auto rules = service_.engine.rule_book();
    const std::string number = std::to_string(year);
    if (rules->calendar().has_notice(year))
      return add("notice", number, true,
                 {number + " 年放假安排已载入", "The working days of " + number + " are loaded"});
    if (expected)
      return add(
          "notice", number, false,
          {number + " 年放假安排没有载入，时限只能暂算；请市协调机制办公室在“工作日历”载入。",
           "The working days of " + number +
               " are not loaded, clocks are provisional: the city's office loads them under "
               "Working days."});
    items_.push_back({"notice",
                      number,
                      kLater,
                      {number + " 年放假安排一般在 11 月发布，届时载入",
                       "The notice for " + number + " comes in November, to be loaded then"}});
  }

  // What new cases go by, and whether somebody can do each step that it adds.
  void workflow() {
    const auto rules = service_.engine.rule_book();
    const Definition& definition = rules->current(place_);
    const std::string version = definition.version();
    add("workflow", version, true, {"现行流程 " + version, "Workflow in force: " + version});
    for (const StepRule& step : definition.steps()) {
      const bool no_department =
          !step.department.empty() && directory_->organisation(step.department) == nullptr;
      if (step.role.empty() || (staff_.holds(step.role) && !no_department)) continue;
      const Text role = role_title(step.role);
      add("step", step.id, false,
          {"流程步骤“" + step.title.zh + "”没有人能办（" +
               (no_department ? "没有机构 " + step.department : "没有" + role.zh) +
               "）；请补上，或改流程。",
           "Nobody can do the step '" + step.title.en + "' (" +
               (no_department ? "no organisation " + step.department : "no " + role.en) +
               "): add them, or change the workflow."});
    }
  }

  // Letters always lie in the inbox here; what takes them out of the house is another matter.
  void letters() {
    const bool leaves =
        reader_->setting(kSendsMail) == "1" || has_webhook() || has_plugin_channel();
    if (leaves)
      return add("channel", "", true, {"催办消息能发到系统之外", "Reminders leave the house"});
    add("channel", "", false,
        {"催办消息只在站内；请系统管理员配置发信（notify.smtp），或在“接收地址”登记。",
         "Reminders stay in the inbox here: have mail configured (notify.smtp), or add a "
         "webhook."});
  }

  bool has_webhook() const {
    const auto& all = directory_->organisations();
    return std::any_of(all.begin(), all.end(), [&](const Organisation& one) {
      if (!directory_->is_within(one.id, place_) && !directory_->is_within(place_, one.id))
        return false;
      const auto hooks = directory_->webhooks(one.id);
      return std::any_of(hooks.begin(), hooks.end(),
                         [](const WebhookRow* hook) { return hook->enabled; });
    });
  }

  bool has_plugin_channel() const {
    for (const PluginChannelRow& channel : reader_->plugins().channels())
      if (directory_->is_within(channel.county, place_)) return true;
    return false;
  }

  void backup() {
    const auto last = last_backup(*reader_);
    if (last && now_ - *last <= kBackupGrowsOld)
      return add(
          "backup", "", true,
          {"上次备份于 " + format_instant(*last), "Last backup at " + format_instant(*last)});
    add("backup", "", false,
        {last ? "上次备份于 " + format_instant(*last) + "，已超过两天；请每天运行 qianqiao backup。"
              : "从未备份；请每天运行 qianqiao backup，并把备份存到别处。",
         last ? "The last backup was at " + format_instant(*last) +
                    ", more than two days ago: run qianqiao backup daily."
              : "Never backed up: run qianqiao backup daily and keep the file elsewhere."});
  }

  const Service& service_;
  const std::unique_ptr<Reader> reader_;
  const std::shared_ptr<const Directory> directory_;
  const std::string place_;
  const Instant now_;
  const Date today_;
  const Staffing staff_;
  std::vector<ReadinessItem> items_;
};

// The top of the tree that a city stands in: what lies beside the city is not this house's.
std::string the_city(const Directory& directory) {
  for (const Organisation& one : directory.organisations())
    if (one.kind == OrganisationKind::kCity) return one.id;
  return {};
}

}  // namespace

std::string_view to_string(Readiness state) {
  switch (state) {
    case kDone:
      return "done";
    case kMissing:
      return "missing";
    case kLater:
      return "later";
  }
  return {};
}

std::vector<ReadinessItem> county_readiness(const Service& service, const std::string& county,
                                            bool keeps_house) {
  return Look(service, county).county(keeps_house);
}

std::vector<ReadinessItem> house_readiness(const Service& service) {
  return Look(service, the_city(*service.engine.directory())).house();
}

bool is_complete(const std::vector<ReadinessItem>& items) {
  return std::none_of(items.begin(), items.end(),
                      [](const ReadinessItem& item) { return item.state == kMissing; });
}

}  // namespace qianqiao
