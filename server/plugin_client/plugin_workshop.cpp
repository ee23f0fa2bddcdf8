#include "server/plugin_client/plugin_workshop.h"

#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "server/plugin_client/plugin_template.h"
#include "workflows/definition/mapping_reader.h"

namespace qianqiao {
namespace {

namespace fs = std::filesystem;

constexpr char kAnyCounty[] = "*";

// Where the manifest says any county, some code must stand for one.
std::string county_of(const Manifest& manifest) {
  return manifest.county == kAnyCounty ? "000000" : manifest.county;
}

std::string words(const ManifestHook& hook) {
  return std::string(to_string(hook.kind)) + " " + hook.name +
         (hook.at.empty() ? "" : " " + hook.at);
}

PluginName name_of(const PluginFolder& folder) {
  return {folder.manifest.name, folder.manifest.version, county_of(folder.manifest)};
}

}  // namespace

Result<std::string> SandboxedWorkshop::begin(const std::string& name, const std::string& county,
                                             const std::string& parent) {
  if (!is_identifier(name)) return fail("plugin.name_invalid", {{"name", name}});
  const fs::path folder = fs::path(parent) / name;
  std::error_code error;
  if (fs::exists(folder, error)) return fail("plugin.exists", {{"plugin", folder.string()}});
  fs::create_directories(folder, error);
  for (const auto& [file, text] : plugin_template(name, county)) {
    std::ofstream out(folder / file);
    out << text;
    if (!out.flush()) return fail("plugin.folder_unwritable", {{"folder", folder.string()}});
  }
  return folder.string();
}

void SandboxedWorkshop::check_loading(const PluginFolder& folder, PluginCheck& check) {
  PluginCase nothing;
  CaseServices services(nothing);
  const unsigned uid = ::geteuid() == 0 ? sandbox_.first_uid - 2 : 0;
  HostPool pool(sandbox_, {}, clock_, folder, name_of(folder), uid, services);
  auto lease = pool.lend(std::chrono::steady_clock::now() + std::chrono::seconds(5));
  if (lease.host)
    pool.give_back(std::move(lease.host), false);
  else
    check.problems.push_back(lease.failure.error);
}

PluginCheck SandboxedWorkshop::check(const std::string& path) {
  PluginCheck check;
  FolderReading reading = read_plugin_folder(path);
  check.problems = std::move(reading.problems);
  if (!reading.folder) return check;
  const PluginFolder& folder = *reading.folder;
  check.plugin = {folder.manifest.name, folder.manifest.version, folder.manifest.county};
  check.digest = folder.digest;
  for (const ManifestHook& hook : folder.manifest.hooks) check.hooks.push_back(words(hook));
  if (fs::exists(folder.path + "/cases.yaml")) {
    if (const auto yaml = read_plugin_file(folder.path + "/cases.yaml")) {
      CasesReading cases = read_cases(*yaml);
      for (Error& problem : cases.problems) check.problems.push_back(std::move(problem));
    }
  }
  if (check.problems.empty()) check_loading(folder, check);
  return check;
}

PluginCaseResult SandboxedWorkshop::try_case(const PluginFolder& folder, PluginCase one) {
  PluginCaseResult result;
  result.name = one.name;
  CaseServices services(one);
  RunnerSettings settings;
  settings.sandbox = sandbox_;
  PluginRunner runner(settings, clock_, services);
  (void)runner.add(folder, county_of(folder.manifest));
  const HookRun run =
      runner.run({one.name, name_of(folder), one.kind, one.hook, one.input.dump(), {}, one.now});
  result.failure = run.failure;
  result.error = run.error;
  result.logs = run.logs;
  result.took = run.took;
  result.differences = services.found();
  const auto add = [&](const std::string& what) { result.differences.push_back(what); };
  if (run.failure) {
    const std::string failure(to_string(*run.failure));
    if (failure != one.expect_failure)
      add("expected " + (one.expect_failure.empty() ? "a verdict" : one.expect_failure) + ", was " +
          failure);
  } else if (!one.expect_failure.empty()) {
    add("expected " + one.expect_failure + ", was a verdict: " + run.verdict);
  } else {
    for (const std::string& what : differences(one.expect, nlohmann::json::parse(run.verdict)))
      add(what);
  }
  for (const CaseExchange& left : one.http) add("http: never asked: " + left.expect.dump());
  if (!one.expect_store.is_null())
    for (const std::string& what : differences(one.expect_store, one.store, "store")) add(what);
  result.passed = result.differences.empty();
  return result;
}

PluginTrial SandboxedWorkshop::try_cases(const std::string& path) {
  PluginTrial trial;
  trial.check = check(path);
  PluginCase nothing;
  CaseServices services(nothing);
  RunnerSettings settings;
  settings.sandbox = sandbox_;
  trial.sandbox = PluginRunner(settings, clock_, services).sandbox();
  if (!trial.check.problems.empty()) return trial;
  const FolderReading reading = read_plugin_folder(path);
  const auto yaml = read_plugin_file(path + "/cases.yaml");
  if (!yaml) trial.check.problems.push_back(Error{"plugin.file_missing", {{"file", "cases.yaml"}}});
  if (!yaml || !reading.folder) return trial;
  for (PluginCase& one : read_cases(*yaml).cases)
    trial.cases.push_back(try_case(*reading.folder, std::move(one)));
  return trial;
}

}  // namespace qianqiao
