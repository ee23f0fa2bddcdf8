#include "server/api/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <algorithm>
#include <array>
#include <optional>

#include "server/api/doctor.h"
#include "server/api/route_table.h"
#include "server/ports/plugin_records.h"

namespace qianqiao {
namespace {

using prometheus::Histogram;

constexpr std::array<const char*, 5> kStatusClasses = {"1xx", "2xx", "3xx", "4xx", "5xx"};

Histogram::BucketBoundaries request_buckets() {
  return {0.0005, 0.001, 0.0025, 0.005, 0.01, 0.015, 0.025, 0.05, 0.1, 0.25, 1, 5, 30};
}
Histogram::BucketBoundaries commit_buckets() {
  return {0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2};
}
Histogram::BucketBoundaries batch_buckets() {
  return {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024};
}

double seconds_of(std::chrono::microseconds span) {
  return std::chrono::duration<double>(span).count();
}

struct RouteCounts {
  Histogram* seconds = nullptr;
  std::array<prometheus::Counter*, kStatusClasses.size()> answers{};
};

// Gauges of one scrape.
class Gauges {
 public:
  void add(const char* name, const char* help, double value, prometheus::Labels labels = {}) {
    if (families_.empty() || families_.back().name != name) {
      families_.emplace_back();
      families_.back().name = name;
      families_.back().help = help;
      families_.back().type = prometheus::MetricType::Gauge;
    }
    prometheus::ClientMetric metric;
    for (const auto& [key, text] : labels) metric.label.push_back({key, text});
    metric.gauge.value = value;
    families_.back().metric.push_back(std::move(metric));
  }
  // How long ago, or not at all.
  void add_age(const char* name, const char* help, Instant now, std::optional<Instant> since) {
    if (!since) return;
    add(name, help, std::max(0.0, std::chrono::duration<double>(now - *since).count()));
  }
  std::vector<prometheus::MetricFamily> take() { return std::move(families_); }

 private:
  std::vector<prometheus::MetricFamily> families_;
};

void add_deadlines(Gauges& gauges, Reader& reader, Instant now) {
  for (const Effect effect : {Effect::kStatutory, Effect::kService}) {
    const DeadlineCounts counts = reader.count_deadlines(effect, now);
    const std::string name = effect == Effect::kStatutory ? "statutory" : "service";
    const auto state = [&](const char* which, std::int64_t count) {
      gauges.add("qianqiao_deadlines",
                 "Running deadlines; overdue and provisional ones are among the running.",
                 static_cast<double>(count), {{"effect", name}, {"state", which}});
    };
    state("running", counts.running);
    state("overdue", counts.overdue);
    state("provisional", counts.provisional);
  }
}

std::optional<Instant> end_of(const std::optional<CheckpointRow>& checkpoint) {
  if (!checkpoint) return std::nullopt;
  const auto day = parse_date(checkpoint->day);
  if (!day) return std::nullopt;
  return start_of_day(*day + std::chrono::days(1));
}

// The outbox's age and the sweeper's lag: how long ago what is due now should have happened.
std::optional<Instant> if_past(const std::optional<Instant>& due, Instant now) {
  return due && *due < now ? due : now;
}

std::vector<prometheus::MetricFamily> gauges_of(Service& service) {
  Gauges gauges;
  const auto reader = service.store.reader();
  const Instant now = service.clock.now();
  gauges.add(
      "qianqiao_build_info", "Version and schema, as labels.", 1,
      {{"version", QIANQIAO_VERSION}, {"schema", std::to_string(service.store.schema_version())}});
  gauges.add("qianqiao_command_queue_length", "Commands that wait for the writing thread.",
             static_cast<double>(service.queue.waiting()));
  gauges.add("qianqiao_writing_thread_silence_seconds",
             "Since the writing thread last came round; idle it does every second.",
             std::chrono::duration<double>(service.queue.silence()).count());
  gauges.add_age("qianqiao_sweeper_lag_seconds", "How late the earliest unclaimed rung is.", now,
                 if_past(reader->next_rung_instant(), now));
  gauges.add_age("qianqiao_outbox_age_seconds", "How late the earliest unsent message is.", now,
                 if_past(reader->next_message_instant(), now));
  gauges.add("qianqiao_outbox_messages", "Unsent messages, counted up to 100000.",
             static_cast<double>(reader->count_waiting_messages(kMostCounted)));
  gauges.add("qianqiao_plugin_jobs_waiting", "Calls of plugins that have not ended.",
             static_cast<double>(reader->plugins().count_waiting_jobs()));
  gauges.add_age("qianqiao_plugin_jobs_age_seconds", "How late the earliest waiting call is.", now,
                 if_past(reader->plugins().next_job_instant(), now));
  add_deadlines(gauges, *reader, now);
  const IncidentCounts incidents = reader->count_open_incidents(kMostCounted);
  gauges.add("qianqiao_incidents_open", "Incidents that wait for a person.",
             static_cast<double>(incidents.open));
  gauges.add("qianqiao_dead_letters", "Messages given up, among the incidents.",
             static_cast<double>(incidents.deliveries));
  gauges.add_age("qianqiao_checkpoint_age_seconds",
                 "Since the end of the day that the last signed checkpoint covers.", now,
                 end_of(reader->latest_checkpoint()));
  gauges.add_age("qianqiao_backup_age_seconds", "Since the last good backup.", now,
                 last_backup(*reader));
  const auto years = service.engine.rule_book()->calendar().years();
  gauges.add("qianqiao_calendar_last_year", "The last year whose working days are loaded.",
             years.empty() ? 0 : years.back());
  return gauges.take();
}

}  // namespace

struct Metrics::Parts {
  Parts()
      : batch_size(prometheus::BuildHistogram()
                       .Name("qianqiao_command_batch_size")
                       .Help("Commands that shared a transaction.")
                       .Register(registry)
                       .Add({}, batch_buckets())),
        commit_seconds(prometheus::BuildHistogram()
                           .Name("qianqiao_commit_seconds")
                           .Help("How long a commit took, until it was on disk.")
                           .Register(registry)
                           .Add({}, commit_buckets())) {
    auto& seconds = prometheus::BuildHistogram()
                        .Name("qianqiao_http_request_seconds")
                        .Help("From the request's header to the end of its answer.")
                        .Register(registry);
    auto& answers = prometheus::BuildCounter()
                        .Name("qianqiao_http_requests_total")
                        .Help("Answers by class of their status.")
                        .Register(registry);
    const auto make = [&](const std::string& method, const std::string& pattern) {
      RouteCounts counts;
      counts.seconds = &seconds.Add({{"method", method}, {"route", pattern}}, request_buckets());
      for (std::size_t i = 0; i < kStatusClasses.size(); ++i)
        counts.answers[i] =
            &answers.Add({{"method", method}, {"route", pattern}, {"status", kStatusClasses[i]}});
      return counts;
    };
    for (const Route& route : route_table())
      routes.push_back(make(std::string(route.method), std::string(route.pattern)));
    nowhere = make("", "none");
  }

  prometheus::Registry registry;
  Histogram& batch_size;
  Histogram& commit_seconds;
  std::vector<RouteCounts> routes;  // as in the table
  RouteCounts nowhere;
};

Metrics::Metrics() : parts_(std::make_unique<Parts>()) {}
Metrics::~Metrics() = default;

void Metrics::count_request(const Route* route, int status, std::chrono::microseconds duration) {
  const RouteCounts& counts =
      route == nullptr ? parts_->nowhere
                       : parts_->routes[static_cast<std::size_t>(route - route_table().data())];
  counts.seconds->Observe(seconds_of(duration));
  const auto last = static_cast<int>(kStatusClasses.size());
  counts.answers[static_cast<std::size_t>(std::clamp(status / 100, 1, last) - 1)]->Increment();
}

void Metrics::count_batch(std::size_t commands) {
  parts_->batch_size.Observe(static_cast<double>(commands));
}

void Metrics::count_commit(std::chrono::microseconds duration) {
  parts_->commit_seconds.Observe(seconds_of(duration));
}

std::string Metrics::text(Service& service) const {
  auto families = gauges_of(service);
  for (auto& family : parts_->registry.Collect()) families.push_back(std::move(family));
  return prometheus::TextSerializer().Serialize(families);
}

}  // namespace qianqiao
