#include "server/api/doctor.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "server/engine/deadline_check.h"
#include "server/ports/plugin_keeper.h"

namespace qianqiao {
namespace {

using namespace std::chrono;
using enum CheckStatus;

constexpr seconds kSweepWarn{60}, kSweepFail{900};
constexpr seconds kOutboxWarn = minutes(15), kOutboxFail = hours(24);
constexpr int kCheckpointWarnDays = 2;
constexpr std::int64_t kMiB = 1024 * 1024;
constexpr std::int64_t kDiskWarn = 2048 * kMiB, kDiskFail = 200 * kMiB;

std::string text(std::int64_t number) { return std::to_string(number); }

CheckStatus grade(std::int64_t value, std::int64_t warn_from, std::int64_t fail_from) {
  return value >= fail_from ? kFail : value >= warn_from ? kWarn : kOk;
}

// What a check says where all is well, and where it is not.
Text either(CheckStatus status, Text fine, Text trouble) {
  return status == kOk ? std::move(fine) : std::move(trouble);
}

// One look, over one snapshot of the store.
class Examination {
 public:
  explicit Examination(Service& service)
      : service_(service), reader_(service.store.reader()), now_(service.clock.now()) {}

  Result<std::vector<Check>> run() {
    clock();
    writing_thread();
    schema();
    if (auto asked = durability(); !asked) return fail(asked.error());
    deadlines_armed();
    sweeper();
    deadlines_overdue();
    calendar();
    outbox();
    incidents();
    checkpoint();
    backup();
    disk();
    exposure();
    plugins();
    return std::move(checks_);
  }

 private:
  template <class Value>
  void add(const char* name, CheckStatus status, Value value, Text words) {
    checks_.push_back({name, status, std::move(words), std::move(value)});
  }

  // History is dated by a clock that never goes back; where the machine's did, all that happens
  // meanwhile gets the same instant.
  void clock() {
    const auto latest = reader_->latest_history_instant();
    const std::int64_t behind =
        latest && *latest > now_ ? duration_cast<seconds>(*latest - now_).count() : 0;
    if (service_.clock_mover != nullptr)
      return add("clock", kWarn, "simulated",
                 {"使用模拟时钟（现为 " + format_instant(now_) + "），只供演示和试验。",
                  "The clock is simulated (" + format_instant(now_) + "): for demos and trials."});
    const CheckStatus status = grade(behind, 1, 300);
    add("clock", status, behind,
        either(status, {"系统时钟正常。", "The system's clock is in order."},
               {"系统时钟比最近一条记录慢 " + text(behind) + " 秒；请校时。",
                "The system's clock is " + text(behind) +
                    " s behind the last record: set it right."}));
  }

  void writing_thread() {
    const std::int64_t silent = duration_cast<seconds>(service_.queue.silence()).count();
    const CheckStatus status =
        service_.queue.has_stopped() ? kFail : grade(silent, 5, kLongestSilence.count());
    add("writing_thread", status, silent,
        either(
            status, {"写入线程运转正常。", "The writing thread comes round."},
            {"写入线程已 " + text(silent) + " 秒没有动静，新的办理在等待；若不自行恢复，请重启。",
             "The writing thread has been silent for " + text(silent) +
                 " s; what is posted waits. Restart if it does not recover."}));
  }

  void schema() {
    const int stored = service_.store.schema_version();
    const int newest = service_.store.newest_schema_version();
    const CheckStatus status = stored == newest ? kOk : kFail;
    add("schema", status, stored,
        either(status, {"数据库结构为第 " + text(stored) + " 版。", "The schema is current."},
               {"数据库结构为第 " + text(stored) + " 版，本程序需要第 " + text(newest) +
                    " 版；请用本程序重启服务。",
                "The schema is version " + text(stored) + ", this program needs " + text(newest) +
                    ": restart the server with it."}));
  }

  Result<void> durability() {
    std::vector<Store::Guarantee> guarantees;
    const auto asked =
        service_.with_engine([&](Engine& engine) { guarantees = engine.store().guarantees(); });
    if (!asked) return asked;
    std::string all, wrong;
    for (const auto& [name, value, wanted] : guarantees) {
      all += (all.empty() ? "" : " ") + name + "=" + value;
      if (value != wanted) wrong += " " + name + "=" + value + "（应为 " + wanted + "）";
    }
    const CheckStatus status = wrong.empty() ? kOk : kFail;
    add("durability", status, all,
        either(status, {"已确认的办理断电不丢。", "What is acknowledged survives a power cut."},
               {"数据库设置不能保证断电不丢：" + wrong + "；请停止服务并报告。",
                "The database's settings do not keep what is acknowledged:" + wrong +
                    ". Stop the server and report this."}));
    return {};
  }

  // Whatever runs has its next rung, or is past its last.
  void deadlines_armed() {
    const auto rules = service_.engine.rule_book();
    const auto silent = reader_->silent_deadlines(0, kMostSilent);
    std::int64_t unarmed = 0;
    for (const DeadlineRow& row : silent)
      if (!is_past_ladder(*reader_, *rules, row)) ++unarmed;
    const CheckStatus status = unarmed == 0 ? kOk : kFail;
    add("deadlines_armed", status, unarmed,
        either(status,
               {"运行中的时限都已排定下一台阶，或已走完督办阶梯。",
                "Every running deadline has its next rung or is past its ladder."},
               {"有 " + text(unarmed) + " 个运行中的时限没有排定下一台阶；请运行 qianqiao verify。",
                text(unarmed) + " running deadlines have no next rung: run qianqiao verify."}));
  }

  void sweeper() {
    const auto next = reader_->next_rung_instant();
    const std::int64_t late =
        next && *next < now_ ? duration_cast<seconds>(now_ - *next).count() : 0;
    const CheckStatus status = grade(late, kSweepWarn.count(), kSweepFail.count());
    add("sweeper_lag", status, late,
        either(status, {"到点的督办台阶都已执行。", "No rung that is due waits."},
               {"有督办台阶已到点 " + text(late) + " 秒而未执行；停机后正在补办，否则请看日志。",
                "A rung has been due for " + text(late) +
                    " s: after a downtime it is being caught up, else see the log."}));
  }

  // Breaches are the banks' and offices', not the house's: told, never a warning.
  void deadlines_overdue() {
    std::int64_t overdue = 0, running = 0;
    for (const Effect effect : {Effect::kStatutory, Effect::kService}) {
      const DeadlineCounts counts = reader_->count_deadlines(effect, now_);
      running += counts.running;
      overdue += counts.overdue;
      provisional_ += counts.provisional;
    }
    add("deadlines_overdue", kOk, overdue,
        {"运行中的时限 " + text(running) + " 个，其中逾期 " + text(overdue) + " 个。",
         text(running) + " deadlines run, " + text(overdue) + " of them overdue."});
  }

  void calendar() {
    const auto rules = service_.engine.rule_book();
    const auto years = rules->calendar().years();
    const int last = years.empty() ? 0 : years.back();
    const year_month_day today(local_date(now_));
    const int this_year = static_cast<int>(today.year());
    const bool late_in_year = today.month() / today.day() >= kNextYearExpected;
    const CheckStatus status = !rules->calendar().has_notice(this_year) ? kFail
                               : provisional_ > 0                       ? kWarn
                               : late_in_year && last <= this_year      ? kWarn
                                                                        : kOk;
    add("calendar_horizon", status, last,
        either(status, {"工作日历已载入到 " + text(last) + " 年。", "Loaded up to this year."},
               {"工作日历只载入到 " + text(last) + " 年，有 " + text(provisional_) +
                    " 个时限按周末暂算；请用 calendar load 载入国务院办公厅的放假通知。",
                "Working days are loaded up to " + text(last) + "; " + text(provisional_) +
                    " deadlines are provisional. Load the State Council's notice with calendar "
                    "load."}));
  }

  void outbox() {
    const auto next = reader_->next_message_instant();
    const std::int64_t age =
        next && *next < now_ ? duration_cast<seconds>(now_ - *next).count() : 0;
    const std::int64_t waiting = reader_->count_waiting_messages(kMostCounted);
    // A directory without a server sends nothing: its letters wait, and nothing is broken.
    const CheckStatus graded = grade(age, kOutboxWarn.count(), kOutboxFail.count());
    const CheckStatus status = service_.premises.listen.empty() ? std::min(graded, kWarn) : graded;
    add("outbox_age", status, age,
        either(status, {"待发消息 " + text(waiting) + " 条，没有积压。", "Nothing is held up."},
               {"最早一条消息已超过应发时间 " + text(age) + " 秒，待发共 " + text(waiting) +
                    " 条；请看 deliveries 和网络。",
                "The oldest message should have left " + text(age) + " s ago, " + text(waiting) +
                    " wait in all: see deliveries and the network."}));
  }

  void incidents() {
    const IncidentCounts counts = reader_->count_open_incidents(kMostCounted);
    const CheckStatus letters = counts.deliveries == 0 ? kOk : kWarn;
    add("dead_letters", letters, counts.deliveries,
        either(letters, {"没有发不出去的消息。", "No message was given up."},
               {"有 " + text(counts.deliveries) + " 条消息多次发送未成；请在 deliveries 中重发。",
                text(counts.deliveries) + " messages were given up: send them again from "
                                          "deliveries."}));
    const CheckStatus status = counts.open == 0 ? kOk : kWarn;
    add("incidents", status, counts.open,
        either(status, {"没有待处理的故障。", "No incident is open."},
               {"有 " + text(counts.open) + " 个故障待人处理；请看 incidents。",
                text(counts.open) + " incidents wait for a person: see incidents."}));
  }

  void checkpoint() {
    const auto latest = reader_->latest_checkpoint();
    if (!latest)
      return add("checkpoint_age", reader_->latest_history_instant() ? kWarn : kOk, "",
                 {"还没有签名检查点；服务每天零时十分签一次。",
                  "No checkpoint is signed yet; the server signs one a day at 00:10."});
    const auto day = parse_date(latest->day);
    const std::int64_t age = day ? (local_date(now_) - *day).count() : 0;
    const CheckStatus status = age > kCheckpointWarnDays ? kWarn : kOk;
    add("checkpoint_age", status, age,
        either(status, {"最近的签名检查点是 " + latest->day + "。", "Signed daily."},
               {"最近的签名检查点是 " + latest->day + "；请看签名密钥和日志。",
                "The last signed checkpoint is of " + latest->day +
                    ": see the signing key and the log."}));
  }

  void backup() {
    const auto last = last_backup(*reader_);
    if (!last)
      return add("backup_age", kWarn, "",
                 {"从未备份；请每天运行 qianqiao backup，并把备份存到别处。",
                  "Never backed up: run qianqiao backup daily and keep the file elsewhere."});
    const auto age = duration_cast<seconds>(now_ - *last);
    const CheckStatus status = age > kBackupGrowsOld ? kWarn : kOk;
    const std::string when = format_instant(*last);
    add("backup_age", status, std::int64_t{age.count()},
        either(status, {"上次备份于 " + when + "。", "Backed up recently."},
               {"上次备份于 " + when + "，已超过两天；请运行 qianqiao backup。",
                "The last backup was at " + when +
                    ", more than two days ago: run qianqiao "
                    "backup."}));
  }

  void disk() {
    std::error_code problem;
    const auto space = std::filesystem::space(service_.premises.directory, problem);
    if (problem)
      return add("disk_free", kFail, "",
                 {"看不到数据目录：" + problem.message(),
                  "The data directory cannot be seen: " + problem.message()});
    const auto free = static_cast<std::int64_t>(space.available);
    const CheckStatus status = free < kDiskFail ? kFail : free < kDiskWarn ? kWarn : kOk;
    add("disk_free", status, free,
        either(status, {"数据目录还有 " + text(free / kMiB) + " MiB 可用。", "Room enough."},
               {"数据目录只剩 " + text(free / kMiB) + " MiB；请腾出空间，满了就不能再办理。",
                "Only " + text(free / kMiB) +
                    " MiB are free for the data directory: make room, nothing is accepted once "
                    "it is full."}));
  }

  void exposure() {
    const Premises& premises = service_.premises;
    const CheckStatus status =
        premises.listen.empty() || premises.loopback_only || premises.tls ? kOk : kFail;
    add("exposure", status, premises.listen,
        either(status,
               {premises.listen.empty() ? "没有监听任何地址。"
                : premises.tls          ? "对外连接经 TLS 加密。"
                                        : "只监听本机。",
                premises.listen.empty() ? "Nothing is listened on."
                : premises.tls          ? "Connections are encrypted."
                                        : "Listens on loopback only."},
               {"在 " + premises.listen + " 上不加密地监听；请配置证书，或只监听本机。",
                "Listens unencrypted on " + premises.listen +
                    ": give it a certificate, or listen on loopback only."}));
  }

  // What holds plugins in, and which are not called for a while.
  void plugins() {
    if (service_.plugins == nullptr || reader_->plugins().in_use("").empty())
      return add("plugins", kOk, "", {"没有启用插件。", "No plugins are enabled."});
    service_.expect_wait();
    const SandboxReport box = service_.plugins->runner().sandbox();
    std::string open;
    for (const PluginStatus& one : service_.plugins->runner().status())
      if (one.breaker != BreakerState::kClosed)
        open += (open.empty() ? "" : ", ") + one.plugin.county + "/" + one.plugin.name;
    if (box.rung.empty())
      return add("plugins", kFail, "",
                 {"没有可用的沙箱，插件都不运行：" + box.problem,
                  "No sandbox to be had, no plugin is run: " + box.problem});
    const CheckStatus status = open.empty() ? kOk : kWarn;
    add("plugins", status, box.rung,
        either(status,
               {"插件在沙箱“" + box.rung + "”中运行。",
                "Plugins run in the sandbox " + box.rung + "."},
               {"插件在沙箱“" + box.rung + "”中运行；因连续失败暂停调用：" + open + "。",
                "Plugins run in the sandbox " + box.rung +
                    "; not called for a while, since they failed again and again: " + open + "."}));
  }

  Service& service_;
  const std::unique_ptr<Reader> reader_;
  const Instant now_;
  std::int64_t provisional_ = 0;
  std::vector<Check> checks_;
};

}  // namespace

std::string_view to_string(CheckStatus status) {
  switch (status) {
    case kOk:
      return "ok";
    case kWarn:
      return "warn";
    case kFail:
      return "fail";
  }
  return {};
}

std::optional<Instant> last_backup(Reader& reader) {
  const auto text = reader.setting(kLastBackup);
  if (!text) return std::nullopt;
  std::int64_t ms = 0;
  const char* last = text->data() + text->size();
  const auto [end, problem] = std::from_chars(text->data(), last, ms);
  if (problem != std::errc{} || end != last) return std::nullopt;
  return from_milliseconds(ms);
}

Result<std::vector<Check>> examine(Service& service) { return Examination(service).run(); }

CheckStatus worst_of(const std::vector<Check>& checks) {
  CheckStatus worst = kOk;
  for (const Check& check : checks) worst = std::max(worst, check.status);
  return worst;
}

nlohmann::ordered_json to_json(const std::vector<Check>& checks) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const Check& check : checks) {
    nlohmann::ordered_json json = {{"name", check.name},
                                   {"status", to_string(check.status)},
                                   {"zh", check.words.zh},
                                   {"en", check.words.en},
                                   {"value", nullptr}};
    if (const auto* number = std::get_if<std::int64_t>(&check.value)) json["value"] = *number;
    if (const auto* words = std::get_if<std::string>(&check.value); words && !words->empty())
      json["value"] = *words;
    list.push_back(std::move(json));
  }
  return {{"status", to_string(worst_of(checks))}, {"checks", std::move(list)}};
}

}  // namespace qianqiao
