#include "server/engine/visiting_rounds.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "server/engine/transaction.h"
#include "workflows/base/text.h"

namespace qianqiao {
namespace {

using nlohmann::json;

constexpr char kNextJoining[] = "rounds.next_joining_ms";
constexpr char kFirstStage[] = "Roster", kLastStage[] = "Visit";
constexpr std::size_t kLongestId = 64, kLongestName = 100;

std::string joining_setting(const std::string& round) { return "round.joining/" + round; }

void keep_joining(Writer& writer, const std::string& round, const RoundJoining& joining) {
  const json text = {
      {"stage", joining.stage}, {"after", joining.after}, {"joined", joining.joined}};
  writer.put_setting(joining_setting(round), text.dump());
}

// Derived anew from all rounds: there are few, and it changes with them only.
void keep_next_instant(Writer& writer) {
  std::optional<Instant> next;
  for (const RoundRow& round : writer.rounds()) {
    const auto joining = joining_of(writer, round.id);
    if (!joining || joining->is_done()) continue;
    const Instant opens = start_of_day(round.opens);
    if (!next || opens < *next) next = opens;
  }
  writer.put_setting(kNextJoining, next ? std::to_string(to_milliseconds(*next)) : "");
}

Result<void> check_words(const RoundRow& row) {
  const auto harmless = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' ||
           c == '_' || c == '.';
  };
  if (row.id.size() > kLongestId || !std::all_of(row.id.begin(), row.id.end(), harmless))
    return fail("round.id_malformed", {{"id", row.id}});
  if (trim(row.name).empty() || count_characters(row.name) > kLongestName)
    return fail("round.name_malformed", {{"most", std::to_string(kLongestName)}});
  return {};
}

Result<void> check_days(const RoundRow& row, Date today) {
  if (row.ends < row.opens)
    return fail("round.ends_before_it_opens",
                {{"opens", format_date(row.opens)}, {"ends", format_date(row.ends)}});
  if (row.ends < today)
    return fail("round.over", {{"ends", format_date(row.ends)}, {"today", format_date(today)}});
  return {};
}

bool is_same(const RoundRow& known, const RoundRow& row) {
  return (row.id.empty() || known.id == row.id) && known.county == row.county &&
         known.name == row.name && known.opens == row.opens && known.ends == row.ends;
}

// "411502-2025-2": the second of that county in that year.
std::string next_id(const std::vector<RoundRow>& rounds, const RoundRow& row) {
  const int year = static_cast<int>(std::chrono::year_month_day(row.opens).year());
  for (int number = 1;; ++number) {
    std::string id = row.county + "-" + std::to_string(year) + "-" + std::to_string(number);
    const auto taken = [&](const RoundRow& known) { return known.id == id; };
    if (std::none_of(rounds.begin(), rounds.end(), taken)) return id;
  }
}

// One county's cases joining one round.
class Joiner {
 public:
  Joiner(Transaction& transaction, Writer& writer, const RoundRow& round, RoundJoining joining)
      : transaction_(transaction), writer_(writer), round_(round), joining_(std::move(joining)) {}

  // Looks at no more than `limit` cases; how many.
  int look(int limit) {
    int seen = 0;
    while (seen < limit && !joining_.is_done()) {
      SubjectFilter filter;
      filter.kind = SubjectKind::kCase;
      filter.county = round_.county;
      filter.state = joining_.stage;
      filter.after = joining_.after;
      filter.limit = limit - seen;
      const auto page = writer_.subjects(filter);
      for (const SubjectRow& subject : page) take(subject);
      seen += static_cast<int>(page.size());
      if (page.size() < static_cast<std::size_t>(filter.limit)) next_stage();
    }
    return seen;
  }
  const RoundJoining& joining() const { return joining_; }

 private:
  // Who is still in an earlier round stays there: its clock was never stopped (process §4).
  void take(const SubjectRow& subject) {
    joining_.after = subject.id;
    if (!visiting_round(subject.configuration).empty()) return;
    const json data = {{"round", {{"id", round_.id}, {"ends", format_date(round_.ends)}}}};
    if (transaction_.post_by_system(subject, false, "RoundJoined", data, kSystemPerson))
      ++joining_.joined;
  }
  // A case that leaves the one for the other meanwhile is met there: nobody goes back.
  void next_stage() {
    joining_.stage = joining_.stage == kFirstStage ? kLastStage : "";
    joining_.after.clear();
  }

  Transaction& transaction_;
  Writer& writer_;
  const RoundRow& round_;
  RoundJoining joining_;
};

}  // namespace

std::optional<RoundJoining> joining_of(Reader& reader, const std::string& round) {
  const auto text = reader.setting(joining_setting(round));
  if (!text) return std::nullopt;
  const json stored = json::parse(*text, nullptr, false);
  if (!stored.is_object()) return std::nullopt;
  return RoundJoining{stored.value("stage", ""), stored.value("after", ""),
                      stored.value("joined", std::int64_t{0})};
}

std::optional<Instant> next_joining_instant(Reader& reader) {
  const std::string text = reader.setting(kNextJoining).value_or("");
  std::int64_t ms = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), ms);
  if (problem != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return from_milliseconds(ms);
}

std::optional<RoundRow> round_open_on(Reader& reader, const std::string& county, Date day) {
  for (RoundRow& round : reader.rounds())
    if (round.county == county && round.opens <= day && day <= round.ends) return std::move(round);
  return std::nullopt;
}

Result<OpenedRound> open_round(Writer& writer, const Directory& directory, RoundRow row,
                               Date today) {
  if (auto fine = check_words(row); !fine) return fail(fine.error());
  const Organisation* county = directory.organisation(row.county);
  if (county == nullptr || county->kind != OrganisationKind::kCounty)
    return fail("roster.county_not_set_up", {{"county", row.county}});
  const auto rounds = writer.rounds();
  for (const RoundRow& known : rounds) {
    if (is_same(known, row)) return OpenedRound{known, false};
    if (known.id == row.id) return fail("round.exists", {{"id", known.id}});
  }
  if (auto fine = check_days(row, today); !fine) return fail(fine.error());
  for (const RoundRow& known : rounds)
    if (known.county == row.county && known.opens <= row.ends && row.opens <= known.ends)
      return fail("round.overlaps", {{"id", known.id},
                                     {"opens", format_date(known.opens)},
                                     {"ends", format_date(known.ends)}});
  if (row.id.empty()) row.id = next_id(rounds, row);
  writer.put_round(row);
  keep_joining(writer, row.id, {kFirstStage, "", 0});
  keep_next_instant(writer);
  return OpenedRound{std::move(row), true};
}

JoiningReport join_rounds(Transaction& transaction, Writer& writer, Instant now, int limit) {
  JoiningReport report;
  const auto next = next_joining_instant(writer);
  if (!next || *next > now) return report;
  const Date today = local_date(now);
  for (const RoundRow& round : writer.rounds()) {
    const auto before = joining_of(writer, round.id);
    if (limit <= 0 || round.opens > today || !before || before->is_done()) continue;
    Joiner joiner(transaction, writer, round, *before);
    RoundJoining after{"", "", before->joined};
    if (today <= round.ends) {
      limit -= joiner.look(limit);
      after = joiner.joining();
    }
    report.joined += static_cast<int>(after.joined - before->joined);
    report.worked = true;
    keep_joining(writer, round.id, after);
  }
  keep_next_instant(writer);
  return report;
}

}  // namespace qianqiao
