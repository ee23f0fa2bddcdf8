#include "server/engine/checkpoint_export.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "workflows/base/instant.h"

namespace qianqiao {
namespace {

using nlohmann::json;

constexpr std::size_t kKeyBytes = 32, kSignatureBytes = 64;

int value_of(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  return -1;
}

tl::unexpected<Error> malformed(const std::string& where) {
  return fail("checkpoints.malformed", {{"where", where}});
}

std::string text_at(const json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::int64_t number_at(const json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_number_integer() ? found->get<std::int64_t>() : -1;
}

// Empty where it is not `size` bytes in hexadecimal.
std::string bytes_at(const json& object, const char* name, std::size_t size) {
  const std::string hex = text_at(object, name);
  if (hex.size() != 2 * size) return {};
  std::string bytes;
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    const int high = value_of(hex[i]), low = value_of(hex[i + 1]);
    if (high < 0 || low < 0) return {};
    bytes += static_cast<char>(high * 16 + low);
  }
  return bytes;
}

Result<CheckpointRow> read_checkpoint(const json& item, const std::string& where) {
  if (!item.is_object()) return malformed(where);
  CheckpointRow row;
  row.day = text_at(item, "day");
  if (!parse_date(row.day)) return malformed(where + ".day");
  if (!from_hex(text_at(item, "root"), row.root)) return malformed(where + ".root");
  row.heads = number_at(item, "heads");
  if (row.heads < 0) return malformed(where + ".heads");
  row.history_rows = number_at(item, "history_rows");
  if (row.history_rows < 0) return malformed(where + ".history_rows");
  row.signature = bytes_at(item, "signature", kSignatureBytes);
  if (row.signature.empty()) return malformed(where + ".signature");
  row.public_key = bytes_at(item, "public_key", kKeyBytes);
  if (row.public_key.empty()) return malformed(where + ".public_key");
  return row;
}

}  // namespace

std::string hex_of(const std::string& bytes) {
  static constexpr char kHex[] = "0123456789abcdef";
  std::string hex;
  for (const char c : bytes) {
    hex += kHex[static_cast<unsigned char>(c) >> 4];
    hex += kHex[static_cast<unsigned char>(c) & 0x0F];
  }
  return hex;
}

nlohmann::ordered_json to_json(const CheckpointRow& row) {
  return {{"day", row.day},
          {"root", to_hex(row.root)},
          {"heads", row.heads},
          {"history_rows", row.history_rows},
          {"signature", hex_of(row.signature)},
          {"public_key", hex_of(row.public_key)}};
}

Result<CheckpointExport> read_checkpoint_export(const json& file) {
  if (!file.is_object()) return malformed("-");
  CheckpointExport out;
  out.public_key = bytes_at(file, "public_key", kKeyBytes);
  if (out.public_key.empty()) return malformed("public_key");
  const auto items = file.find("checkpoints");
  if (items == file.end() || !items->is_array()) return malformed("checkpoints");
  for (std::size_t i = 0; i < items->size(); ++i) {
    auto row = read_checkpoint((*items)[i], "checkpoints[" + std::to_string(i) + "]");
    if (!row) return fail(row.error());
    if (!out.checkpoints.empty() && row->day <= out.checkpoints.back().day)
      return malformed("checkpoints[" + std::to_string(i) + "].day");
    out.checkpoints.push_back(*std::move(row));
  }
  return out;
}

}  // namespace qianqiao
