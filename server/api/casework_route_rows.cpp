// The rows of casework: cases, referrals and slips, tasks, rosters, lists and batches.
#include "server/api/route_making.h"
#include "server/api/route_rows.h"
#include "server/api/routes.h"

namespace qianqiao {
namespace {

using enum SubjectKind;
using namespace making;
using namespace roles;
namespace r = routes;

const Access kRosterKeepers = only({kCountyOffice, kCountyAdministrator, kTaskForce, kCityOffice});
// Who meets the enterprise, or is asked by it.
const Access kLinkGivers = only({kWindowClerk, kVisitor, kTaskForce, kCountyOffice});

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
void add_routes_of(std::vector<Route>& table, const SubjectRoutes& of) {
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

}  // namespace

void add_progress_routes(std::vector<Route>& table) {
  const auto add = adder(table);
  add(get("/api/v1/cases/{id}/progress-link", kLinkGivers, {},
          {"进度查询码：何时生成、有效至何日", "its progress link: when made, until when it holds"},
          r::show_progress_link),
      ok("ProgressLink"));
  add(order(kPost, "/api/v1/cases/{id}/progress-link", kLinkGivers,
            {"生成进度查询码；以前的作废", "make its progress link; the one before is over"},
            r::make_progress_link),
      created("ProgressLinkMade"));
  add(order(kDelete, "/api/v1/cases/{id}/progress-link", kLinkGivers,
            {"作废进度查询码", "end its progress link"}, r::revoke_progress_link),
      kNothing);
  add(post("/api/v1/progress", kOpen,
           {"凭进度查询码查看办到哪一步；不含名称、人员和银行",
            "how far a case is, for whoever holds its code; names nobody"},
           r::show_progress),
      ok("Progress"), "ProgressCode");
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
  add_list_routes(table);
}

void add_subject_routes(std::vector<Route>& table) {
  add_routes_of<kCase>(
      table, {"/api/v1/cases", "/api/v1/cases/{id}", "/api/v1/cases/{id}/events",
              "/api/v1/cases/{id}/allowed-events", "/api/v1/cases/{id}/deadlines",
              "/api/v1/cases/{id}/explain", "Case[]", "CaseDetail", "CasePosted", "CaseEvents"});
  add_routes_of<kReferral>(
      table, {"/api/v1/referrals", "/api/v1/referrals/{id}", "/api/v1/referrals/{id}/events",
              "/api/v1/referrals/{id}/allowed-events", "/api/v1/referrals/{id}/deadlines",
              "/api/v1/referrals/{id}/explain", "Referral[]", "ReferralDetail", "ReferralPosted",
              "ReferralEvents"});
  add_routes_of<kSlip>(
      table, {"/api/v1/slips", "/api/v1/slips/{id}", "/api/v1/slips/{id}/events",
              "/api/v1/slips/{id}/allowed-events", "/api/v1/slips/{id}/deadlines",
              "/api/v1/slips/{id}/explain", "Slip[]", "SlipDetail", "SlipPosted", "SlipEvents"});
}

}  // namespace qianqiao
