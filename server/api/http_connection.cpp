#include "server/api/http_connection.h"

#include <unistd.h>

#include <algorithm>
#include <array>

namespace qianqiao {
namespace {

constexpr std::size_t kPiece = 16 * 1024, kFilePiece = 128 * 1024;

HttpConnection::Waits waits_of(Wire::Outcome outcome) {
  switch (outcome) {
    case Wire::Outcome::kMoved:
      return HttpConnection::Waits::kNo;
    case Wire::Outcome::kWantsToRead:
      return HttpConnection::Waits::kForReading;
    case Wire::Outcome::kWantsToWrite:
      return HttpConnection::Waits::kForWriting;
    case Wire::Outcome::kClosed:
      break;
  }
  return HttpConnection::Waits::kGone;
}

}  // namespace

HttpConnection::~HttpConnection() { close(); }

HttpConnection::Waits HttpConnection::receive() {
  std::array<char, kPiece> piece;
  std::size_t moved = 0;
  const Waits waits = waits_of(wire.receive(piece.data(), piece.size(), moved));
  if (waits == Waits::kNo) in.append(piece.data(), moved);
  return waits;
}

HttpConnection::Waits HttpConnection::discard() {
  std::array<char, kPiece> piece;
  std::size_t moved = 0;
  const Waits waits = waits_of(wire.receive(piece.data(), piece.size(), moved));
  discarded += moved;
  return waits;
}

HttpConnection::Waits HttpConnection::flush() {
  while (unsent() > 0 || fill_from_file()) {
    std::size_t moved = 0;
    const Waits waits = waits_of(wire.send(out_.data() + sent_, unsent(), moved));
    if (waits != Waits::kNo) return waits;
    sent_ += moved;
  }
  // An announced file that ends early cannot be told otherwise.
  if (file_left_ > 0) return Waits::kGone;
  std::string().swap(out_);  // a large answer's memory does not wait for the next one
  sent_ = 0;
  return Waits::kNo;
}

bool HttpConnection::fill_from_file() {
  if (file_ < 0) return false;
  out_.resize(static_cast<std::size_t>(std::min<std::uint64_t>(file_left_, kFilePiece)));
  const ssize_t got = out_.empty() ? 0 : ::read(file_, out_.data(), out_.size());
  out_.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
  sent_ = 0;
  file_left_ -= out_.size();
  if (!out_.empty()) return true;
  ::close(file_);
  file_ = -1;
  return false;
}

void HttpConnection::queue(std::string bytes) {
  if (unsent() == 0) {
    out_ = std::move(bytes);
    sent_ = 0;
  } else {
    out_ += bytes;
  }
}

void HttpConnection::queue_file(int descriptor, std::uint64_t size) {
  file_ = descriptor;
  file_left_ = size;
}

void HttpConnection::close() {
  if (phase == Phase::kClosed) return;
  phase = Phase::kClosed;
  wire.close();
  if (file_ >= 0) ::close(file_);
  file_ = -1;
}

}  // namespace qianqiao
