// The rows of customising.
#include "server/api/route_making.h"
#include "server/api/route_rows.h"
#include "server/api/routes.h"

namespace qianqiao {
namespace {

using namespace making;
using namespace roles;
namespace r = routes;

constexpr std::size_t kDraftBodyLimit = 1024 * 1024;

const Access kReaders = only({kCountyAdministrator, kCountyOffice, kCountyConvener, kLeader,
                              kDeputyLeader, kTaskForce, kCityOffice, kCityConvener, kAuditor});
const Access kKeepers = only({kCountyAdministrator, kCityOffice});
// The second person need not know how to write one.
const Access kApprovers = only(
    {kCountyAdministrator, kCountyOffice, kCountyConvener, kLeader, kCityOffice, kCityConvener});

}  // namespace

void add_workflow_routes(std::vector<Route>& table) {
  const auto add = adder(table);
  add(get("/api/v1/workflows/{area}", kReaders, {},
          {"现行流程：条文式说明和县区方案", "the workflow in force, in sentences and as written"},
          r::show_workflow),
      ok("Workflow"));
  add(get("/api/v1/workflows/{area}/base", kReaders, {},
          {"方案写在什么之上：办法和市模板的时限、限额、理由、文稿",
           "what a draft is written on: clocks, limits, reasons and texts of notice and template"},
          r::show_workflow_base),
      ok("WorkflowBase"));
  add(get("/api/v1/workflows/{area}/merge", kReaders, {},
          {"本级上次发布以后，市模板改了什么",
           "what the city's template changed since the area itself published last"},
          r::show_workflow_merge),
      ok("WorkflowMerge"));
  add(post("/api/v1/workflows/{area}/conditions", kReaders,
           {"把一个步骤的条件在真实的在办事项上试一试，不保存",
            "a step's condition tried on today's open cases; nothing is kept"},
           r::try_step_condition, {}, kDraftBodyLimit),
      ok("WorkflowConditionTrial"), "WorkflowConditionInput");
  Route statute = post("/api/v1/workflows/{area}/statute", kOperator,
                       {"建立时换用另一个市的办法和模板；有了历史记录便不能再换",
                        "another city's statute and template, before there is any history"},
                       r::put_statute, {}, kDraftBodyLimit);
  statute.method = kPut;
  add(std::move(statute), ok("Workflow"), "WorkflowStatute");
  add(get("/api/v1/workflows/{area}/versions", kReaders, kPage,
          {"发布过的版本，最新的在前", "what was published, newest first"},
          r::list_workflow_versions),
      ok("WorkflowVersion[]"));
  add(get("/api/v1/workflows/{area}/versions/{id}", kReaders, {},
          {"一次发布及其改动", "a publication and what it changed"}, r::show_workflow_version),
      ok("WorkflowVersionDetail"));
  add(post("/api/v1/workflows/{area}/revert", kKeepers,
           {"退回到上一版", "one step back to what was in force before"}, r::revert_workflow),
      ok("WorkflowVersion"), "WorkflowRevert");
  add(post("/api/v1/workflows/{area}/migrate", kKeepers,
           {"把在办事项改按现行版本办理；dry_run=1先看影响",
            "move what runs to the version in force; with dry_run=1 what that would do"},
           r::migrate_workflow, {"dry_run"}),
      ok("WorkflowMigration"), "WorkflowMigrationInput");
  add(get("/api/v1/workflows/{area}/drafts", kReaders, kPage,
          {"方案草稿，最新的在前", "drafts, newest first"}, r::list_drafts),
      ok("WorkflowDraft[]"));
  add(post("/api/v1/workflows/{area}/drafts", kKeepers, {"起草", "begin a draft"}, r::begin_draft,
           {}, kDraftBodyLimit),
      created("WorkflowDraft"), "WorkflowDraftInput");
  add(get("/api/v1/workflows/{area}/drafts/{id}", kReaders, {}, {"一份草稿", "a draft"},
          r::show_draft),
      ok("WorkflowDraft"));
  Route change = post("/api/v1/workflows/{area}/drafts/{id}", kKeepers,
                      {"修改草稿", "change a draft"}, r::change_draft, {}, kDraftBodyLimit);
  change.method = kPut;
  add(std::move(change), ok("WorkflowDraft"), "WorkflowDraftChange");
  const auto step = [&](std::string_view pattern, Access access, Text summary, Handler handler,
                        std::string_view answer) {
    add(order(kPost, pattern, std::move(access), std::move(summary), handler), ok(answer));
  };
  step("/api/v1/workflows/{area}/drafts/{id}/check", kReaders,
       {"对照办法检查，并说明改动", "check it against the statute; what it changes, in sentences"},
       r::check_draft, "WorkflowCheck");
  add(get("/api/v1/workflows/{area}/drafts/{id}/merge", kReaders, {},
          {"起草以后又有发布的：逐项比较起草时、现行和草稿",
           "part by part: when it was begun, now, and as the draft has it"},
          r::merge_draft),
      ok("WorkflowDraftMerge"));
  Route impact = order(kPost, "/api/v1/workflows/{area}/drafts/{id}/impact", kReaders,
                       {"对在办事项的影响；可以作为后台任务",
                        "what it would mean for what is open today; as a job if asked"},
                       r::draft_impact);
  impact.parameters = {"job"};
  add(std::move(impact), {{200, "WorkflowImpact"}, {202, "WorkflowJob"}});
  add(post("/api/v1/workflows/{area}/drafts/{id}/simulate", kKeepers,
           {"按草稿快进今后若干天；在副本上，不发送",
            "the next days under it, played on a copy; nothing is sent"},
           r::foresee_draft, {"job"}),
      {{200, "WorkflowForesight"}, {202, "WorkflowJob"}}, "WorkflowForesightInput");
  add(get("/api/v1/workflows/{area}/jobs/{id}", kReaders, {},
          {"后台任务：进度和结果；只有发起人可以看", "one's own job: how far it is, what came out"},
          r::show_workflow_job),
      ok("WorkflowJob"));
  add(order(kDelete, "/api/v1/workflows/{area}/jobs/{id}", kReaders,
            {"中止后台任务", "stop one's own job"}, r::cancel_workflow_job),
      {{202, "WorkflowJob"}});
  add(post("/api/v1/workflows/{area}/drafts/{id}/discard", kKeepers, {"放弃草稿", "discard it"},
           r::discard_draft),
      ok("WorkflowDraft"), "WorkflowRevision");
  add(post("/api/v1/workflows/{area}/drafts/{id}/approve", kApprovers,
           {"由第二人同意", "agree to it, as a second person"}, r::approve_draft),
      ok("WorkflowDraft"), "WorkflowRevision");
  add(post("/api/v1/workflows/{area}/drafts/{id}/publish", kKeepers,
           {"发布；可以写明生效日期", "publish it, on a day if given"}, r::publish_draft),
      created("WorkflowVersion"), "WorkflowPublish");
}

}  // namespace qianqiao
