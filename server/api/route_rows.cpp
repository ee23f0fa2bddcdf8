// The rows of the table: what there is, who may use it, what it takes and answers. Those of the
// house itself stand here, the others in files of their own.
#include "server/api/route_rows.h"
#include "server/api/route_making.h"
#include "server/api/routes.h"

namespace qianqiao {
namespace {

using namespace making;
using namespace roles;
namespace r = routes;

// The second person need not be of the office: a convener of the city's may be it.
const Access kNoticeConfirmers = only({kCityOffice, kCityConvener});
const Access kDeliveryReaders =
    only({kCityOffice, kCountyOffice, kCountyAdministrator, kAuditor, kBankContact, kBankHead});
const Access kDeliveryKeepers =
    only({kCityOffice, kCountyOffice, kCountyAdministrator, kBankContact, kBankHead});
const Access kIncidentKeepers = only({kCityOffice, kCountyOffice, kCountyAdministrator});

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
  add(get("/api/v1/incidents", kIncidentKeepers, {"limit", "cursor", "all"},
          {"待处理的故障，最新的在前", "what went wrong and waits for a person, newest first"},
          r::list_incidents),
      ok("Incident[]"));
  add(post("/api/v1/incidents/{id}/close", kIncidentKeepers,
           {"写明理由，关闭一个故障；其中的消息不再发送",
            "close an incident, with a reason; a message that it is about stays unsent"},
           r::close_incident),
      ok("Incident"), "IncidentClosing");
  add(get("/api/v1/deliveries", kDeliveryReaders, kPage,
          {"发出的消息，最新的在前", "messages, newest first"}, r::list_deliveries),
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

void add_audit_routes(std::vector<Route>& table) {
  const auto add = adder(table);
  add(get("/api/v1/audit", only({kAuditor}), {"limit", "cursor", "person", "action"},
          {"审计记录，最新的在前", "the audit log, newest first"}, r::list_audit),
      ok("AuditRow[]"));
}

}  // namespace

std::vector<Route> route_rows() {
  std::vector<Route> table;
  add_house_routes(table);
  add_people_routes(table);
  add_plugin_routes(table);
  add_webhook_routes(table);
  add_audit_routes(table);
  add_work_routes(table);
  add_workflow_routes(table);
  add_subject_routes(table);
  add_document_routes(table);
  add_progress_routes(table);
  return table;
}

}  // namespace qianqiao
