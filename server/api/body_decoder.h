// Cuts a request's body out of the bytes that follow its head, whatever their pieces: of a known
// length, or in chunks (RFC 9112, 7.1).
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "workflows/base/result.h"

namespace qianqiao {

class BodyDecoder {
 public:
  static BodyDecoder of_length(std::uint64_t length);
  static BodyDecoder of_chunks();

  // Gives what belongs to the body to `sink` and takes it out of `in`. True: the body is whole.
  // Errors: http.malformed; those of the sink.
  using Sink = std::function<Result<void>(std::string_view)>;
  Result<bool> take(std::string& in, const Sink& sink);

 private:
  enum class At { kData, kSize, kAfterChunk, kTrailer, kEnd };
  Result<bool> take_line(std::string_view in, std::size_t& used, std::string_view& line);
  Result<bool> take_one_line(std::string_view in, std::size_t& used);

  At at_ = At::kData;
  bool chunked_ = false;
  std::uint64_t left_ = 0;  // of the body, or of this chunk
  std::size_t trailer_bytes_ = 0;
};

}  // namespace qianqiao
