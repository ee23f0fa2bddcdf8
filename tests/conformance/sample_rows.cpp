#include "tests/conformance/store_suite.h"

namespace qianqiao {

Digest a_digest(int seed) { return sm3("digest " + std::to_string(seed)); }

EnterpriseRow an_enterprise(const std::string& id, const std::string& uscc) {
  EnterpriseRow row;
  row.id = id;
  row.uscc = uscc;
  row.uscc_overridden = true;
  row.uscc_override_reason = "旧证照";
  row.name = "信阳市浉河区毛尖茶业专业合作社";
  row.kind = "cooperative";
  row.county = id.substr(0, 6);
  row.township = row.county + "100";
  row.address = "东双河镇";
  row.industry = "A01";
  row.contact_name = "张三";
  row.contact_phone = "13800000000";
  row.legal_representative = "李四";
  row.size_class = "micro";
  row.attributes = R"({"雇员":3})";
  row.created_ms = 1'700'000'000'001;
  return row;
}

SubjectRow a_case(const std::string& id, const std::string& enterprise) {
  SubjectRow row;
  row.id = id;
  row.kind = SubjectKind::kCase;
  row.county = id.substr(0, 6);
  row.township = row.county + "100";
  row.enterprise = enterprise;
  row.configuration = {"Review.Preliminary", R"({"attempts":1})"};
  row.version = 3;
  row.head = a_digest(3);
  row.workflow_version = "xinyang-329@1";
  row.opened_ms = 1'700'000'000'002;
  return row;
}

SubjectRow a_referral(const std::string& id, const SubjectRow& of_case, const std::string& bank) {
  SubjectRow row = of_case;
  row.id = id;
  row.kind = SubjectKind::kReferral;
  row.township.clear();
  row.case_id = of_case.id;
  row.organisation = bank;
  row.branch = bank + "-01";
  row.configuration = {"Pushed", "{}"};
  row.version = 1;
  row.head = a_digest(4);
  return row;
}

HistoryRow a_history_row(const std::string& subject, std::int64_t sequence) {
  HistoryRow row;
  row.subject = subject;
  row.sequence = sequence;
  row.instant_ms = 1'700'000'000'010 + sequence;
  row.event = "ReviewApproved";
  row.data = R"({"意见":"同意"})";
  row.actor = "wang";
  row.acting_for = "zhao";
  row.mandate = 7;
  row.clause = "（五）";
  row.workflow_version = "xinyang-329@1";
  row.calendar_version = "0123456789ab";
  row.plugin_digest = "fedc";
  row.digest = a_digest(static_cast<int>(sequence));
  return row;
}

DeadlineRow a_deadline(const std::string& subject, std::int64_t next_rung_ms) {
  DeadlineRow row;
  row.subject = subject;
  row.county = subject.substr(0, 6);
  row.rule = "bank-decision";
  row.hook = "materials";
  row.clause = "（六）";
  row.effect = Effect::kService;
  row.anchor_ms = 1'740'000'000'000;
  row.budget = {BudgetUnit::kWorkingDays, 30, Date(std::chrono::days(20'000))};
  row.rule_version = "xinyang-329@1";
  row.calendar_version = "0123456789ab";
  row.due_nominal = "2025-03-21";
  row.due_ms = 1'742'572'799'000;  // 2025-03-21T23:59:59+08:00
  row.provisional = false;
  row.state = DeadlineState::kRunning;
  row.armed_ms = 1'740'000'000'001;
  row.armed_sequence = 4;
  row.supersedes = 9;
  row.next_rung = "ahead-7";
  row.next_rung_ms = next_rung_ms;
  return row;
}

MessageRow a_message(const std::string& stable_id, std::int64_t not_before_ms) {
  MessageRow row;
  row.stable_id = stable_id;
  row.county = "411502";
  row.channel = "email";
  row.person = "wang";
  row.organisation = "bank-icbc";
  row.webhook = 6;
  row.address = "wang@example.cn";
  row.notice = "overdue";
  row.subject_line = "催办函";
  row.body = "请于今日办理。";
  row.digest_key = "bank-icbc/2025-03-21";
  row.claimed_ms = not_before_ms - 5;
  row.not_before_ms = not_before_ms;
  row.attempts = 2;
  row.last_error = "timeout";
  return row;
}

}  // namespace qianqiao
