#include "temporary_plugin.h"

#include <stdlib.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace qianqiao {

namespace fs = std::filesystem;

TemporaryPlugin::TemporaryPlugin(const std::string& body, const std::string& more_of_manifest) {
  std::string pattern = (fs::temp_directory_path() / "qianqiao-test-XXXXXX").string();
  path_ = ::mkdtemp(pattern.data());
  fs::permissions(path_, fs::perms(0755));
  write("plugin.yaml",
        "name: t\nversion: 1.0.0\ncounty: '411502'\n"
        "hooks: [{kind: step, name: s, at: Review.Preliminary}]\n" +
            more_of_manifest);
  write("main.py",
        "import os, time\nfrom qianqiao import *\n\n\n"
        "@step('s', stage='Review.Preliminary')\ndef s(case):\n    " +
            body + "\n");
}

TemporaryPlugin::~TemporaryPlugin() { fs::remove_all(path_); }

void TemporaryPlugin::write(const std::string& file, const std::string& text) const {
  std::ofstream(fs::path(path_) / file) << text;
}

PluginFolder TemporaryPlugin::folder() const {
  FolderReading reading = read_plugin_folder(path_);
  if (!reading.folder) throw std::runtime_error(to_line(reading.problems.at(0)));
  return *reading.folder;
}

Result<std::optional<std::string>> MemoryServices::stored(const PluginName& plugin,
                                                          const std::string& key) {
  const std::lock_guard lock(mutex_);
  const auto found = values_.find({plugin.county, key});
  return found == values_.end() ? std::nullopt : std::optional(found->second);
}

Result<void> MemoryServices::store(const PluginName& plugin, const std::string& key,
                                   const std::optional<std::string>& value, int most_keys) {
  const std::lock_guard lock(mutex_);
  const auto kept = std::count_if(values_.begin(), values_.end(), [&](const auto& one) {
    return one.first.first == plugin.county && one.first.second != key;
  });
  if (value && kept >= most_keys)
    return fail("plugin.store_full",
                {{"plugin", plugin.name}, {"limit", std::to_string(most_keys)}});
  if (value)
    values_[{plugin.county, key}] = *value;
  else
    values_.erase({plugin.county, key});
  return {};
}

std::optional<std::string> MemoryServices::secret(const PluginName&, const std::string& name) {
  const auto found = secrets.find(name);
  return found == secrets.end() ? std::nullopt : std::optional(found->second);
}

Result<OutgoingAnswer> MemoryServices::send(const PluginName&, const OutgoingRequest& request,
                                            std::chrono::milliseconds) {
  sent.push_back(request);
  if (answer) return answer(request);
  return OutgoingAnswer{200, {}, "{}"};
}

RunnerSettings test_settings() {
  RunnerSettings settings;
  settings.sandbox.host_program = QIANQIAO_HOST_PROGRAM;
  settings.sandbox.sdk_folder = QIANQIAO_SDK_FOLDER;
  return settings;
}

HookRequest request_for(const std::string& input, const std::string& hook, HookKind kind) {
  HookRequest request;
  request.job_id = "job-1";
  request.plugin = {"t", "", "411502"};
  request.kind = kind;
  request.hook = hook;
  request.input = input;
  return request;
}

}  // namespace qianqiao
