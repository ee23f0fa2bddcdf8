#include "server/engine/history_chain.h"

#include <string_view>

namespace qianqiao {
namespace {

void append_quoted(std::string& out, std::string_view text) {
  static constexpr char kHex[] = "0123456789abcdef";
  out += '"';
  for (const char c : text) {
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\b':
        out += "\\b";
        break;
      case '\f':
        out += "\\f";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      default:
        if (static_cast<unsigned char>(c) < 0x20) {
          out += "\\u00";
          out += kHex[static_cast<unsigned char>(c) >> 4];
          out += kHex[static_cast<unsigned char>(c) & 0x0F];
        } else {
          out += c;
        }
    }
  }
  out += '"';
}

void append_hex(std::string& out, std::string_view bytes) {
  static constexpr char kHex[] = "0123456789abcdef";
  for (const char c : bytes) {
    out += kHex[static_cast<unsigned char>(c) >> 4];
    out += kHex[static_cast<unsigned char>(c) & 0x0F];
  }
}

class CanonicalObject {
 public:
  void text(std::string_view key, std::string_view value) {
    if (value.empty()) return;
    begin(key);
    append_quoted(out_, value);
  }
  void hex(std::string_view key, std::string_view bytes) {
    if (bytes.empty()) return;
    begin(key);
    out_ += '"';
    append_hex(out_, bytes);
    out_ += '"';
  }
  void number(std::string_view key, std::int64_t value) {
    begin(key);
    out_ += std::to_string(value);
  }
  void json(std::string_view key, std::string_view value) {
    begin(key);
    out_ += value;
  }
  std::string finish() && { return std::move(out_ += '}'); }
  CanonicalObject() { out_.reserve(512); }

 private:
  void begin(std::string_view key) {
    out_ += out_.empty() ? '{' : ',';
    append_quoted(out_, key);
    out_ += ':';
  }
  std::string out_;
};

}  // namespace

std::string canonical_row(const HistoryRow& row) {
  CanonicalObject object;  // keys in their sorted order
  object.text("acting_for", row.acting_for);
  object.text("actor", row.actor);
  object.text("calendar_version", row.calendar_version);
  object.text("case", row.subject);
  object.text("clause", row.clause);
  object.json("data", row.data);
  object.text("event", row.event);
  object.text("instant", format_instant(from_milliseconds(row.instant_ms)));
  if (row.mandate != 0) object.number("mandate", row.mandate);
  object.text("plugin_digest", row.plugin_digest);
  object.hex("receipt", row.receipt_key);
  object.hex("request", row.request_digest);
  object.number("sequence", row.sequence);
  object.text("workflow_version", row.workflow_version);
  return std::move(object).finish();
}

Digest chain_digest(const Digest& previous, const HistoryRow& row) {
  return sm3(previous, canonical_row(row));
}

std::string short_digest(std::string_view bytes) {
  const Digest digest = sm3(bytes);
  return std::string(as_bytes(digest).substr(0, 16));
}

std::string receipt_key(const PersonId& actor, std::string_view idempotency_key) {
  return short_digest(actor + '\0' + std::string(idempotency_key));
}

}  // namespace qianqiao
