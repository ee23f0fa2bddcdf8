// An answer as it goes over the wire.
#pragma once

#include <cstdint>
#include <string>

#include "server/api/exchange.h"

namespace qianqiao {

struct AnswerShape {
  bool head_only = false;  // to a HEAD
  bool keep_alive = true;
  bool old_client = false;    // HTTP/1.0
  bool accepts_gzip = false;  // compresses larger text
};

// Status line, headers and body. Where the answer is a file, its bytes follow: `file_size` of them.
std::string to_bytes(const Answer& answer, const AnswerShape& shape, std::uint64_t file_size);

// The head of an answer that has no end: server-sent events.
std::string stream_head();

// Is `coding` among those of an Accept-Encoding header, and not refused with q=0?
bool accepts_coding(std::string_view accept_encoding, std::string_view coding);

}  // namespace qianqiao
