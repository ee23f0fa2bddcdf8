// Who asks. The door finds it out from a key or a session; the command line, which owns the data
// directory, is the operator.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "server/engine/directory.h"
#include "workflows/base/digest.h"
#include "workflows/base/ids.h"

namespace qianqiao {

struct Viewer {
  enum class Kind {
    kNobody,
    kOperator,  // holds the data directory or its key; may name the person it acts as
    kPerson,
  };
  Kind kind = Kind::kNobody;
  PersonId person;                // of the operator: whom it acts as; empty: itself
  std::int64_t api_key = 0;       // came with this key; 0: none
  std::optional<Digest> session;  // came with this session
  bool may_write = true;

  // Filled by the gate: by which appointments the route is open, and where they are looked up.
  std::shared_ptr<const Directory> directory;
  std::vector<const Appointment*> appointments;

  // The operator by itself: nothing is hidden from who holds the files.
  bool sees_everything() const { return kind == Kind::kOperator && person.empty(); }
};

}  // namespace qianqiao
