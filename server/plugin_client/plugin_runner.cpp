#include "server/plugin_client/plugin_runner.h"

#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>

#include "server/plugin_client/snapshot_filter.h"

namespace qianqiao {
namespace {

using Json = nlohmann::json;

std::string name_of(const PluginName& plugin) { return plugin.name + " " + plugin.version; }

HookRun not_asked(const HookRequest& request, const char* code, const std::string& what) {
  HookRun run;
  run.failure = HookFailure::kUnavailable;
  run.plugin = request.plugin;
  run.error = Error{code, {{"plugin", request.plugin.name}, {"what", what}}};
  return run;
}

// The case that the call is about and what belongs to it.
std::vector<SubjectId> subjects_of(const Json& input, std::vector<SubjectId> subjects) {
  const auto take = [&](const Json& holder) {
    if (holder.is_object() && holder.contains("id") && holder["id"].is_string())
      subjects.push_back(holder["id"].get<std::string>());
  };
  if (const auto found = input.find("case"); found != input.end()) take(*found);
  if (const auto all = input.find("referrals"); all != input.end() && all->is_array())
    for (const Json& one : *all) take(one);
  return subjects;
}

// Does it say that the plugin is broken? A refusal is an answer in its way.
bool is_broken(const std::optional<HookFailure>& failure) {
  return failure && *failure != HookFailure::kRefusal && *failure != HookFailure::kUnavailable;
}

// A folder with an empty plugin in it, to start a host on.
class EmptyPlugin {
 public:
  EmptyPlugin() {
    std::string pattern = (std::filesystem::temp_directory_path() / "qianqiao-XXXXXX").string();
    if (::mkdtemp(pattern.data())) folder_.path = pattern;
    std::error_code ignored;
    std::filesystem::permissions(pattern, std::filesystem::perms(0755), ignored);
    std::ofstream(pattern + "/main.py").flush();
  }
  ~EmptyPlugin() {
    std::error_code ignored;
    if (!folder_.path.empty()) std::filesystem::remove_all(folder_.path, ignored);
  }
  EmptyPlugin(const EmptyPlugin&) = delete;
  EmptyPlugin& operator=(const EmptyPlugin&) = delete;
  const PluginFolder& folder() const { return folder_; }

 private:
  PluginFolder folder_;
};

}  // namespace

struct PluginRunner::Installed {
  PluginFolder folder;
  PluginName plugin;
  HostPool pool;
  mutable std::mutex mutex{};  // of the breaker
  Breaker breaker;
  std::atomic<std::int64_t> last_call{0};

  Installed(const PluginFolder& of, PluginName name, unsigned uid, const RunnerSettings& settings,
            const Clock& clock, PluginServices& services)
      : folder(of),
        plugin(std::move(name)),
        pool(settings.sandbox, settings.pool, clock, folder, plugin, uid, services),
        breaker(settings.breaker, clock) {}
};

PluginRunner::PluginRunner(RunnerSettings settings, const Clock& clock, PluginServices& services)
    : settings_(std::move(settings)), clock_(clock), services_(services) {}

PluginRunner::~PluginRunner() = default;

Result<void> PluginRunner::add(const PluginFolder& folder, const std::string& county) {
  if (auto fits = check_county(folder.manifest, county); !fits) return fits;
  const PluginName name{folder.manifest.name, folder.manifest.version, county};
  const std::pair owner(name.name, county);
  const std::lock_guard lock(mutex_);
  if (const auto found = installed_.find(name); found != installed_.end()) {
    if (found->second->folder.digest != folder.digest)
      return fail("plugin.exists", {{"plugin", name_of(name)}});
  } else {
    const unsigned next = settings_.sandbox.first_uid + static_cast<unsigned>(uids_.size());
    const unsigned uid = ::geteuid() == 0 ? uids_.emplace(owner, next).first->second : 0;
    installed_[name] = std::make_shared<Installed>(folder, name, uid, settings_, clock_, services_);
  }
  in_use_[owner] = name.version;
  return {};
}

void PluginRunner::remove(const PluginName& plugin) {
  const std::lock_guard lock(mutex_);
  installed_.erase(plugin);
  const auto used = in_use_.find({plugin.name, plugin.county});
  if (used != in_use_.end() && used->second == plugin.version) in_use_.erase(used);
}

void PluginRunner::reset_breaker(const PluginName& plugin) {
  if (const auto found = find(plugin)) {
    const std::lock_guard lock(found->mutex);
    found->breaker.reset();
  }
}

void PluginRunner::stop_idle_hosts() {
  std::vector<std::shared_ptr<Installed>> all;
  {
    const std::lock_guard lock(mutex_);
    for (const auto& [name, plugin] : installed_) all.push_back(plugin);
  }
  for (const auto& plugin : all) plugin->pool.stop_idle();
}

std::shared_ptr<PluginRunner::Installed> PluginRunner::find(const PluginName& plugin) const {
  const std::lock_guard lock(mutex_);
  PluginName name = plugin;
  if (name.version.empty()) {
    const auto used = in_use_.find({plugin.name, plugin.county});
    if (used == in_use_.end()) return nullptr;
    name.version = used->second;
  }
  const auto found = installed_.find(name);
  return found == installed_.end() ? nullptr : found->second;
}

std::optional<Error> PluginRunner::refusal(const PluginName& plugin) const {
  const auto found = find(plugin);
  if (!found)
    return Error{"plugin.not_installed", {{"plugin", plugin.name}, {"what", plugin.county}}};
  const std::lock_guard lock(found->mutex);
  if (found->breaker.state() != BreakerState::kOpened) return std::nullopt;
  return Error{"plugin.breaker_open",
               {{"plugin", plugin.name}, {"what", format_instant(*found->breaker.retry_at())}}};
}

HookRun PluginRunner::run(const HookRequest& request) {
  const auto plugin = find(request.plugin);
  if (!plugin) return not_asked(request, "plugin.not_installed", request.plugin.county);
  if (!plugin->folder.manifest.find(request.kind, request.hook))
    return not_asked(request, "plugin.hook_unknown",
                     std::string(to_string(request.kind)) + " " + request.hook);
  {
    const std::lock_guard lock(plugin->mutex);
    if (!plugin->breaker.admits()) {
      const auto retry = plugin->breaker.retry_at();
      return not_asked(request, "plugin.breaker_open", retry ? format_instant(*retry) : "");
    }
  }
  HookRun run = this->run(*plugin, request);
  const std::lock_guard lock(plugin->mutex);
  if (run.failure == HookFailure::kUnavailable)
    plugin->breaker.abandoned();
  else if (is_broken(run.failure))
    plugin->breaker.failed();
  else
    plugin->breaker.succeeded();
  return run;
}

HookRun PluginRunner::run(Installed& plugin, const HookRequest& request) {
  const auto began = std::chrono::steady_clock::now();
  HookRun run;
  run.plugin = plugin.plugin;
  run.digest = plugin.folder.digest;
  const auto finish = [&](CallOutcome outcome) {
    run.failure = outcome.failure;
    run.error = std::move(outcome.error);
    run.verdict = std::move(outcome.verdict);
    run.logs = std::move(outcome.logs);
    run.took = std::chrono::duration_cast<std::chrono::microseconds>(
        std::chrono::steady_clock::now() - began);
    return run;
  };

  Json all = Json::parse(request.input, nullptr, /*allow_exceptions=*/false);
  if (!all.is_object()) all = Json::object();
  if (!all.contains("settings"))
    if (Json given = Json::parse(services_.settings(plugin.plugin), nullptr, false);
        given.is_object() && !given.empty())
      all["settings"] = std::move(given);
  protocol::Call call;
  call.id = ++plugin.last_call;
  call.kind = request.kind;
  call.hook = request.hook;
  call.now = format_instant(request.now);
  call.input = filter_snapshot(all, plugin.folder.manifest).dump();

  auto wall = std::chrono::milliseconds(plugin.folder.manifest.limits.wall_ms);
  if (request.within.count() > 0) wall = std::min(wall, request.within);
  auto lease = plugin.pool.lend(began + wall);
  if (!lease.host) return finish(std::move(lease.failure));
  WarmHost& host = *lease.host;
  run.sandbox = host.boxed.rung;
  const auto called = std::chrono::steady_clock::now();
  Conversation conversation(*host.process, plugin.plugin, plugin.folder.manifest, services_);
  CallOutcome outcome = conversation.call(call, subjects_of(all, request.subjects), called + wall);
  ++host.calls;
  host.busy +=
      std::chrono::ceil<std::chrono::milliseconds>(std::chrono::steady_clock::now() - called);
  plugin.pool.give_back(std::move(lease.host), outcome.host_is_sound);
  return finish(std::move(outcome));
}

std::vector<PluginStatus> PluginRunner::status() const {
  const std::lock_guard lock(mutex_);
  std::vector<PluginStatus> all;
  for (const auto& [name, plugin] : installed_) {
    const std::lock_guard breaker(plugin->mutex);
    all.push_back({name, plugin->folder.digest, plugin->pool.alive(), plugin->breaker.state(),
                   plugin->breaker.retry_at()});
  }
  return all;
}

SandboxReport PluginRunner::sandbox() {
  const EmptyPlugin empty;
  protocol::Start order;
  order.rungs = settings_.sandbox.rungs;
  order.folder = empty.folder().path;
  order.sdk = settings_.sandbox.sdk_folder;
  order.uid = ::geteuid() == 0 ? settings_.sandbox.first_uid - 1 : 0;
  SandboxReport report;
  auto process = HostProcess::start(settings_.sandbox, order);
  if (!process) {
    report.problem = describe(process.error()).advice.en;
    return report;
  }
  const PluginName name{"sandbox", "", ""};
  Conversation conversation(**process, name, empty.folder().manifest, services_);
  const CallOutcome loaded =
      conversation.load(std::chrono::steady_clock::now() + settings_.pool.start_within);
  report.rung = conversation.boxed().rung;
  report.layers = conversation.boxed().layers;
  for (const std::string& controller : (*process)->group().controllers())
    report.layers.push_back("cgroup:" + controller);
  if (loaded.failure) report.problem = describe(loaded.error).advice.en;
  return report;
}

}  // namespace qianqiao
