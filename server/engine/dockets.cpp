#include "server/engine/dockets.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace qianqiao {
namespace {

constexpr char kSignature[] = "Review.ConvenerSignature", kSigned[] = "Recommendation";
constexpr char kApplicationList[] = "application";
constexpr int kPage = 1000;

std::optional<DocketRow> newest(Reader& reader, const std::string& county,
                                const std::string& kind) {
  auto found = reader.dockets(county, kind, 0, 1);
  return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

DocketRow next_docket(const std::string& county, const std::string& kind,
                      const std::optional<DocketRow>& before, Instant now) {
  DocketRow row;
  row.county = county;
  row.kind = kind;
  row.number = before ? before->number + 1 : 1;
  row.id = county + "-" + kind + "-" + std::to_string(row.number);
  row.as_of_ms = to_milliseconds(now);
  return row;
}

std::int64_t freeze_entries(Writer& writer, const std::string& docket, const FreezeWish& wish) {
  if (!wish.roster.empty()) return writer.freeze_roster(docket, wish.county, wish.roster);
  if (wish.list != kRecommendationList) return writer.freeze_list(docket, wish.county, wish.list);
  return writer.freeze_state(docket, wish.county, kSignature, "") +
         writer.freeze_state(docket, wish.county, kSigned, "signed");
}

// Asked again, or nothing has changed since: the newest one stands for it.
MadeDocket insert_unless_same(Writer& writer, DocketRow row,
                              const std::optional<DocketRow>& before) {
  row.digest = digest_of_entries(writer, row.id);
  if (before && before->digest == row.digest) {
    writer.rollback_to_savepoint();
    return {*before, false};
  }
  writer.insert_docket(row);
  writer.release_savepoint();
  return {row, true};
}

DocketEntryRow entry_of(Reader& reader, const std::string& docket, const SubjectRow& subject) {
  DocketEntryRow entry;
  entry.docket = docket;
  entry.subject = subject.id;
  entry.enterprise = subject.enterprise;
  if (const auto enterprise = reader.enterprise(subject.enterprise)) {
    entry.enterprise_name = enterprise->name;
    entry.uscc = enterprise->uscc;
  }
  entry.state = subject.configuration.state;
  entry.case_version = subject.version;
  for (const ListEntryRow& listed : reader.lists_of(subject.id))
    if (listed.list == kRecommendationList && !listed.left_ms) entry.entered_ms = listed.entered_ms;
  return entry;
}

// The docket of this kind that an event names; none: it names no such one.
std::optional<DocketRow> named_docket(Reader& reader, const HistoryRow& row, const char* field,
                                      const char* kind) {
  const auto data = nlohmann::json::parse(row.data, nullptr, false);
  const std::string id = data.is_object() ? data.value(field, "") : "";
  if (id.empty()) return std::nullopt;
  auto docket = reader.docket(id);
  return docket && docket->kind == kind ? docket : std::nullopt;
}

void settle(Writer& writer, const Step& step, const std::optional<DocketRow>& docket,
            const char* outcome, Instant now) {
  if (docket)
    writer.settle_docket_entry(docket->id, step.subject.id,
                               {.outcome = outcome, .sequence = step.history.sequence}, now);
}

// (五): a signature that is withdrawn before the push leaves the version it was given in as it was;
// what stands from now on is the next one.
void follow_withdrawal(Writer& writer, const Step& step, Instant now) {
  std::optional<DocketRow> last;
  for (const std::string& id : writer.dockets_signing(step.subject.id)) {
    auto docket = writer.docket(id);
    if (docket && docket->kind == kRecommendationList && (!last || docket->number > last->number))
      last = std::move(docket);
  }
  if (!last) return;
  DocketRow row =
      next_docket(last->county, last->kind, newest(writer, last->county, last->kind), now);
  row.made_by = step.history.actor;
  row.cause = "signature_withdrawn";
  row.origin = last->id;
  row.cases = writer.copy_docket(row.id, last->id, step.subject.id);
  row.digest = digest_of_entries(writer, row.id);
  writer.insert_docket(row);
  writer.supersede_docket(last->id, row.id);
}

}  // namespace

// Put together by hand, keys in order: a list of tens of thousands is frozen between commands.
std::string canonical_line(const DocketEntryRow& entry) {
  const auto quoted = [](const std::string& text) { return nlohmann::json(text).dump(); };
  const std::string entered = entry.entered_ms ? std::to_string(*entry.entered_ms) : "null";
  return R"({"case":)" + quoted(entry.subject) + R"(,"entered":)" + entered + R"(,"enterprise":)" +
         quoted(entry.enterprise) + R"(,"name":)" + quoted(entry.enterprise_name) + R"(,"state":)" +
         quoted(entry.state) + R"(,"uscc":)" + quoted(entry.uscc) + R"(,"version":)" +
         std::to_string(entry.case_version) + "}\n";
}

Digest digest_of_entries(Reader& reader, std::string_view docket) {
  std::string lines;
  SubjectId after;
  while (true) {
    const auto page = reader.docket_entries(docket, after, kPage);
    for (const DocketEntryRow& entry : page) lines += canonical_line(entry);
    if (page.size() < static_cast<std::size_t>(kPage)) return sm3(lines);
    after = page.back().subject;
  }
}

Result<MadeDocket> freeze_list(Writer& writer, const FreezeWish& wish, Instant now) {
  const bool known =
      wish.list == kTargetList || wish.list == kApplicationList || wish.list == kRecommendationList;
  if (!known) return fail("list.unknown", {{"list", wish.list}});
  const auto before = newest(writer, wish.county, wish.list);
  DocketRow row = next_docket(wish.county, wish.list, before, now);
  row.made_by = wish.by;
  row.cause = wish.roster.empty() ? "frozen" : "roster";
  row.origin = wish.roster;
  writer.savepoint();
  row.cases = freeze_entries(writer, row.id, wish);
  if (row.cases > 0) return insert_unless_same(writer, std::move(row), before);
  writer.rollback_to_savepoint();
  return fail("list.empty", {{"county", wish.county}, {"list", wish.list}});
}

Result<MadeDocket> make_batch(Writer& writer, const BatchWish& wish, Instant now) {
  if (wish.cases.empty()) return fail("batch.empty");
  if (wish.cases.size() > kMostBatchCases)
    return fail("batch.too_many", {{"most", std::to_string(kMostBatchCases)}});
  const auto before = newest(writer, wish.county, kBatch);
  DocketRow row = next_docket(wish.county, kBatch, before, now);
  row.made_by = wish.by;
  row.cause = kBatch;
  row.origin = wish.list_version;
  row.cases = static_cast<std::int64_t>(wish.cases.size());
  writer.savepoint();
  for (const SubjectId& id : wish.cases) {
    const auto subject = writer.subject(id);
    if (subject && subject->kind == SubjectKind::kCase && subject->county == wish.county) {
      writer.insert_docket_entry(entry_of(writer, row.id, *subject));
      continue;
    }
    writer.rollback_to_savepoint();
    return fail("subject.not_found", {{"subject", id}});
  }
  return insert_unless_same(writer, std::move(row), before);
}

std::set<SubjectId> cases_to_push(Reader& reader, const std::string& version) {
  std::set<SubjectId> cases;
  SubjectId after;
  while (true) {
    const auto page = reader.docket_entries(version, after, kPage);
    for (const DocketEntryRow& entry : page) {
      const auto subject = entry.outcome == "signed" ? reader.subject(entry.subject) : std::nullopt;
      if (subject && subject->configuration.state == kSigned) cases.insert(entry.subject);
    }
    if (page.size() < static_cast<std::size_t>(kPage)) return cases;
    after = page.back().subject;
  }
}

void settle_dockets(Writer& writer, const Step& step, Instant now) {
  if (step.subject.kind != SubjectKind::kCase) return;
  const HistoryRow& row = step.history;
  if (row.event == "ReviewApproved" && step.state_before == kSignature)
    settle(writer, step, named_docket(writer, row, "list_version", kRecommendationList), "signed",
           now);
  if (row.event == "BatchPushed")
    settle(writer, step, named_docket(writer, row, "batch", kBatch), "pushed", now);
  if (row.event == "SignatureWithdrawn") follow_withdrawal(writer, step, now);
}

}  // namespace qianqiao
