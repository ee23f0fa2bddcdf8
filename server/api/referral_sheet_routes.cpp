// A bank's referrals as a workbook, and the same filled in and sent back.
#include "server/api/gate.h"
#include "server/api/paging.h"
#include "server/api/referral_sheet.h"
#include "server/api/routes.h"
#include "workflows/base/random.h"

namespace qianqiao::routes {
namespace {

constexpr std::size_t kMostRows = 5000;

std::vector<SubjectRow> open_referrals(Reader& reader, const Request& request) {
  SubjectFilter filter;
  filter.kind = SubjectKind::kReferral;
  filter.sight = sight_of(request, SubjectKind::kReferral);
  filter.open_only = true;
  filter.limit = static_cast<int>(kMostRows);
  return reader.subjects(filter);
}

}  // namespace

Result<Answer> fetch_referral_sheet(Service& service, const Request& request) {
  service.expect_wait();
  const auto reader = service.store.reader();
  const ReportTable table =
      referral_sheet(*reader, service.engine, open_referrals(*reader, request));
  Answer answer;
  answer.content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  answer.headers.emplace_back("Content-Disposition", "attachment; filename=\"referrals.xlsx\"");
  answer.file_path =
      service.working_folder + "/report-" + Random::from_system().token(16) + ".xlsx";
  answer.remove_file = true;
  if (auto written = service.write_workbook(table, answer.file_path); !written)
    return fail(written.error());
  return answer;
}

Result<Answer> post_referral_sheet(Service& service, const Request& request) {
  const auto dry_run = flag_of(request, "dry_run");
  if (!dry_run) return fail(dry_run.error());
  if (request.actor.empty()) return fail("http.actor_missing");
  service.expect_wait();
  const auto lines = service.read_table(request.upload_path, kMostRows);
  if (!lines) return fail(lines.error());
  auto reader = service.store.reader();
  const auto sheet = read_referral_sheet(*lines, request, *reader, service.engine);
  if (!sheet) return fail(sheet.error());
  reader.reset();  // not kept open while the rows are posted
  return post_sheet(service, sheet->rows, sheet->problems, *dry_run);
}

}  // namespace qianqiao::routes
