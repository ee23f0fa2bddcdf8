// A plugin's folder for a test, and what it needs to be run.
#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <string>

#include "server/plugin_client/plugin_runner.h"

namespace qianqiao {

class TemporaryPlugin {
 public:
  // main.py defines step "s" at Review.Preliminary by `body`, the function's lines.
  explicit TemporaryPlugin(const std::string& body, const std::string& more_of_manifest = "");
  ~TemporaryPlugin();
  TemporaryPlugin(const TemporaryPlugin&) = delete;
  TemporaryPlugin& operator=(const TemporaryPlugin&) = delete;

  void write(const std::string& file, const std::string& text) const;
  const std::string& path() const { return path_; }
  PluginFolder folder() const;  // must be sound

 private:
  std::string path_;
};

class SetClock : public Clock {
 public:
  Instant now() const override { return now_; }
  void advance(std::chrono::milliseconds by) { now_ += by; }

 private:
  Instant now_ = parse_instant("2025-03-03T09:00").value();
};

class MemoryServices : public PluginServices {
 public:
  Result<std::optional<std::string>> stored(const PluginName& plugin,
                                            const std::string& key) override;
  Result<void> store(const PluginName& plugin, const std::string& key,
                     const std::optional<std::string>& value, int most_keys) override;
  std::string settings(const PluginName&) override { return changed_settings; }
  bool is_approved(const PluginName&, const std::string&) override { return approved; }
  std::optional<std::string> secret(const PluginName&, const std::string& name) override;
  Result<OutgoingAnswer> send(const PluginName&, const OutgoingRequest& request,
                              std::chrono::milliseconds) override;

  bool approved = true;
  std::string changed_settings = "{}";
  std::map<std::string, std::string> secrets;
  std::vector<OutgoingRequest> sent;
  std::function<Result<OutgoingAnswer>(const OutgoingRequest&)> answer;

 private:
  std::mutex mutex_;
  std::map<std::pair<std::string, std::string>, std::string> values_;  // county and key
};

RunnerSettings test_settings();
HookRequest request_for(const std::string& input = "{}", const std::string& hook = "s",
                        HookKind kind = HookKind::kStep);

}  // namespace qianqiao
