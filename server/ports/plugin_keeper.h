// The plugins that are installed in a data directory: takes uploads apart, keeps their folders,
// runs those that are enabled. The wiring implements it over the plugin client.
//
// Threads: any; take() and the trials block.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "server/ports/plugin_records.h"
#include "server/ports/plugin_workshop.h"

namespace qianqiao {

// An upload that was taken apart and looked over, and is installed nowhere yet.
struct PluginUpload {
  std::string folder;    // where it lies for now
  PluginCheck check;     // problems: it may not be installed
  std::string manifest;  // JSON, empty with problems
};

struct PluginFile {
  std::string path;
  std::optional<std::string> text;  // none: it is not text; in an edit: the file is removed
};

// What the next version has that is not as in an installed one.
struct PluginEdit {
  std::string version;
  std::vector<PluginFile> files;
};

class PluginKeeper {
 public:
  virtual ~PluginKeeper() = default;

  // Errors: plugin.upload_unreadable, plugin.link, plugin.file_name, plugin.file_kind,
  // plugin.too_large, plugin.folder_unwritable. Nothing is left behind by an error.
  virtual Result<PluginUpload> take(const std::string& zip_path) = 0;
  // The files of an installed version, by their paths. Errors: plugin.changed, or what else is
  // wrong with its folder.
  virtual Result<std::vector<PluginFile>> files(const InstalledPluginRow& row) = 0;
  // A copy of an installed version with the changes, looked over like an upload; the version itself
  // stays as it is. Errors: as of take() and files(); plugin.version_invalid,
  // plugin.version_differs, plugin.renamed, plugin.file_unknown, plugin.not_text,
  // plugin.name_clash.
  virtual Result<PluginUpload> revise(const InstalledPluginRow& row, const PluginEdit& edit) = 0;
  virtual void discard(const PluginUpload& upload) = 0;
  // Gives it its place, as one rename; the place, below the data directory. What was left there
  // by a process that did not get to write it down is replaced.
  virtual Result<std::string> keep(const PluginUpload& upload, const PluginName& plugin) = 0;

  // Ready to be called in its county from now on. Errors: as of the folder as it lies there now,
  // plugin.changed where that is not what was installed.
  virtual Result<void> start(const InstalledPluginRow& row) = 0;
  virtual void stop(const PluginName& plugin) = 0;
  virtual void reset_breaker(const PluginName& plugin) = 0;

  virtual PluginCheck check(const InstalledPluginRow& row) = 0;
  virtual PluginTrial try_cases(const InstalledPluginRow& row) = 0;
  // One call outside of all counting, whether it is enabled or not: what it stores and sends is
  // kept from leaving.
  virtual HookRun rehearse(const InstalledPluginRow& row, const HookRequest& request) = 0;
  virtual StepRunner& runner() = 0;
};

}  // namespace qianqiao
