// Rows of one file that are the same enterprise: by USCC, or by county and name where a row has no
// code. Rows that agree or complete each other become one; others are reported.
//
// Cost: 20 bytes in a table filled to between 40 and 80 %, so 25 to 50 bytes a row in memory
// (100,000 rows: 5 MB), twice that for a moment when it grows; what the rows said lies in a
// temporary file and is read again for duplicates only. Not shared between threads.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "server/intake/roster_row.h"
#include "server/intake/spill_file.h"

namespace qianqiao {

struct DuplicateFinding {
  std::int64_t first_row = 0;          // 0: seen for the first time
  std::vector<RosterField> differing;  // not empty: contradicts the first row
  std::vector<std::string> differing_attributes;
  // Agrees, and completes the first row: both together. None: says nothing new.
  std::optional<EnterpriseRow> merged;
};

class RosterDuplicates {
 public:
  // Errors: intake.no_temporary_space.
  Result<DuplicateFinding> look_up(const RosterRow& row);
  std::size_t memory_bytes() const;

 private:
  using Key = std::array<std::uint8_t, 16>;
  struct Slots {
    std::vector<Key> keys;
    std::vector<std::uint32_t> numbers;  // 0: empty slot; else number in `said_` plus one
  };
  std::size_t find_slot(const Slots& slots, const Key& key) const;
  void grow();

  Slots slots_;
  std::size_t used_ = 0;
  SpillFile said_;
};

// Completes `first` by `second`; what contradicts goes into the finding.
void merge_rows(const EnterpriseRow& first, const EnterpriseRow& second, DuplicateFinding& finding);

}  // namespace qianqiao
