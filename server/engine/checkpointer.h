// The daily signed statement over all chain heads: a Merkle root (SM3), signed with Ed25519.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "server/ports/store.h"
#include "workflows/base/result.h"

namespace qianqiao {

// The signing key: 64 secret bytes. Lies in a file of mode 0600, made at first use; outside the
// data directory where so configured.
class SigningKey {
 public:
  // Errors: key.unreadable, key.malformed, key.unwritable.
  static Result<SigningKey> load_or_create(const std::string& path);
  // Errors: key.unreadable (also where it is not there), key.malformed.
  static Result<SigningKey> load(const std::string& path);
  std::string sign(std::string_view bytes) const;  // 64 bytes
  std::string public_key() const;                  // 32 bytes

 private:
  std::string secret_;
};

// Folds leaves into a Merkle root with one pending node a level: memory of the tree's height.
// An odd node at the end of a level moves up as it is.
class MerkleFold {
 public:
  void add(Digest leaf);
  Digest root() const;  // all zero without leaves

 private:
  std::vector<std::optional<Digest>> pending_;
};

Digest leaf_digest(const Reader::ChainHead& head);

// The statement for `day`, over what `reader` sees.
CheckpointRow make_checkpoint(Reader& reader, Date day, const SigningKey& key);
// Is the signature by its own public key over its own content?
bool is_signature_valid(const CheckpointRow& row);
Digest merkle_root_of_heads(Reader& reader, std::int64_t* heads);

}  // namespace qianqiao
