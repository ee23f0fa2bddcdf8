// The next days of today's open cases under a draft: the real engine plays them on a copy. What
// would be sent is told and goes nowhere: a copy has no channels.
#include <filesystem>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>

#include "server/api/gate.h"
#include "server/api/json_input.h"
#include "server/api/paging.h"
#include "server/api/routes.h"
#include "server/api/workflow_area.h"
#include "server/api/workflow_job_start.h"
#include "server/engine/simulation/simulator.h"
#include "workflows/base/random.h"

namespace qianqiao::routes {
namespace {

using Json = nlohmann::ordered_json;
namespace fs = std::filesystem;

constexpr int kMostDays = 180;
constexpr std::size_t kMostEntries = 1000;  // told one by one; all are counted

struct Question {
  std::string area, yaml;
  SimulationOptions options;
  std::string actors;
};

Result<Question> question_of(const Service& service, const Request& request) {
  const auto draft = workflow_draft(service, request, *service.store.reader());
  if (!draft) return fail(draft.error());
  const auto body = parse_strictly(request.body);
  if (!body) return fail(body.error());
  auto input = ObjectInput::of(*body);
  if (!input) return fail(input.error());
  Question question{draft->area, draft->yaml, {}, input->text("actors")};
  const auto days = input->integer("days"), seed = input->integer("seed");
  if (auto fine = input->finish(); !fine) return fail(fine.error());
  if (!days || *days < 1 || *days > kMostDays)
    return fail("workflow.days", {{"most", std::to_string(kMostDays)}});
  if (question.actors.empty()) question.actors = "nobody";
  if (question.actors != "nobody" && question.actors != "seeded")
    return fail("workflow.actors", {{"value", question.actors}});
  question.options.days = static_cast<int>(*days);
  question.options.seed = static_cast<std::uint64_t>(seed.value_or(1));
  question.options.actors = question.actors == "nobody" ? ActorKind::kNobody : ActorKind::kSeeded;
  return question;
}

// A folder of its own that goes with all that is in it.
class Playground {
 public:
  explicit Playground(const std::string& parent)
      : path_(parent + "/backup-" + Random::from_system().token(16)) {
    fs::create_directories(path_);
  }
  ~Playground() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  Playground(const Playground&) = delete;
  Playground& operator=(const Playground&) = delete;
  const std::string& path() const { return path_; }

 private:
  const std::string path_;
};

// What the run said, as far as it is the area's.
class Told {
 public:
  Told(const Directory& directory, std::string area)
      : directory_(directory), area_(std::move(area)) {}

  void add(const JournalEntry& entry) {
    if (!directory_.is_within(entry.county, area_)) return;
    const bool is_rung = entry.what == JournalEntry::What::kRung;
    ++(is_rung ? rungs_[{entry.rule, entry.rung}] : messages_[{entry.channel, entry.role}]);
    if (entries_.size() < kMostEntries)
      entries_.push_back(Json::parse(journal_json(entry).dump(), nullptr, false));
    else
      more_ = true;
  }
  Json json() const {
    Json rungs = Json::array(), messages = Json::array();
    for (const auto& [key, counted] : rungs_)
      rungs.push_back({{"rule", key.first}, {"rung", key.second}, {"count", counted}});
    for (const auto& [key, counted] : messages_)
      messages.push_back({{"channel", key.first}, {"role", key.second}, {"count", counted}});
    return {{"rungs", rungs}, {"messages", messages}, {"entries", entries_}, {"more", more_}};
  }

 private:
  const Directory& directory_;
  const std::string area_;
  std::map<std::pair<std::string, std::string>, std::int64_t> rungs_, messages_;
  Json entries_ = Json::array();
  bool more_ = false;
};

// A copy and a thread for one at a time: it is as heavy as a backup and then works for itself.
Result<Json> play(Service& service, const Question& question, WorkflowJobSignal& signal) {
  static std::mutex playing;
  const std::unique_lock turn(playing, std::try_to_lock);
  if (!turn.owns_lock()) return fail("workflow.foresight_busy");
  const Playground playground(service.working_folder);
  const std::string backup = playground.path() + "/copy.db";
  Result<void> made;
  const auto done =
      service.with_engine([&](Engine& engine) { made = engine.store().backup_to(backup); });
  if (!done) return fail(done.error());
  if (!made) return fail(made.error());
  const auto store = service.open_copy(backup, playground.path() + "/data");
  if (!store) return fail(store.error());
  SimulatedClock clock(service.clock.now());
  Engine engine(**store, clock, {question.options.seed});
  DefinitionReading reading =
      read_workflow(*engine.rule_book(), *engine.directory(), question.area, question.yaml);
  if (!reading.definition) return fail(std::move(reading.problems.front()));
  if (!question.yaml.empty())
    if (auto adopted = engine.adopt_definition(*reading.definition); !adopted)
      return fail(adopted.error());
  const auto directory = engine.directory();
  Told told(*directory, question.area);
  SimulationOptions options = question.options;
  options.may_invent = false;  // of what is open today, and nobody else
  options.should_stop = [&signal] { return signal.should_stop.load(); };
  options.progress = [&signal](int days_done, int days) {
    signal.done = days_done;
    signal.total = days;
  };
  options.journal = [&](const JournalEntry& entry) { told.add(entry); };
  const SimulationReport report = simulate(engine, clock, options);
  Json body = told.json();
  body["from"] = format_instant(report.from);
  body["until"] = format_instant(report.until);
  body["events"] = report.events;
  body["actors"] = question.actors;
  return body;
}

}  // namespace

Result<Answer> foresee_draft(Service& service, const Request& request) {
  const auto question = question_of(service, request);
  if (!question) return fail(question.error());
  const auto as_job = flag_of(request, "job");
  if (!as_job) return fail(as_job.error());
  if (*as_job)
    return start_workflow_job(service, {question->area, "simulate", who_asks(request)},
                              [&service, question = *question](WorkflowJobSignal& signal) {
                                return play(service, question, signal);
                              });
  service.expect_wait();
  WorkflowJobSignal nobody_asks;
  const auto body = play(service, *question, nobody_asks);
  if (!body) return fail(body.error());
  return json_answer(*body);
}

}  // namespace qianqiao::routes
