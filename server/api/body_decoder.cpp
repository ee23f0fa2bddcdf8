#include "server/api/body_decoder.h"

#include <algorithm>
#include <charconv>

#include "workflows/base/text.h"

namespace qianqiao {
namespace {

constexpr std::size_t kLongestLine = 1024, kLargestTrailer = 4096;

}  // namespace

BodyDecoder BodyDecoder::of_length(std::uint64_t length) {
  BodyDecoder decoder;
  decoder.left_ = length;
  if (length == 0) decoder.at_ = At::kEnd;
  return decoder;
}

BodyDecoder BodyDecoder::of_chunks() {
  BodyDecoder decoder;
  decoder.chunked_ = true;
  decoder.at_ = At::kSize;
  return decoder;
}

Result<bool> BodyDecoder::take(std::string& in, const Sink& sink) {
  std::size_t used = 0;
  bool more = true;
  while (more && at_ != At::kEnd) {
    const std::string_view rest = std::string_view(in).substr(used);
    if (at_ == At::kData) {
      const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(rest.size(), left_));
      if (size > 0)
        if (auto taken = sink(rest.substr(0, size)); !taken) return fail(taken.error());
      used += size;
      left_ -= size;
      if (left_ == 0) at_ = chunked_ ? At::kAfterChunk : At::kEnd;
      more = left_ == 0;
    } else {
      const auto taken = take_one_line(rest, used);
      if (!taken) return fail(taken.error());
      more = *taken;
    }
  }
  in.erase(0, used);
  return at_ == At::kEnd;
}

// False: the line's end has not come yet.
Result<bool> BodyDecoder::take_line(std::string_view in, std::size_t& used,
                                    std::string_view& line) {
  const auto end = in.find("\r\n");
  if (end > kLongestLine && (end != std::string_view::npos || in.size() > kLongestLine))
    return fail("http.malformed");
  if (end == std::string_view::npos) return false;
  line = in.substr(0, end);
  used += end + 2;
  return true;
}

Result<bool> BodyDecoder::take_one_line(std::string_view in, std::size_t& used) {
  std::string_view line;
  const auto taken = take_line(in, used, line);
  if (!taken || !*taken) return taken;
  if (at_ == At::kAfterChunk) {
    if (!line.empty()) return fail("http.malformed");
    at_ = At::kSize;
  } else if (at_ == At::kTrailer) {
    trailer_bytes_ += line.size();
    if (trailer_bytes_ > kLargestTrailer) return fail("http.malformed");
    if (line.empty()) at_ = At::kEnd;
  } else {
    const std::string_view size = trim(line.substr(0, line.find(';')));
    const auto [end, problem] = std::from_chars(size.data(), size.data() + size.size(), left_, 16);
    if (problem != std::errc{} || end != size.data() + size.size()) return fail("http.malformed");
    at_ = left_ == 0 ? At::kTrailer : At::kData;
  }
  return true;
}

}  // namespace qianqiao
