// The JSON that a call brought, and a place in it: what the objects of a plugin stand on. Several
// objects share one snapshot. Private to this folder.
#pragma once

#include <memory>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>

namespace qianqiao::host {

// The field is not in the snapshot: the manifest does not ask for it, or there is no such field.
class MissingField : public std::runtime_error {
 public:
  explicit MissingField(const std::string& path) : std::runtime_error(path) {}
};

class Snapshot {
 public:
  explicit Snapshot(std::shared_ptr<const nlohmann::json> all)
      : all_(std::move(all)), here_(all_.get()) {}

  // The place under `field`, "application" or "application.amount_fen". Throws MissingField.
  Snapshot at(const std::string& field) const;
  bool has(const std::string& field) const { return find(field) != nullptr; }
  Snapshot item(std::size_t index) const { return {all_, &(*here_)[index], path_}; }
  std::size_t size() const { return here_->is_array() ? here_->size() : 0; }
  const nlohmann::json& json() const { return *here_; }
  const std::string& path() const { return path_; }

 private:
  Snapshot(std::shared_ptr<const nlohmann::json> all, const nlohmann::json* here, std::string path)
      : all_(std::move(all)), here_(here), path_(std::move(path)) {}
  const nlohmann::json* find(const std::string& field) const;

  std::shared_ptr<const nlohmann::json> all_;
  const nlohmann::json* here_;
  std::string path_;
};

}  // namespace qianqiao::host
