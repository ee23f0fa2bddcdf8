#include "server/api/password_hash.h"

#include <sodium.h>

namespace qianqiao {

Result<std::string> hash_password(const std::string& password) {
  char hash[crypto_pwhash_STRBYTES];
  if (sodium_init() < 0 ||
      crypto_pwhash_str(hash, password.data(), password.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                        crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0)
    return fail("password.not_hashed");  // no 64 MiB to be had
  return std::string(hash);
}

bool is_password(const std::string& hash, const std::string& password) {
  return sodium_init() >= 0 &&
         crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

}  // namespace qianqiao
