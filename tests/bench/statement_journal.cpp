#include "tests/bench/statement_journal.h"

#include <cctype>
#include <charconv>
#include <stdexcept>

namespace qianqiao {
namespace {

StatementRecorder* listening = nullptr;  // the extension's entry point takes no pointer of ours

// The end of the quoted text that begins at `at`; '' within it is a quotation mark.
std::size_t end_of_quoted(std::string_view sql, std::size_t at) {
  for (++at; at < sql.size(); ++at) {
    if (sql[at] != '\'') continue;
    if (at + 1 == sql.size() || sql[at + 1] != '\'') return at + 1;
    ++at;
  }
  throw std::runtime_error("a text without end: " + std::string(sql));
}

int nibble(char digit) {
  return std::isdigit(digit) ? digit - '0' : std::tolower(digit) - 'a' + 10;
}

// Reads the literal that SQLite wrote for a parameter, and moves `at` behind it.
BoundValue read_literal(std::string_view sql, std::size_t& at) {
  BoundValue value;
  if (sql.substr(at, 4) == "NULL") {
    at += 4;
  } else if (sql[at] == '\'') {
    const std::size_t end = end_of_quoted(sql, at);
    value.kind = BoundValue::Kind::kText;
    for (std::size_t i = at + 1; i + 1 < end; ++i) {
      value.bytes += sql[i];
      if (sql[i] == '\'') ++i;
    }
    at = end;
  } else if (sql.substr(at, 2) == "x'") {
    const std::size_t end = end_of_quoted(sql, at + 1);
    value.kind = BoundValue::Kind::kBytes;
    for (std::size_t i = at + 2; i + 1 < end; i += 2)
      value.bytes += static_cast<char>(nibble(sql[i]) << 4 | nibble(sql[i + 1]));
    at = end;
  } else {
    value.kind = BoundValue::Kind::kInteger;
    const auto read = std::from_chars(sql.data() + at, sql.data() + sql.size(), value.integer);
    if (read.ec != std::errc()) throw std::runtime_error("unknown literal: " + std::string(sql));
    at = static_cast<std::size_t>(read.ptr - sql.data());
  }
  return value;
}

// SQLite offers a statement's values only as literals in its expanded text: that and the text with
// the parameters' names are read side by side.
std::vector<BoundValue> bound_values(std::string_view named, std::string_view expanded) {
  std::vector<BoundValue> values;
  std::size_t out = 0;
  for (std::size_t in = 0; in < named.size();) {
    if (named[in] == ':') {
      for (++in; in < named.size() && (std::isalnum(named[in]) || named[in] == '_');) ++in;
      values.push_back(read_literal(expanded, out));
      continue;
    }
    const std::size_t end = named[in] == '\'' ? end_of_quoted(named, in) : in + 1;
    out += end - in;
    in = end;
  }
  if (out != expanded.size()) throw std::runtime_error("not the same: " + std::string(expanded));
  return values;
}

}  // namespace

void StatementRecorder::listen() {
  listening = this;
  sqlite3_auto_extension(reinterpret_cast<void (*)()>(&StatementRecorder::attach));
}

void StatementRecorder::stop_listening() {
  sqlite3_cancel_auto_extension(reinterpret_cast<void (*)()>(&StatementRecorder::attach));
}

int StatementRecorder::attach(sqlite3* handle) {
  return sqlite3_trace_v2(handle, SQLITE_TRACE_STMT, &StatementRecorder::hear, listening);
}

int StatementRecorder::hear(unsigned, void* self, void* statement, void* text) {
  if (std::string_view(static_cast<const char*>(text)).substr(0, 2) == "--") return 0;  // a trigger
  auto& recorder = *static_cast<StatementRecorder*>(self);
  auto* heard = static_cast<sqlite3_stmt*>(statement);
  const std::string_view sql = sqlite3_sql(heard);
  auto known = recorder.texts_.find(sql);
  if (known == recorder.texts_.end())
    known = recorder.texts_.emplace(sql, std::make_unique<std::string>(sql)).first;
  const std::unique_ptr<char, void (*)(void*)> expanded(sqlite3_expanded_sql(heard), sqlite3_free);
  recorder.heard_.push_back({known->second.get(), bound_values(sql, expanded.get())});
  return 0;
}

void JournalPlayer::prepare(std::span<const StatementRun> runs) {
  for (const StatementRun& run : runs) {
    auto& statement = statements_[run.sql];
    if (!statement) statement = std::make_unique<RawStatement>(database_.handle(), *run.sql);
  }
}

void JournalPlayer::play(std::span<const StatementRun> runs) {
  for (const StatementRun& run : runs) {
    RawStatement& statement = *statements_.find(run.sql)->second;
    for (const BoundValue& value : run.values) switch (value.kind) {
        case BoundValue::Kind::kNull:
          statement.null();
          break;
        case BoundValue::Kind::kInteger:
          statement.integer(value.integer);
          break;
        case BoundValue::Kind::kText:
          statement.text(value.bytes);
          break;
        case BoundValue::Kind::kBytes:
          statement.bytes(value.bytes);
          break;
      }
    statement.run();
  }
  database_.maintain();
}

}  // namespace qianqiao
