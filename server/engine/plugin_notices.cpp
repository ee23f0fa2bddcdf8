#include "server/engine/plugin_notices.h"

#include <nlohmann/json.hpp>
#include <set>

#include "workflows/domain/audience.h"

namespace qianqiao {
namespace {

using Json = nlohmann::json;

constexpr char kWarningTitle[] = "插件提醒";

struct Notice {
  std::string to;  // as plugins name their readers
  std::string title;
  std::string text;
};

// Their names of readers, as audiences.
const Audience* audience_of(const std::string& to) {
  return find_audience(to == "leader" ? "county_leader" : to);
}

std::vector<Notice> notices_of(const Json& verdict) {
  std::vector<Notice> all;
  for (const Json& one : verdict.value("warnings", Json::array()))
    all.push_back({one.value("to", ""), kWarningTitle, one.value("text", "")});
  for (const Json& one : verdict.value("messages", Json::array()))
    all.push_back({one.value("to", ""), one.value("title", ""), one.value("text", "")});
  return all;
}

// What the places of an audience are found from: the case, or the county alone.
SubjectRow subject_of(Writer& writer, const PluginJobRow& job) {
  if (auto subject = writer.subject(job.subject)) return *std::move(subject);
  SubjectRow county;
  county.county = job.county;
  return county;
}

void nobody_to_tell(Writer& writer, const PluginJobRow& job, const Notice& notice, Instant now) {
  IncidentRow incident;
  incident.kind = "no_receiver";
  incident.county = job.county;
  incident.subject = job.subject;
  incident.detail = job.plugin + " " + job.hook + " → " + notice.to;
  incident.opened_ms = to_milliseconds(now);
  writer.insert_incident(incident);
}

void to_inbox(Writer& writer, const PluginJobRow& job, const Person& person, const Notice& notice,
              const std::string& stable_id, Instant now) {
  MessageRow row;
  row.stable_id = stable_id;
  row.county = job.county;
  row.channel = "inbox";
  row.person = person.id;
  row.notice = "plugin." + job.plugin;
  row.subject_line = notice.title;
  row.body = notice.text;
  row.claimed_ms = row.not_before_ms = to_milliseconds(now);
  row.sent_ms = row.delivered_ms = row.claimed_ms;
  row.id = writer.insert_message(row);
  writer.insert_message_line({row.id, job.subject, 0, "", notice.text});
}

}  // namespace

void tell_answer(Writer& writer, const Directory& directory, const PluginJobRow& job, Instant now) {
  const Json verdict = Json::parse(job.verdict, nullptr, false);
  if (!verdict.is_object()) return;
  const auto notices = notices_of(verdict);
  if (notices.empty()) return;
  const SubjectRow subject = subject_of(writer, job);
  int number = 0;
  for (const Notice& notice : notices) {
    const Audience* audience = audience_of(notice.to);
    std::set<PersonId> told;
    if (audience != nullptr)
      for (const OrganisationId& place : directory.places(*audience, subject)) {
        for (const Person* person : directory.holders(audience->role, place, local_date(now)))
          if (told.insert(person->id).second)
            to_inbox(writer, job, *person, notice, "msg_" + job.id + "-" + std::to_string(++number),
                     now);
        if (!told.empty()) break;
      }
    if (told.empty()) nobody_to_tell(writer, job, notice, now);
  }
}

}  // namespace qianqiao
