#include "server/engine/checkpointer.h"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <sstream>
#include <vector>

namespace qianqiao {
namespace {

// What is signed: the day, the root, and how much lies under it.
std::string statement(const CheckpointRow& row) {
  return row.day + '\n' + to_hex(row.root) + '\n' + std::to_string(row.heads) + '\n' +
         std::to_string(row.history_rows) + '\n';
}

bool write_secret(const std::string& path, const std::string& secret) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL, S_IRUSR | S_IWUSR);
  if (file < 0) return false;
  const bool written =
      ::write(file, secret.data(), secret.size()) == static_cast<ssize_t>(secret.size()) &&
      ::fsync(file) == 0;
  return ::close(file) == 0 && written;
}

}  // namespace

Result<SigningKey> SigningKey::load(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream content;
  if (sodium_init() < 0 || !file || !(content << file.rdbuf()))
    return fail("key.unreadable", {{"path", path}});
  SigningKey key;
  key.secret_ = content.str();
  if (key.secret_.size() != crypto_sign_SECRETKEYBYTES)
    return fail("key.malformed", {{"path", path}});
  return key;
}

Result<SigningKey> SigningKey::load_or_create(const std::string& path) {
  if (::access(path.c_str(), F_OK) == 0) return load(path);
  if (sodium_init() < 0) return fail("key.unreadable", {{"path", path}});
  SigningKey key;
  unsigned char public_key[crypto_sign_PUBLICKEYBYTES];
  key.secret_.resize(crypto_sign_SECRETKEYBYTES);
  crypto_sign_keypair(public_key, reinterpret_cast<unsigned char*>(key.secret_.data()));
  if (!write_secret(path, key.secret_)) return fail("key.unwritable", {{"path", path}});
  return key;
}

std::string SigningKey::sign(std::string_view bytes) const {
  std::string signature(crypto_sign_BYTES, '\0');
  crypto_sign_detached(reinterpret_cast<unsigned char*>(signature.data()), nullptr,
                       reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                       reinterpret_cast<const unsigned char*>(secret_.data()));
  return signature;
}

std::string SigningKey::public_key() const {
  std::string key(crypto_sign_PUBLICKEYBYTES, '\0');
  crypto_sign_ed25519_sk_to_pk(reinterpret_cast<unsigned char*>(key.data()),
                               reinterpret_cast<const unsigned char*>(secret_.data()));
  return key;
}

void MerkleFold::add(Digest node) {
  std::size_t level = 0;
  for (; level < pending_.size() && pending_[level]; ++level) {
    node = sm3(*pending_[level], as_bytes(node));
    pending_[level].reset();
  }
  if (level == pending_.size()) pending_.emplace_back();
  pending_[level] = node;
}

Digest MerkleFold::root() const {
  std::optional<Digest> root;
  for (const auto& node : pending_)
    if (node) root = root ? sm3(*node, as_bytes(*root)) : *node;
  return root.value_or(Digest{});
}

Digest leaf_digest(const Reader::ChainHead& head) {
  return sm3(head.subject + '\0' + std::to_string(head.version) + '\0' +
             std::string(as_bytes(head.head)));
}

Digest merkle_root_of_heads(Reader& reader, std::int64_t* heads) {
  MerkleFold fold;
  *heads = 0;
  reader.each_chain_head([&](const Reader::ChainHead& head) {
    ++*heads;
    fold.add(leaf_digest(head));
  });
  return fold.root();
}

CheckpointRow make_checkpoint(Reader& reader, Date day, const SigningKey& key) {
  CheckpointRow row;
  row.day = format_date(day);
  row.root = merkle_root_of_heads(reader, &row.heads);
  row.history_rows = reader.count_history();
  row.signature = key.sign(statement(row));
  row.public_key = key.public_key();
  return row;
}

bool is_signature_valid(const CheckpointRow& row) {
  if (sodium_init() < 0 || row.signature.size() != crypto_sign_BYTES ||
      row.public_key.size() != crypto_sign_PUBLICKEYBYTES)
    return false;
  const std::string signed_bytes = statement(row);
  return crypto_sign_verify_detached(
             reinterpret_cast<const unsigned char*>(row.signature.data()),
             reinterpret_cast<const unsigned char*>(signed_bytes.data()), signed_bytes.size(),
             reinterpret_cast<const unsigned char*>(row.public_key.data())) == 0;
}

}  // namespace qianqiao
