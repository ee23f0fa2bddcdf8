#include "server/engine/messenger.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "server/engine/mail_wishes.h"
#include "workflows/domain/working_hours.h"

namespace qianqiao {
namespace {

using namespace std::chrono_literals;

// A rung claimed later than this after its time says so in its message.
constexpr auto kNoticeablyLate = 1h;
constexpr char kProvinceReportList[] = "province_report";

std::string filled(std::string text, const std::map<std::string, std::string>& fields) {
  for (const auto& [name, value] : fields) {
    const std::string placeholder = "{" + name + "}";
    for (std::size_t at = text.find(placeholder); at != std::string::npos;
         at = text.find(placeholder, at + value.size()))
      text.replace(at, placeholder.size(), value);
  }
  return text;
}

// "ahead", "overdue" or "escalate": what a rung is by where it stands.
const char* rung_kind(const RungRule& rung) {
  if (rung.offset_working_days < 0) return "ahead";
  return rung.offset_working_days == 0 ? "overdue" : "escalate";
}

const NoticeText& notice_or(const Definition& definition, const std::string& name,
                            const std::string& fallback) {
  static const NoticeText kBare{{"{enterprise}：有新情况", "{enterprise}: news"}, {"", ""}};
  if (const NoticeText* notice = definition.notice(name)) return *notice;
  if (const NoticeText* notice = definition.notice(fallback)) return *notice;
  return kBare;
}

bool is_of_the_county(const Audience& audience) {
  return audience.place == AudiencePlace::kCounty || audience.place == AudiencePlace::kTownship;
}

std::string day_and_hour(Instant at) {
  std::string text = format_instant(at).substr(0, 16);
  text[10] = ' ';
  return text;
}

// The end of the last day, as people say it: 24:00, not 23:59:59.
std::string end_of_last_day(Instant due) { return format_date(local_date(due)) + " 24:00"; }

}  // namespace

Messenger::Messenger(Writer& writer, const RuleBook& rules, const Directory& directory,
                     const HookTable& hooks, Random& random, Instant now)
    : writer_(writer),
      rules_(rules),
      directory_(directory),
      hooks_(hooks),
      random_(random),
      now_(now) {}

const Definition& Messenger::definition(const SubjectRow& subject) const {
  return rules_.definition(subject.workflow_version);
}

Messenger::Fields Messenger::fields(const SubjectRow& subject) {
  Fields fields;
  const auto enterprise = writer_.enterprise(subject.enterprise);
  fields["enterprise"] = enterprise ? enterprise->name : subject.enterprise;
  const Organisation* bank = directory_.organisation(subject.organisation);
  fields["bank"] = bank != nullptr ? bank->name : subject.organisation;
  const Organisation* county = directory_.organisation(subject.county);
  fields["county"] = county != nullptr ? county->name : subject.county;
  fields["case"] = subject.kind == SubjectKind::kCase ? subject.id : subject.case_id;
  fields["referral"] = subject.kind == SubjectKind::kReferral ? subject.id : subject.referral_id;
  return fields;
}

void Messenger::tell_rung(const SubjectRow& subject, const DeadlineRow& deadline,
                          const DeadlineRule& rule, const RungRule& rung, Instant due_at) {
  const std::string kind = rung_kind(rung);
  const NoticeText& notice = notice_or(rules_.definition(deadline.rule_version),
                                       rule.name + "." + rung.name, "rung." + kind);
  Fields fields = this->fields(subject);
  fields["due"] = end_of_last_day(from_milliseconds(deadline.due_ms));
  fields["rule"] = rule.title.zh;
  fields["clause"] = deadline.clause;
  fields["days"] = std::to_string(std::abs(rung.offset_working_days));
  Letter letter;
  letter.notice = rule.name + "." + rung.name;
  letter.kind = "deadline." + kind;
  letter.subject_line = {filled(notice.subject.zh, fields), filled(notice.subject.en, fields)};
  letter.text = filled(notice.body.zh, fields);
  if (now_ - due_at > kNoticeablyLate)
    letter.text += "（本应于" + day_and_hour(due_at) + "发出，因系统停机迟发。）";
  letter.deadline = deadline.id;
  letter.rung = rung.name;
  letter.gather = true;
  tell(subject, rung.audiences, letter);
}

void Messenger::tell_event(const SubjectRow& subject, const Notify& action) {
  if (subject.kind != SubjectKind::kCase) {
    tell_event_to(subject, action.notice, action.audiences);
    return;
  }
  // A case has no bank of its own: each bank is told of its own referral, as if it were the only
  // one.
  std::vector<std::string> banks, others;
  for (const std::string& name : action.audiences) {
    const Audience* audience = find_audience(name);
    const bool is_bank = audience != nullptr && audience->place == AudiencePlace::kBank;
    (is_bank ? banks : others).push_back(name);
  }
  if (!others.empty()) tell_event_to(subject, action.notice, others);
  if (banks.empty()) return;
  SubjectFilter referrals;
  referrals.kind = SubjectKind::kReferral;
  referrals.case_id = subject.id;
  for (const SubjectRow& referral : writer_.subjects(referrals))
    tell_event_to(referral, action.notice, banks);
}

void Messenger::tell_event_to(const SubjectRow& subject, const std::string& notice_name,
                              const std::vector<std::string>& audience_names) {
  const NoticeText& notice = notice_or(definition(subject), notice_name, "event");
  const Fields fields = this->fields(subject);
  Letter letter;
  letter.notice = notice_name;
  letter.kind = "event." + notice_name;
  letter.subject_line = {filled(notice.subject.zh, fields), filled(notice.subject.en, fields)};
  letter.text = filled(notice.body.zh, fields);
  tell(subject, audience_names, letter);
}

std::vector<Messenger::Receiver> Messenger::receivers(const Audience& audience,
                                                      const SubjectRow& subject) {
  std::vector<Receiver> found;
  const Date today = local_date(now_);
  for (const OrganisationId& place : directory_.places(audience, subject)) {
    for (const Person* person : directory_.holders(audience.role, place, today))
      found.push_back({person, nullptr});
    const bool has_own_system =
        audience.place == AudiencePlace::kBank || audience.place == AudiencePlace::kDepartment;
    const Organisation* organisation = directory_.organisation(place);
    if (has_own_system && organisation != nullptr &&
        (has_system(*organisation) || !organisation->email.empty()))
      found.push_back({nullptr, organisation});
    if (!found.empty()) break;  // the branch in charge before the bank
  }
  return found;
}

void Messenger::tell(const SubjectRow& subject, const std::vector<std::string>& audience_names,
                     Letter letter) {
  std::set<const void*> told;            // who holds two roles is told once
  std::vector<const Person*> officials;  // the county's own
  for (const std::string& name : audience_names) {
    const Audience* audience = find_audience(name);
    if (audience == nullptr) continue;  // definitions are checked for this when they are loaded
    if (audience->place == AudiencePlace::kProvinceList) {
      list_for_province(subject);
      continue;
    }
    letter.audience = name;
    const std::vector<Receiver> found = receivers(*audience, subject);
    if (found.empty()) nobody_to_tell(subject, name, letter);
    for (const Receiver& receiver : found) {
      if (receiver.person != nullptr) {
        if (!told.insert(receiver.person).second) continue;
        if (is_of_the_county(*audience)) officials.push_back(receiver.person);
        to_inbox(subject, *receiver.person, letter);
        if (!receiver.person->email.empty()) to_mail(subject, *receiver.person, letter);
      } else {
        if (!told.insert(receiver.organisation).second) continue;
        to_systems(subject, *receiver.organisation, letter);
        if (!receiver.organisation->email.empty())
          to_mailbox(subject, *receiver.organisation, letter);
      }
    }
  }
  letter.audience.clear();
  to_plugins(subject, officials, letter);
}

// Listed in the next 通报 and in the report to the province (process §5, escalate-3).
void Messenger::list_for_province(const SubjectRow& subject) {
  writer_.enter_list(
      {subject.county, kProvinceReportList, subject.id, to_milliseconds(now_), std::nullopt});
}

MessageRow Messenger::blank(const SubjectRow& subject, const char* channel, const Letter& letter) {
  MessageRow row;
  row.stable_id = "msg_" + random_.token(20);
  row.county = subject.county;
  row.channel = channel;
  row.notice = letter.notice;
  row.audience = letter.audience;
  row.subject_line = letter.subject_line.zh;
  row.claimed_ms = to_milliseconds(now_);
  row.not_before_ms = row.claimed_ms;
  return row;
}

void Messenger::to_inbox(const SubjectRow& subject, const Person& person, const Letter& letter) {
  MessageRow row = blank(subject, "inbox", letter);
  row.person = person.id;
  row.body = letter.text;
  row.sent_ms = row.delivered_ms = row.claimed_ms;  // it is there the moment it is written
  row.id = writer_.insert_message(row);
  writer_.insert_message_line({row.id, subject.id, letter.deadline, letter.rung, letter.text});
}

void Messenger::to_mailbox(const SubjectRow& subject, const Organisation& organisation,
                           const Letter& letter) {
  MessageRow row = blank(subject, "email", letter);
  row.organisation = organisation.id;
  row.address = organisation.email;
  send_in_office_hours(subject, std::move(row), organisation.email, letter);
}

// As the person wants its mail. A daily letter is the person's own, whoever shares the address.
void Messenger::to_mail(const SubjectRow& subject, const Person& person, const Letter& letter) {
  MessageRow row = blank(subject, "email", letter);
  row.person = person.id;
  row.address = person.email;
  const auto wish = writer_.mail_wish(person.id).value_or(MailWishRow{});
  const auto leaves = mail_leaves(wish, letter.kind, now_, rules_.calendar());
  if (!leaves) return;
  const std::string day = " " + format_date(local_date(leaves->at));
  row.not_before_ms = to_milliseconds(leaves->at);
  if (!leaves->daily) {
    send(subject, std::move(row), letter.gather ? person.email + " " + letter.kind + day : "",
         letter);
    return;
  }
  Letter line = letter;
  line.text = letter.subject_line.zh + "\n" + letter.text;
  row.subject_line = "牵桥：每日汇总";
  send(subject, std::move(row), person.id + " daily" + day, line);
}

void Messenger::send_in_office_hours(const SubjectRow& subject, MessageRow row,
                                     const std::string& receiver, const Letter& letter) {
  const Instant leaves = next_working_instant(now_, rules_.calendar());
  row.not_before_ms = to_milliseconds(leaves);
  const std::string key = receiver + " " + letter.kind + " " + format_date(local_date(leaves));
  send(subject, std::move(row), letter.gather ? key : "", letter);
}

// Joined to what still waits under the same key; an empty one joins nothing.
void Messenger::send(const SubjectRow& subject, MessageRow row, const std::string& digest_key,
                     const Letter& letter) {
  row.digest_key = digest_key;
  const auto open = digest_key.empty() ? std::nullopt : writer_.open_digest(digest_key);
  row.id = open ? open->id : writer_.insert_message(row);
  writer_.insert_message_line({row.id, subject.id, letter.deadline, letter.rung, letter.text});
}

// By the notifiers that the subject's county chose: to a group of its own people once, to a phone
// each. Nobody but those people, never a bank.
void Messenger::to_plugins(const SubjectRow& subject, const std::vector<const Person*>& people,
                           const Letter& letter) {
  for (const NoticeChannel& channel : hooks_.channels(subject.county)) {
    if (!channel.takes(letter.kind)) continue;
    const std::string name = channel.name();
    if (!channel.by_phone && !people.empty()) {
      MessageRow row = blank(subject, name.c_str(), letter);
      row.organisation = subject.county;
      send_in_office_hours(subject, std::move(row), name + " " + subject.county, letter);
    }
    for (const Person* person : people) {
      if (!channel.by_phone || person->phone.empty()) continue;
      MessageRow row = blank(subject, name.c_str(), letter);
      row.person = person->id;
      row.address = person->phone;
      send_in_office_hours(subject, std::move(row), name + " " + person->phone, letter);
    }
  }
}

bool Messenger::has_system(const Organisation& organisation) const {
  return !organisation.webhook_url.empty() || !directory_.webhooks(organisation.id).empty();
}

// By each of its webhooks; by the address it was entered with where it has none. What a disabled
// one misses stands in its log, to be sent again.
void Messenger::to_systems(const SubjectRow& subject, const Organisation& organisation,
                           const Letter& letter) {
  const auto webhooks = directory_.webhooks(organisation.id);
  for (const WebhookRow* webhook : webhooks) {
    MessageRow row = blank(subject, "webhook", letter);
    row.webhook = webhook->id;
    row.address = webhook->url;
    if (!webhook->enabled) {
      row.dead_ms = row.claimed_ms;
      row.last_error = "接收地址已停用 / the webhook is disabled";
    }
    to_system(subject, organisation, letter, std::move(row));
  }
  if (!webhooks.empty() || organisation.webhook_url.empty()) return;
  MessageRow row = blank(subject, "webhook", letter);
  row.address = organisation.webhook_url;
  to_system(subject, organisation, letter, std::move(row));
}

// A bank's system is told at once and by itself: it keeps no office hours and reads no letters.
void Messenger::to_system(const SubjectRow& subject, const Organisation& organisation,
                          const Letter& letter, MessageRow row) {
  row.organisation = organisation.id;
  nlohmann::json body = {{"type", letter.kind},
                         {"timestamp", format_instant(now_)},
                         {"data",
                          {{"subject", subject.id},
                           {"state", subject.configuration.state},
                           {"notice", letter.notice},
                           {"title", letter.subject_line.zh},
                           {"title_en", letter.subject_line.en},
                           {"text", letter.text}}}};
  if (letter.deadline != 0) body["data"]["rung"] = letter.rung;
  row.body = body.dump();
  row.id = writer_.insert_message(row);
  writer_.insert_message_line({row.id, subject.id, letter.deadline, letter.rung, letter.text});
}

// A notice that finds nobody is not silence: somebody must appoint a person.
void Messenger::nobody_to_tell(const SubjectRow& subject, const std::string& audience,
                               const Letter& letter) {
  IncidentRow incident;
  incident.kind = "no_receiver";
  incident.county = subject.county;
  incident.subject = subject.id;
  incident.detail = letter.notice + " → " + audience;
  incident.opened_ms = to_milliseconds(now_);
  writer_.insert_incident(incident);
}

}  // namespace qianqiao
