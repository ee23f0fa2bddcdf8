#include "server/api/api_key.h"

#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>

#include "workflows/base/digest.h"
#include "workflows/base/text.h"

namespace qianqiao {
namespace {

std::string random_key() {
  unsigned char bytes[24];
  randombytes_buf(bytes, sizeof bytes);
  char text[sodium_base64_ENCODED_LEN(sizeof bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING)];
  sodium_bin2base64(text, sizeof text, bytes, sizeof bytes,
                    sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  return std::string("qq_") + text;
}

Result<std::string> read_key(const std::string& path) {
  std::ifstream file(path);
  std::string line;
  if (!file || !std::getline(file, line)) return fail("api_key.unreadable", {{"path", path}});
  const std::string key(trim(line));
  if (key.size() < kShortestApiKey) return fail("api_key.too_short", {{"path", path}});
  return key;
}

Result<std::string> create_key(const std::string& path) {
  const std::string key = random_key(), line = key + "\n";
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  const bool written =
      file >= 0 && ::write(file, line.data(), line.size()) == static_cast<ssize_t>(line.size()) &&
      ::fsync(file) == 0;
  const std::string reason = written ? "" : std::strerror(errno);
  if (file >= 0) ::close(file);
  if (!written) return fail("api_key.unwritable", {{"path", path}, {"reason", reason}});
  return key;
}

}  // namespace

Result<std::string> load_or_create_api_key(const std::string& path) {
  if (sodium_init() < 0) return fail("api_key.unreadable", {{"path", path}});
  if (::access(path.c_str(), F_OK) == 0) return read_key(path);
  return create_key(path);
}

bool is_same_key(std::string_view expected, std::string_view offered) {
  // Digests have one length, so that not even the length of the key shows in the time.
  const Digest a = sm3(expected), b = sm3(offered);
  return sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace qianqiao
