#include "server/api/secret_box.h"

#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace qianqiao {

static_assert(crypto_secretbox_KEYBYTES == 32);

Result<SecretBox> SecretBox::load_or_create(const std::string& path) {
  SecretBox box;
  if (sodium_init() < 0) return fail("secret_box.unreadable", {{"path", path}});
  int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file >= 0) {
    const bool whole =
        ::read(file, box.key_.data(), box.key_.size()) == static_cast<ssize_t>(box.key_.size());
    ::close(file);
    if (!whole) return fail("secret_box.unreadable", {{"path", path}});
    return box;
  }
  if (errno != ENOENT) return fail("secret_box.unreadable", {{"path", path}});
  randombytes_buf(box.key_.data(), box.key_.size());
  file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  const bool written =
      file >= 0 &&
      ::write(file, box.key_.data(), box.key_.size()) == static_cast<ssize_t>(box.key_.size()) &&
      ::fsync(file) == 0;
  const std::string reason = written ? "" : std::strerror(errno);
  if (file >= 0) ::close(file);
  if (!written) return fail("secret_box.unwritable", {{"path", path}, {"reason", reason}});
  return box;
}

std::string SecretBox::seal(std::string_view plain) const {
  std::string sealed(crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + plain.size(), '\0');
  auto* bytes = reinterpret_cast<unsigned char*>(sealed.data());
  randombytes_buf(bytes, crypto_secretbox_NONCEBYTES);
  crypto_secretbox_easy(bytes + crypto_secretbox_NONCEBYTES,
                        reinterpret_cast<const unsigned char*>(plain.data()), plain.size(), bytes,
                        key_.data());
  return sealed;
}

std::optional<std::string> SecretBox::open(std::string_view sealed) const {
  constexpr std::size_t kOverhead = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES;
  if (sealed.size() < kOverhead) return std::nullopt;
  std::string plain(sealed.size() - kOverhead, '\0');
  const auto* bytes = reinterpret_cast<const unsigned char*>(sealed.data());
  if (crypto_secretbox_open_easy(
          reinterpret_cast<unsigned char*>(plain.data()), bytes + crypto_secretbox_NONCEBYTES,
          sealed.size() - crypto_secretbox_NONCEBYTES, bytes, key_.data()) != 0)
    return std::nullopt;
  return plain;
}

std::string random_token() {
  unsigned char bytes[32];
  if (sodium_init() < 0) return {};
  randombytes_buf(bytes, sizeof bytes);
  char text[sodium_base64_ENCODED_LEN(sizeof bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING)];
  sodium_bin2base64(text, sizeof text, bytes, sizeof bytes,
                    sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  return text;
}

}  // namespace qianqiao
