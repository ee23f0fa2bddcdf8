// The rows of the table: what there is, who may use it, what it takes and answers.
#include "server/api/route_rows.h"

#include "server/api/route_making.h"
#include "server/api/routes.h"

namespace qianqiao {
namespace {

using enum SubjectKind;
namespace r = routes;
using namespace making;

// ---- Who works with what, beside what the engine asks of each event.
using namespace roles;
// The second person need not be of the office: a convener of the city's may be it.
const Access kNoticeConfirmers = only({kCityOffice, kCityConvener});
const Access kAccountManagers =
    only({kSystemAdministrator, kSecurityAdministrator, kCountyAdministrator});
const Access kAppointers = only({kSecurityAdministrator, kCountyAdministrator});
const Access kRosterKeepers = only({kCountyOffice, kCountyAdministrator, kTaskForce, kCityOffice});
const Access kListReaders = only({kProvinceOffice, kCityOffice, kCityConvener, kCountyOffice,
                                  kCountyConvener, kCountyAdministrator, kTaskForce,
                                  kPreliminaryReviewer, kDeputyLeader, kLeader, kAuditor});
const Access kDeliveryReaders =
    only({kCityOffice, kCountyOffice, kCountyAdministrator, kAuditor, kBankContact, kBankHead});
const Access kDeliveryKeepers =
    only({kCityOffice, kCountyOffice, kCountyAdministrator, kBankContact, kBankHead});
const Access kIncidentKeepers = only({kCityOffice, kCountyOffice, kCountyAdministrator});

constexpr std::size_t kSheetBodyLimit = 8 * 1024 * 1024;

const Parameters kSubjectFilters = {
    "limit",   "cursor",     "county",      "township",      "state", "stage",
    "bank",    "department", "case",        "enterprise",    "open",  "q",
    "overdue", "due_before", "opened_from", "opened_before", "sort"};

// Of cases, referrals and slips: where they are, and what is answered and taken there.
struct SubjectRoutes {
  std::string_view list, one, events, allowed, deadlines, explanation;  // patterns
  std::string_view row, detail, posted, posting;                        // schemas
};
template <SubjectKind kind>
void add_subject_routes(std::vector<Route>& table, const SubjectRoutes& of) {
  const auto add = adder(table);
  add(get(of.list, kSignedIn, kSubjectFilters, {"列出", "list them"}, r::list_subjects<kind>),
      ok(of.row));
  add(get(of.one, kSignedIn, {}, {"当前情况", "as it stands"}, r::show_subject<kind>),
      ok(of.detail));
  add(get(of.events, kSignedIn, kPage, {"办理记录", "its history"}, r::list_history<kind>),
      ok("HistoryRow[]"));
  add(post(of.events, kSignedIn, {"登记一个事件", "post an event"}, r::post_event<kind>),
      {{200, of.posted}, {202, "Received"}}, of.posting);
  add(get(of.allowed, kSignedIn, {}, {"现在可办的事", "what may be posted now"},
          r::list_allowed_events<kind>),
      ok("AllowedEvents"));
  add(get(of.deadlines, kSignedIn, {}, {"时限及其由来", "its deadlines, and why"},
          r::list_deadlines<kind>),
      ok("Deadline[]"));
  add(get(of.explanation, kSignedIn, {},
          {"为何是此状态、此日期、这些操作", "why this state, this date, these events"},
          r::explain_subject<kind>),
      ok("Explanation"));
}

void add_account_routes(std::vector<Route>& table) {
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
  add_plugin_routes(table);
  add_webhook_routes(table);
  add(get("/api/v1/audit", only({kAuditor}), {"limit", "cursor", "person", "action"},
          {"审计记录，最新的在前", "the audit log, newest first"}, r::list_audit),
      ok("AuditRow[]"));
}

void add_work_routes(std::vector<Route>& table) {
  const auto add = adder(table);
  add(post("/api/v1/cases", kSignedIn, {"建立融资协调事项", "open a case"}, r::open_case),
      {{201, "CasePosted"}, {200, "CasePosted"}, {202, "Received"}}, "CaseOpening");
  add(post("/api/v1/slips", kSignedIn, {"提出批分单", "raise a slip"}, r::open_slip),
      {{201, "SlipPosted"}, {200, "SlipPosted"}, {202, "Received"}}, "SlipOpening");
  add(get("/api/v1/enterprises", kSignedIn, {"limit", "cursor", "county", "township", "q"},
          {"查找经营主体", "find enterprises"}, r::list_enterprises),
      ok("Enterprise[]"));
  add(get("/api/v1/enterprises/{id}", kSignedIn, {}, {"经营主体", "an enterprise"},
          r::show_enterprise),
      ok("Enterprise"));
  add(post("/api/v1/enterprises/{id}/reveal", kSignedIn,
           {"查看完整联系方式（留痕）", "the contact in full, on record"}, r::reveal_enterprise),
      ok("Enterprise"), "Reveal");
  add({kPost,
       "/api/v1/rosters",
       kRosterKeepers,
       BodyKind::kUpload,
       kUploadBodyLimit,
       {"county", "columns", "dry_run", "plugin"},
       {"导入名录；其他格式的由插件整理",
        "import a roster; of another layout, by the plugin that knows it"},
       r::import_roster},
      {{202, "Roster"}});
  add(get("/api/v1/rosters", kRosterKeepers, kPage,
          {"导入过的名录，最新的在前", "imports of rosters, newest first"}, r::list_rosters),
      ok("Roster[]"));
  add(get("/api/v1/rosters/{id}", kRosterKeepers, {},
          {"导入的进度或结果", "how far an import came, or its report"}, r::show_roster),
      ok("RosterDetail"));
  add(order(kDelete, "/api/v1/rosters/{id}", kRosterKeepers,
            {"中止导入；已导入的保留", "cancel an import; what is in stays"}, r::cancel_roster),
      {{202, "Roster"}});
  add({kPost,
       "/api/v1/rosters/{id}/freeze",
       only({kCountyOffice, kTaskForce}),
       BodyKind::kOptionalJson,
       kEventBodyLimit,
       {},
       {"把名录中列入走访目标的冻结为清单版本", "freeze what of the target list came with it"},
       r::freeze_roster},
      {{201, "ListVersion"}, {200, "ListVersion"}}, "RosterFreeze");
  add(get("/api/v1/rosters/{id}/report", kRosterKeepers, {},
          {"退回的名录，附原因列", "the roster with a column of reasons"}, r::fetch_roster_report),
      ok("application/octet-stream"));
  add(get("/api/v1/rounds", kListReaders, {"limit", "cursor", "county"},
          {"走访轮次", "visiting rounds"}, r::list_rounds),
      ok("Round[]"));
  add(post("/api/v1/rounds", only({kCountyOffice, kCityOffice}),
           {"开始一轮走访", "open a visiting round"}, r::open_round),
      {{201, "Round"}, {200, "Round"}}, "RoundInput");
  add(get("/api/v1/tasks", kSignedIn, {"limit", "cursor", "county", "role"},
          {"待办，剩余时间最少的在前", "open tasks, least time left first"}, r::list_tasks),
      ok("Task[]"));
  add(order(kPost, "/api/v1/tasks/{id}/claim", kSignedIn, {"认领", "claim"}, r::claim_task),
      ok("TaskHolder"));
  add(order(kPost, "/api/v1/tasks/{id}/release", kSignedIn, {"放回", "put back"}, r::release_task),
      ok("TaskHolder"));
  add(post("/api/v1/tasks/{id}/hand-over", kSignedIn, {"转交", "hand over"}, r::hand_task_over),
      ok("TaskHolder"), "HandOver");
}

void add_list_routes(std::vector<Route>& table) {
  const auto add = adder(table);
  add(get("/api/v1/lists/{list}", kListReaders,
          {"limit", "cursor", "county", "state", "township", "all"}, {"清单", "a list"},
          r::list_entries),
      ok("ListEntry[]"));
  add(post("/api/v1/lists/{list}/freeze", only({kCountyOffice, kTaskForce}),
           {"冻结清单，形成一个版本", "freeze the list as a version"}, r::freeze_list),
      {{201, "ListVersion"}, {200, "ListVersion"}}, "FreezeInput");
  add(get("/api/v1/lists/{list}/versions", kListReaders, {"limit", "cursor", "county"},
          {"清单的各版本，最新的在前", "its versions, newest first"}, r::list_versions),
      ok("ListVersion[]"));
  add(get("/api/v1/lists/{list}/versions/{id}", kListReaders, {}, {"一个版本", "a version"},
          r::show_list_version),
      ok("ListVersion"));
  add(get("/api/v1/lists/{list}/versions/{id}/cases", kListReaders, kPage,
          {"版本所含事项及其办理结果", "its cases, and what came of each"}, r::list_version_cases),
      ok("DocketEntry[]"));
  add(post("/api/v1/lists/{list}/versions/{id}/sign", only({kCountyConvener}),
           {"召集人签字，逐项登记", "the convener's signature, recorded for each case"},
           r::sign_list_version, {"dry_run"}),
      ok("SigningOutcome"), "Signing");
  add(get("/api/v1/batches", kListReaders, {"limit", "cursor", "county"},
          {"推送批次，最新的在前", "batches, newest first"}, r::list_batches),
      ok("Batch[]"));
  add(post("/api/v1/batches", only({kTaskForce, kCityOffice}), {"组成批次", "make a batch"},
           r::create_batch, {"dry_run"}),
      {{201, "BatchOutcome"}, {200, "BatchOutcome"}}, "BatchInput");
  add(get("/api/v1/batches/{id}", kListReaders, {}, {"批次及逐项结果", "a batch, case by case"},
          r::show_batch),
      ok("BatchDetail"));
  add({kPost,
       "/api/v1/batches/{id}/push",
       only({kTaskForce, kCityOffice}),
       BodyKind::kOptionalJson,
       kEventBodyLimit,
       {},
       {"推送给意向银行", "push it to the intended banks"},
       r::push_batch},
      ok("BatchOutcome"), "BatchPush");
}

void add_house_routes(std::vector<Route>& table) {
  const auto add = adder(table);
  add(get("/healthz", kOpen, {}, {"进程在运行", "the process runs"}, r::healthz), ok("Status"));
  add(get("/api/v1/openapi.json", kOpen, {},
          {"接口说明（OpenAPI 3.1）", "this interface, described"}, r::show_openapi),
      ok("OpenApi"));
  add(get("/api/docs", kOpen, {}, {"接口说明页", "the page that shows it"}, r::show_docs),
      ok("text/html"));
  add(get("/api/docs/docs.css", kOpen, {}, {"说明页的样式", "how the page looks"},
          r::show_docs_style),
      ok("text/css"));
  add(get("/api/docs/docs.js", kOpen, {}, {"说明页的程序", "what the page does"},
          r::show_docs_script),
      ok("text/javascript"));
  add(get("/readyz", kOpen, {}, {"可以受理", "it can serve"}, r::readyz), ok("Readiness"));
  add(get("/metrics", kLoopback, {}, {"运行指标（Prometheus）", "figures of this process"},
          r::show_metrics),
      ok("text/plain"));
  add(get("/api/v1/doctor", only({kSystemAdministrator, kCityOffice}), {},
          {"体检", "is all in order?"}, r::show_doctor),
      ok("Doctor"));
  add(get("/api/v1/readiness", kAccountManagers, {"county"},
          {"第一个事项办理之前还缺什么；不写县区则为本县区，市级人员为全市",
           "what is still missing before a first case; without a county one's own, or the house"},
          r::show_readiness),
      ok("CountyReadiness"));
  add(get("/api/v1/deadlines", kSignedIn,
          {"limit", "cursor", "county", "rule", "effect", "state", "overdue", "due_before"},
          {"运行中的时限，先到期的在前", "running deadlines, least time left first"},
          r::list_running_deadlines),
      ok("RunningDeadline[]"));
  add(get("/api/v1/figures", kListReaders, {"county", "bank", "from", "to"},
          {"对接率、授信率、落地率", "the three rates"}, r::show_figures),
      ok("Figures"));
  add(get("/api/v1/figures/{name}/cases", kListReaders,
          {"limit", "cursor", "county", "bank", "from", "to"},
          {"一个统计数所含的经营主体", "the enterprises behind a figure"}, r::list_figure_cases),
      ok("FigureItem[]"));
  add(get("/api/v1/referral-sheet", only({kBankContact, kBankHead}), {},
          {"本行推送的办理表（XLSX）", "one's own open referrals as a workbook to fill in"},
          r::fetch_referral_sheet),
      ok("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"));
  add({kPost,
       "/api/v1/referral-sheet",
       only({kBankContact}),
       BodyKind::kUpload,
       kSheetBodyLimit,
       {"dry_run"},
       {"交回填好的办理表，逐行登记；dry_run=1先检查",
        "the sheet filled in, posted row by row; with dry_run=1 only looked over"},
       r::post_referral_sheet},
      ok("PluginFeedback"));
  add(get("/api/v1/stages", kListReaders, {"county", "township"},
          {"各环节未办结事项数及其时长", "open cases by stage and age"}, r::list_stages),
      ok("Stages"));
  add(get("/api/v1/views", kSignedIn, {"page"}, {"保存的视图", "saved views"}, r::list_views),
      ok("SavedView[]"));
  add(post("/api/v1/views", kSignedIn, {"保存视图；同名的被替换", "save a view, or change it"},
           r::save_view),
      created("SavedView"), "SavedViewInput");
  add(order(kDelete, "/api/v1/views/{id}", kSignedIn, {"删除视图", "delete one's own view"},
            r::delete_view),
      kNothing);
  add(get("/stream", kSignedIn, {},
          {"变动的实时通知", "changes as they happen (server-sent events)"}, r::stream_changes),
      ok("text/event-stream"));
  add(get("/api/v1/changes", kSignedIn, {"after", "limit"},
          {"某处之后的变动（轮询）", "what changed after a position, for polling"},
          r::list_changes),
      ok("Changes"));
  add(get("/api/v1/clock", kSignedIn, {}, {"系统时间", "what time it is"}, r::show_clock),
      ok("Clock"));
  add(post("/api/v1/clock", kOperator, {"推进模拟时钟", "move the simulated clock"}, r::move_clock),
      ok("Clock"), "ClockMove");
  add(get("/api/v1/incidents", kIncidentKeepers, {"limit", "all"},
          {"待处理的故障", "what went wrong and waits for a person"}, r::list_incidents),
      ok("Incident[]"));
  add(get("/api/v1/deliveries", kDeliveryReaders, kPage, {"发出的消息", "messages"},
          r::list_deliveries),
      ok("Delivery[]"));
  add(order(kPost, "/api/v1/deliveries/{id}/retry", kDeliveryKeepers, {"重新发送", "send again"},
            r::retry_delivery),
      ok("Delivery"));
  add(get("/api/v1/notifications", kSignedIn, {"limit", "cursor", "unread"},
          {"本人的站内消息，最新的在前", "the acting person's letters, newest first"},
          r::list_notifications),
      ok("Notification[]"));
  add(order(kPost, "/api/v1/notifications/{id}/read", kSignedIn, {"记为已读", "mark as read"},
            r::mark_notification_read),
      ok("Notification"));
  add(get("/api/v1/calendars/proposals", kNoticeConfirmers, kPage,
          {"提出的放假安排，最新的在前", "notices that were proposed, newest first"},
          r::list_calendar_proposals),
      ok("CalendarProposal[]"));
  add(get("/api/v1/calendars/proposals/{id}", kNoticeConfirmers, {},
          {"一份提出的放假安排", "a proposed notice"}, r::show_calendar_proposal),
      ok("CalendarProposal"));
  add(get("/api/v1/calendars/proposals/{id}/moves", kNoticeConfirmers, kPage,
          {"它现在会变动的全部时限", "every clock that it would move now"}, r::list_calendar_moves),
      ok("CalendarMove[]"));
  add(order(kPost, "/api/v1/calendars/proposals/{id}/confirm", kNoticeConfirmers,
            {"由第二人确认并载入", "confirm it, as a second person: it is loaded"},
            r::confirm_calendar),
      ok("CalendarLoaded"));
  add(order(kPost, "/api/v1/calendars/proposals/{id}/withdraw", kNoticeConfirmers,
            {"撤回", "withdraw it"}, r::withdraw_calendar),
      ok("CalendarProposal"));
  add(get("/api/v1/calendars/{year}", kSignedIn, {}, {"放假安排", "a year's working days"},
          r::show_calendar),
      ok("Calendar"));
  add(post("/api/v1/calendars", only({kCityOffice}),
           {"提出放假安排，由第二人确认后载入",
            "propose a notice, loaded once a second person confirms"},
           r::load_calendar, {"dry_run"}),
      ok("CalendarLoaded"), "Notice");
  add(order(kDelete, "/api/v1/calendars/{year}", only({kCityOffice}),
            {"移除从未用过的放假安排", "take away a notice that nothing was computed by"},
            r::remove_calendar),
      ok("CalendarRemoved"));
  add(get("/api/v1/checkpoints", only({kAuditor}), kPage,
          {"已签名的检查点及其公钥", "signed checkpoints and their public key"},
          r::list_checkpoints),
      ok("Checkpoints"));
  add({kPost,
       "/api/v1/verify",
       only({kAuditor}),
       BodyKind::kOptionalJson,
       kDirectoryBodyLimit,
       {},
       {"核验全部记录；可附导出的检查点",
        "replay all history, against exported checkpoints if given"},
       r::verify_all},
      ok("Verification"), "CheckpointExport");
  add(order(kPost, "/api/v1/backups", kOperator, {"下载一份备份", "a consistent copy"},
            r::take_backup),
      ok("application/vnd.sqlite3"));
}

}  // namespace

std::vector<Route> route_rows() {
  std::vector<Route> table;
  add_house_routes(table);
  add_account_routes(table);
  add_work_routes(table);
  add_list_routes(table);
  add_workflow_routes(table);
  add_subject_routes<kCase>(
      table, {"/api/v1/cases", "/api/v1/cases/{id}", "/api/v1/cases/{id}/events",
              "/api/v1/cases/{id}/allowed-events", "/api/v1/cases/{id}/deadlines",
              "/api/v1/cases/{id}/explain", "Case[]", "CaseDetail", "CasePosted", "CaseEvents"});
  add_subject_routes<kReferral>(
      table, {"/api/v1/referrals", "/api/v1/referrals/{id}", "/api/v1/referrals/{id}/events",
              "/api/v1/referrals/{id}/allowed-events", "/api/v1/referrals/{id}/deadlines",
              "/api/v1/referrals/{id}/explain", "Referral[]", "ReferralDetail", "ReferralPosted",
              "ReferralEvents"});
  add_subject_routes<kSlip>(
      table, {"/api/v1/slips", "/api/v1/slips/{id}", "/api/v1/slips/{id}/events",
              "/api/v1/slips/{id}/allowed-events", "/api/v1/slips/{id}/deadlines",
              "/api/v1/slips/{id}/explain", "Slip[]", "SlipDetail", "SlipPosted", "SlipEvents"});
  add_document_routes(table);
  return table;
}

}  // namespace qianqiao
