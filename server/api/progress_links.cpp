#include "server/api/progress_links.h"

#include "server/api/progress_code.h"

namespace qianqiao {

ProgressLinks::ProgressLinks(Store& store, CommandQueue& queue, const Clock& clock,
                             const Clock& wall)
    : store_(store), queue_(queue), clock_(clock), wrong_tries_(wall) {}

Result<ProgressLinks::Made> ProgressLinks::make(const SubjectId& subject, const PersonId& by) {
  const Instant now = clock_.now();
  const Instant until = start_of_day(local_date(now) + kValid + std::chrono::days(1));
  Made made;
  made.code = random_progress_code();
  made.row = {subject, sm3(made.code), by, to_milliseconds(now), to_milliseconds(until)};
  if (auto done =
          queue_.record([&](Writer& writer) { writer.progress_link_writes().put(made.row); });
      !done)
    return fail(done.error());
  return made;
}

Result<void> ProgressLinks::revoke(const SubjectId& subject) {
  return queue_.record([&](Writer& writer) { writer.progress_link_writes().remove(subject); });
}

std::optional<ProgressLinkRow> ProgressLinks::in_force(std::optional<ProgressLinkRow> row) const {
  if (row && row->until_ms <= to_milliseconds(clock_.now())) return std::nullopt;
  return row;
}

std::optional<ProgressLinkRow> ProgressLinks::of(const SubjectId& subject) {
  return in_force(store_.reader()->progress_links().of(subject));
}

Result<ProgressLinkRow> ProgressLinks::open(std::string_view typed, std::string_view address) {
  if (const auto left = wrong_tries_.locked_for(address))
    return fail("progress.locked", {{"seconds", std::to_string(left->count())}});
  if (const auto code = read_progress_code(typed))
    if (auto row = in_force(store_.reader()->progress_links().find(sm3(*code))))
      return *std::move(row);
  wrong_tries_.count(address);
  return fail("progress.not_found");
}

}  // namespace qianqiao
