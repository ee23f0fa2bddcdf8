// The rows of people: signing in, accounts, organisations, appointments, keys.
#include "server/api/route_making.h"
#include "server/api/route_rows.h"
#include "server/api/routes.h"

namespace qianqiao {
namespace {

using namespace making;
using namespace roles;
namespace r = routes;

const Access kAppointers = only({kSecurityAdministrator, kCountyAdministrator});

}  // namespace

void add_people_routes(std::vector<Route>& table) {
  const auto add = adder(table);
  add(get("/api/v1/setup", kOpen, {}, {"是否待首次设置", "is the first run still to come"},
          r::show_set_up),
      ok("SetUpState"));
  add(post("/api/v1/setup", kOpen, {"首次设置", "the first run"}, r::set_up), created("SetUpState"),
      "SetUpInput");
  add(post("/api/v1/session", kOpen, {"登录", "sign in"}, r::open_session),
      created("SessionOpened"), "Credentials");
  add(get("/api/v1/session", kSignedIn, {}, {"本次登录", "this session"}, r::show_session),
      ok("Session"));
  add(order(kDelete, "/api/v1/session", kSignedIn, {"退出", "sign out"}, r::close_session),
      kNothing);
  add(get("/api/v1/demo/accounts", kOpen, {},
          {"演示账号；不是演示的系统没有", "the accounts of a demo; elsewhere there are none"},
          r::list_demo_accounts),
      ok("DemoAccount[]"));
  add(post("/api/v1/demo/session", kOpen,
           {"不用密码进入一个演示账号", "step into an account of the demo, without a password"},
           r::enter_demo),
      created("SessionOpened"), "DemoEntry");
  add(get("/api/v1/me", kSignedIn, {}, {"我的账号", "my account"}, r::show_me), ok("Me"));
  add(post("/api/v1/me/password", kSignedIn, {"更改我的密码", "change my password"},
           r::change_my_password),
      kNothing, "PasswordChange");
  add(order(kPost, "/api/v1/me/second-factor", kSignedIn,
            {"准备动态口令", "prepare a second factor"}, r::propose_second_factor),
      ok("SecondFactorProposal"));
  add(post("/api/v1/me/second-factor/confirm", kSignedIn,
           {"启用动态口令", "put the second factor in force"}, r::confirm_second_factor),
      ok("SecondFactor"), "SecondFactorCode");
  add(get("/api/v1/me/mail", kSignedIn, {}, {"我的邮件怎么收", "how my mail comes"},
          r::show_mail_wish),
      ok("MailWish"));
  add({kPut,
       "/api/v1/me/mail",
       kSignedIn,
       BodyKind::kJson,
       kEventBodyLimit,
       {},
       {"更改我的邮件怎么收；站内消息照常", "change how my mail comes; the inbox has all the same"},
       r::put_mail_wish},
      ok("MailWish"), "MailWishInput");
  add(get("/api/v1/me/calendar-feed", kSignedIn, {},
          {"我的日历订阅", "my calendar feed, if there is one"}, r::show_my_calendar_feed),
      ok("CalendarFeed"));
  add(post("/api/v1/me/calendar-feed", kSignedIn,
           {"生成日历订阅链接；以前的作废", "make its secret link; the one before is over"},
           r::make_my_calendar_feed),
      created("CalendarFeedMade"), "CalendarFeedInput");
  add(order(kDelete, "/api/v1/me/calendar-feed", kSignedIn, {"作废日历订阅链接", "revoke the link"},
            r::revoke_my_calendar_feed),
      kNothing);
  add(get("/api/v1/calendar-feed/{file}", kOpen, {"lang"},
          {"日历订阅：持有链接者看到其待办的时限（iCalendar）",
           "the deadlines of the link's owner, as a calendar (iCalendar)"},
          r::fetch_calendar_feed),
      ok("text/calendar"));
  add(get("/api/v1/people", kAccountManagers, {}, {"人员", "people"}, r::list_people),
      ok("Person[]"));
  add(post("/api/v1/people", kAccountManagers, {"添加人员", "add a person"}, r::add_person),
      created("Person"), "PersonInput");
  add(post("/api/v1/people/{id}/password", kAccountManagers, {"更改密码", "change a password"},
           r::change_password),
      ok("PersonName"), "NewPassword");
  add(order(kPost, "/api/v1/people/{id}/disable", kAccountManagers, {"停用", "disable"},
            r::disable_person),
      ok("PersonName"));
  add(order(kPost, "/api/v1/people/{id}/enable", kAccountManagers, {"恢复", "enable again"},
            r::enable_person),
      ok("PersonName"));
  add(order(kPost, "/api/v1/people/{id}/unlock", kAppointers, {"解除登录锁定", "unlock signing in"},
            r::unlock_person),
      ok("PersonName"));
  add(order(kDelete, "/api/v1/people/{id}/second-factor", kAppointers,
            {"取消动态口令", "take the second factor away"}, r::drop_second_factor),
      ok("PersonName"));
  add(get("/api/v1/organisations", kSignedIn, {"kind", "area"}, {"机构", "organisations"},
          r::list_organisations),
      ok("Organisation[]"));
  add({kPost,
       "/api/v1/organisations/sheet",
       kAccountManagers,
       BodyKind::kUpload,
       kSheetBodyLimit,
       {},
       {"读出表格（XLSX、CSV）的各行，供导入机构与人员；不保存",
        "the rows of a workbook or CSV file, to import organisations and people from"},
       r::read_directory_sheet},
      ok("DirectorySheet"));
  add(post("/api/v1/organisations", kAccountManagers,
           {"导入机构与人员", "put organisations and people"}, r::put_organisations, {"dry_run"},
           kDirectoryBodyLimit),
      ok("DirectoryReport"), "DirectoryInput");
  add(get("/api/v1/appointments", kAccountManagers, {"person"}, {"任职", "appointments"},
          r::list_appointments),
      ok("Appointment[]"));
  add(post("/api/v1/appointments", kAppointers, {"任职或离任", "appoint, or end an appointment"},
           r::put_appointment),
      created("Appointment"), "AppointmentInput");
  add(get("/api/v1/mandates", kSignedIn, {}, {"代理", "mandates"}, r::list_mandates),
      ok("Mandate[]"));
  add(post("/api/v1/mandates", kSignedIn, {"委托代理", "give a mandate"}, r::give_mandate),
      created("Mandate"), "MandateInput");
  add(get("/api/v1/api-keys", kAppointers, {}, {"接口密钥", "API keys"}, r::list_api_keys),
      ok("ApiKey[]"));
  add(post("/api/v1/api-keys", kAppointers, {"新建接口密钥", "make an API key"}, r::create_api_key),
      created("ApiKeyMade"), "ApiKeyInput");
  add(order(kDelete, "/api/v1/api-keys/{id}", kAppointers, {"吊销接口密钥", "revoke an API key"},
            r::revoke_api_key),
      kNothing);
}

}  // namespace qianqiao
