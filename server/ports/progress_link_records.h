// What the store keeps of progress links: by which an enterprise looks how far its case is. A part
// of the store's port, in a header of its own.
#pragma once

#include <cstdint>
#include <optional>

#include "workflows/base/digest.h"
#include "workflows/base/ids.h"

namespace qianqiao {

struct ProgressLinkRow {
  SubjectId subject;  // a case
  Digest code{};      // SM3: the code itself is not kept
  PersonId made_by;
  std::int64_t made_ms = 0;
  std::int64_t until_ms = 0;
  bool operator==(const ProgressLinkRow&) const = default;
};

class ProgressLinkReads {
 public:
  virtual ~ProgressLinkReads() = default;
  virtual std::optional<ProgressLinkRow> find(const Digest& code) = 0;
  virtual std::optional<ProgressLinkRow> of(const SubjectId& subject) = 0;
};

class ProgressLinkWrites {
 public:
  virtual ~ProgressLinkWrites() = default;
  virtual void put(const ProgressLinkRow& row) = 0;   // replaces the subject's own
  virtual void remove(const SubjectId& subject) = 0;  // none: nothing
};

}  // namespace qianqiao
