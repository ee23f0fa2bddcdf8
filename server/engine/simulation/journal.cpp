#include "server/engine/simulation/journal.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

namespace qianqiao {
namespace {

std::string when(Instant at) {
  std::string text = format_instant(at).substr(0, 16);
  text[10] = ' ';  // 2025-03-03 09:00
  return text;
}

const char* channel_zh(const std::string& channel) {
  if (channel == "inbox") return "站内信";
  return channel == "email" ? "邮件" : "接口";
}

std::string rung_line(const JournalEntry& entry) {
  return fmt::format("{} 〔督办〕{} {} {} | rung {} of {}", when(entry.at), entry.subject,
                     entry.rule, entry.rung, entry.rung, entry.rule);
}

std::string message_line(const JournalEntry& entry) {
  const std::string role = entry.role.empty() ? "" : "（" + entry.role + "）";
  return fmt::format("{} 〔{}〕致{}{}：{} {} | {} to {}", when(entry.at), channel_zh(entry.channel),
                     entry.receiver, role, entry.subject_line, entry.subject, entry.channel,
                     entry.person.empty() ? entry.organisation : entry.person);
}

}  // namespace

std::string journal_line(const JournalEntry& entry) {
  return entry.what == JournalEntry::What::kRung ? rung_line(entry) : message_line(entry);
}

nlohmann::json journal_json(const JournalEntry& entry) {
  nlohmann::json json = {
      {"at", format_instant(entry.at)}, {"county", entry.county}, {"subject", entry.subject}};
  if (entry.deadline != 0) {
    json["deadline"] = std::to_string(entry.deadline);
    json["rule"] = entry.rule;
    json["rung"] = entry.rung;
  }
  if (entry.what == JournalEntry::What::kRung) {
    json["what"] = "rung";
    json["due"] = format_instant(entry.due);
    return json;
  }
  json["what"] = "message";
  json["channel"] = entry.channel;
  if (!entry.person.empty()) json["person"] = entry.person;
  if (!entry.organisation.empty()) json["organisation"] = entry.organisation;
  json["receiver"] = entry.receiver;
  if (!entry.role.empty()) json["role"] = entry.role;
  json["notice"] = entry.notice;
  json["subject_line"] = entry.subject_line;
  json["lines"] = entry.lines;
  return json;
}

}  // namespace qianqiao
