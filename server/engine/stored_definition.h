// A workflow definition as a document of the store: its sources as they were written. It is read
// when somebody first asks for it, so that a start does not grow with the versions of years.
//
// Immutable; safe to share between threads.
#pragma once

#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "workflows/definition/definition.h"

namespace qianqiao {

class StoredDefinition {
 public:
  explicit StoredDefinition(Definition definition);
  StoredDefinition(std::string version, std::string document);
  StoredDefinition(const StoredDefinition&) = delete;
  StoredDefinition& operator=(const StoredDefinition&) = delete;

  const std::string& version() const { return version_; }
  // Null: not readable, or not what its version says. `verify` names who goes by it.
  const Definition* get() const;

 private:
  const std::string version_;
  mutable std::once_flag read_;
  mutable std::string document_;  // until it is read
  mutable std::optional<Definition> definition_;
};

std::string to_document(const Definition& definition);

}  // namespace qianqiao
