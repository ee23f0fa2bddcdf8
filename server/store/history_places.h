// Where the history of one subject stands: the positions of its rows, in their order, each with two
// digits of its receipt's key. Kept as text in the subject's own row, which every event rewrites
// anyway: an index over history would cost each event one more page, written twice.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace qianqiao {

class HistoryPlaces {
 public:
  HistoryPlaces() = default;
  explicit HistoryPlaces(std::string text) : text_(std::move(text)) {}  // as stored

  std::int64_t count() const { return static_cast<std::int64_t>(text_.size() / kLength); }
  // The position of the row with this sequence, 1 to count(); 0: it cannot be read.
  std::int64_t position(std::int64_t sequence) const;
  // Of the rows that may bear this key: few others have the same two digits.
  std::vector<std::int64_t> that_may_bear(std::string_view receipt_key) const;

  void add(std::int64_t position, std::string_view receipt_key);  // the next sequence
  const std::string& text() const { return text_; }

 private:
  static constexpr std::size_t kPositionDigits = 9, kKeyDigits = 2;
  static constexpr std::size_t kLength = kPositionDigits + kKeyDigits;

  std::string text_;
};

}  // namespace qianqiao
