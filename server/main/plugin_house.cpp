#include "server/main/plugin_house.h"

#include <stdlib.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "server/api/log.h"
#include "server/main/plugin_revision.h"
#include "server/main/plugin_upload.h"
#include "server/plugin_client/plugin_cases.h"

namespace qianqiao {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr char kPluginsFolder[] = "plugins";
constexpr char kUploadName[] = ".upload-";

RunnerSettings runner_settings() {
  RunnerSettings settings;
  settings.sandbox = installed_sandbox();
  return settings;
}

Json hooks_json(const Manifest& manifest) {
  Json hooks = Json::array();
  for (const ManifestHook& hook : manifest.hooks)
    hooks.push_back({{"kind", to_string(hook.kind)},
                     {"name", hook.name},
                     {"at", hook.at},
                     {"fallback", hook.refuses_by_itself ? "refuse" : "proceed"}});
  return hooks;
}

std::string to_text(const Manifest& manifest) {
  return Json{{"title", {{"zh", manifest.title.zh}, {"en", manifest.title.en}}},
              {"county", manifest.county},
              {"hooks", hooks_json(manifest)},
              {"fields", manifest.fields},
              {"hosts", manifest.hosts},
              {"secrets", manifest.secrets},
              {"settings", manifest.settings}}
      .dump();
}

tl::unexpected<Error> unwritable(const fs::path& folder) {
  return fail("plugin.folder_unwritable", {{"folder", folder.string()}});
}

tl::unexpected<Error> changed(const InstalledPluginRow& row) {
  return fail("plugin.changed", {{"plugin", row.name + " " + row.version}});
}

}  // namespace

PluginHouse::PluginHouse(std::string directory, Store& store, const Clock& clock,
                         StoredServices::Record record, const SecretBox& box,
                         OutgoingClient* outgoing)
    : directory_(std::move(directory)),
      clock_(clock),
      services_(store, std::move(record), box, outgoing),
      runner_(runner_settings(), clock, services_),
      workshop_(installed_sandbox(), clock) {
  std::error_code problem;
  for (const auto& entry : fs::directory_iterator(directory_ + "/" + kPluginsFolder, problem))
    if (entry.path().filename().string().starts_with(kUploadName))
      fs::remove_all(entry.path(), problem);  // of a process that was cut off
  start_enabled(*store.reader());
}

// One that cannot be called any more must not keep the others from it: its jobs will say so.
void PluginHouse::start_enabled(Reader& reader) {
  const auto installed = reader.plugins().installed("");
  for (const PluginUseRow& use : reader.plugins().in_use(""))
    for (const InstalledPluginRow& row : installed)
      if (row.county == use.county && row.name == use.name && row.version == use.version)
        if (const auto started = start(row); !started)
          log_error("plugin.not_started", {{"plugin", row.name}, {"code", started.error().code}});
}

Result<PluginUpload> PluginHouse::take(const std::string& zip_path) {
  return look_over([&](const std::string& folder) { return unpack_plugin(zip_path, folder); });
}

Result<std::vector<PluginFile>> PluginHouse::files(const InstalledPluginRow& row) {
  const auto contents = contents_of(row);
  if (!contents) return fail(contents.error());
  std::vector<PluginFile> files;
  for (const auto& [path, content] : contents->files)
    files.push_back({path, is_text(content) ? std::optional(content) : std::nullopt});
  return files;
}

Result<PluginUpload> PluginHouse::revise(const InstalledPluginRow& row, const PluginEdit& edit) {
  const auto contents = contents_of(row);
  if (!contents) return fail(contents.error());
  const auto files = revised_files(contents->files, row.name, edit);
  if (!files) return fail(files.error());
  return look_over([&](const std::string& folder) { return write_plugin(*files, folder); });
}

Result<PluginUpload> PluginHouse::look_over(
    const std::function<Result<void>(const std::string& folder)>& fill) {
  const fs::path home = fs::path(directory_) / kPluginsFolder;
  std::error_code problem;
  fs::create_directories(home, problem);
  std::string folder = (home / kUploadName).string() + "XXXXXX";
  if (::mkdtemp(folder.data()) == nullptr) return unwritable(home);
  fs::permissions(folder, fs::perms(0755), problem);  // a plugin's own user reads it
  PluginUpload upload;
  upload.folder = folder;
  if (auto filled = fill(folder); !filled) {
    discard(upload);
    return fail(filled.error());
  }
  upload.check = workshop_.check(folder);
  if (const FolderReading reading = read_plugin_folder(folder); reading.folder)
    upload.manifest = to_text(reading.folder->manifest);
  return upload;
}

void PluginHouse::discard(const PluginUpload& upload) {
  std::error_code ignored;
  fs::remove_all(upload.folder, ignored);
}

Result<std::string> PluginHouse::keep(const PluginUpload& upload, const PluginName& plugin) {
  const std::string place =
      std::string(kPluginsFolder) + "/" + plugin.county + "/" + plugin.name + "/" + plugin.version;
  const fs::path target = fs::path(directory_) / place;
  std::error_code problem;
  fs::create_directories(target.parent_path(), problem);
  fs::remove_all(target, problem);
  fs::rename(upload.folder, target, problem);
  if (problem) return unwritable(target);
  return place;
}

Result<PluginContents> PluginHouse::contents_of(const InstalledPluginRow& row) const {
  auto contents = read_plugin_contents(path_of(row));
  if (contents && contents->digest != row.digest) return changed(row);
  return contents;
}

Result<PluginFolder> PluginHouse::folder_of(const InstalledPluginRow& row) const {
  FolderReading reading = read_plugin_folder(path_of(row));
  if (!reading.folder) return fail(reading.problems.front());
  if (reading.folder->digest != row.digest) return changed(row);
  return *std::move(reading.folder);
}

Result<void> PluginHouse::start(const InstalledPluginRow& row) {
  const auto folder = folder_of(row);
  if (!folder) return fail(folder.error());
  return runner_.add(*folder, row.county);
}

void PluginHouse::stop(const PluginName& plugin) { runner_.remove(plugin); }
void PluginHouse::reset_breaker(const PluginName& plugin) { runner_.reset_breaker(plugin); }
PluginCheck PluginHouse::check(const InstalledPluginRow& row) {
  return workshop_.check(path_of(row));
}
PluginTrial PluginHouse::try_cases(const InstalledPluginRow& row) {
  return workshop_.try_cases(path_of(row));
}

HookRun PluginHouse::rehearse(const InstalledPluginRow& row, const HookRequest& request) {
  HookRun refused;
  refused.failure = HookFailure::kUnavailable;
  const auto folder = folder_of(row);
  if (!folder) {
    refused.error = folder.error();
    return refused;
  }
  PluginCase nothing;  // keeps what it stores to itself, sends nothing
  CaseServices services(nothing);
  PluginRunner runner(runner_settings(), clock_, services);
  if (auto added = runner.add(*folder, row.county); !added) {
    refused.error = added.error();
    return refused;
  }
  return runner.run(request);
}

}  // namespace qianqiao
