#include "server/store/statement.h"

#include <soci/soci.h>

#include <cassert>
#include <vector>

namespace qianqiao {

namespace {

// What SOCI reads parameters from and writes columns to; its address must not change.
struct Field {
  long long integer = 0;
  std::string text;
  std::optional<soci::blob> bytes;
  soci::indicator indicator = soci::i_null;
};

std::vector<Field> make_fields(std::string_view kinds, soci::session& session) {
  std::vector<Field> fields(kinds.size());
  for (std::size_t i = 0; i < kinds.size(); ++i)
    if (kinds[i] == 'b') fields[i].bytes.emplace(session);
  return fields;
}

// Calls `exchange` with the member of the field that its kind uses.
template <class Exchange>
void exchange_fields(std::string_view kinds, std::vector<Field>& fields, Exchange&& exchange) {
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    Field& field = fields[i];
    if (kinds[i] == 'i') exchange(field.integer, field.indicator);
    if (kinds[i] == 't') exchange(field.text, field.indicator);
    if (kinds[i] == 'b') exchange(*field.bytes, field.indicator);
  }
}

}  // namespace

struct Statement::Parts {
  enum class Position { kIdle, kExecuted, kReading };

  Parts(soci::session& session, const Sql& sql)
      : parameters(make_fields(sql.parameters, session)),
        columns(make_fields(sql.columns, session)),
        statement(session) {}

  std::vector<Field> parameters;
  std::vector<Field> columns;
  std::size_t next_parameter = 0;
  std::size_t next_column = 0;
  Position position = Position::kIdle;
  soci::statement statement;
};

Statement::Statement(Connection& connection, const Sql& sql) : connection_(connection), sql_(sql) {}

Statement::~Statement() = default;

void Statement::prepare() {
  parts_ = std::make_unique<Parts>(connection_.session(), sql_);
  soci::statement& st = parts_->statement;
  try {
    exchange_fields(sql_.parameters, parts_->parameters,
                    [&](auto& value, soci::indicator& ind) { st.exchange(soci::use(value, ind)); });
    exchange_fields(sql_.columns, parts_->columns, [&](auto& value, soci::indicator& ind) {
      st.exchange(soci::into(value, ind));
    });
    st.alloc();
    st.prepare(std::string(sql_.text));
    st.define_and_bind();
  } catch (const soci::soci_error& error) {
    StoreFailure failure = connection_.dialect().failure(connection_.session(), error);
    parts_.reset();
    throw failure;
  }
}

Statement& Statement::text(std::string_view value) {
  if (!parts_) prepare();
  assert(sql_.parameters[parts_->next_parameter] == 't');
  Field& field = parts_->parameters[parts_->next_parameter++];
  field.text.assign(value);
  field.indicator = soci::i_ok;
  return *this;
}

Statement& Statement::integer(std::int64_t value) {
  if (!parts_) prepare();
  assert(sql_.parameters[parts_->next_parameter] == 'i');
  Field& field = parts_->parameters[parts_->next_parameter++];
  field.integer = value;
  field.indicator = soci::i_ok;
  return *this;
}

Statement& Statement::integer(std::optional<std::int64_t> value) {
  return value ? integer(*value) : null();
}

Statement& Statement::bytes(std::string_view value) {
  if (value.empty()) return null();
  if (!parts_) prepare();
  assert(sql_.parameters[parts_->next_parameter] == 'b');
  Field& field = parts_->parameters[parts_->next_parameter++];
  if (field.bytes->get_len() != value.size()) field.bytes->trim(0);
  field.bytes->write(0, value.data(), value.size());
  field.indicator = soci::i_ok;
  return *this;
}

Statement& Statement::null() {
  if (!parts_) prepare();
  parts_->parameters[parts_->next_parameter++].indicator = soci::i_null;
  return *this;
}

// True where there is a row. A failed statement is prepared anew next time: SOCI finalises it.
bool Statement::execute() {
  if (!parts_) prepare();
  assert(parts_->next_parameter == sql_.parameters.size());
  parts_->next_parameter = 0;
  parts_->next_column = 0;
  try {
    const bool row = parts_->statement.execute(true);
    parts_->position = row ? Parts::Position::kReading : Parts::Position::kExecuted;
    return row;
  } catch (const soci::soci_error& error) {
    StoreFailure failure = connection_.dialect().failure(connection_.session(), error);
    parts_.reset();
    throw failure;
  }
}

std::int64_t Statement::run() {
  execute();
  parts_->position = Parts::Position::kIdle;
  return parts_->statement.get_affected_rows();
}

std::int64_t Statement::run_for_id() {
  auto rows = query();
  const std::int64_t id = rows.next() ? rows.integer() : 0;
  rows.next();  // the row is in only when the statement has come to its end
  return id;
}

bool Statement::next() {
  if (!parts_ || parts_->position == Parts::Position::kIdle) return execute();
  if (parts_->position == Parts::Position::kExecuted) return false;
  parts_->next_column = 0;
  try {
    const bool row = parts_->statement.fetch();
    if (!row) parts_->position = Parts::Position::kExecuted;
    return row;
  } catch (const soci::soci_error& error) {
    StoreFailure failure = connection_.dialect().failure(connection_.session(), error);
    parts_.reset();
    throw failure;
  }
}

void Statement::end_reading() noexcept {
  if (!parts_) return;
  parts_->next_parameter = 0;
  if (parts_->position == Parts::Position::kReading)
    connection_.dialect().end_reading(*parts_->statement.get_backend());
  parts_->position = Parts::Position::kIdle;
}

std::string& Statement::column_text() {
  assert(sql_.columns[parts_->next_column] == 't');
  Field& field = parts_->columns[parts_->next_column++];
  if (field.indicator == soci::i_null) field.text.clear();
  return field.text;
}

std::optional<std::int64_t> Statement::column_integer() {
  assert(sql_.columns[parts_->next_column] == 'i');
  const Field& field = parts_->columns[parts_->next_column++];
  if (field.indicator == soci::i_null) return std::nullopt;
  return field.integer;
}

std::string Statement::column_bytes() {
  assert(sql_.columns[parts_->next_column] == 'b');
  Field& field = parts_->columns[parts_->next_column++];
  if (field.indicator == soci::i_null) return {};
  std::string out(field.bytes->get_len(), '\0');
  if (!out.empty()) field.bytes->read(0, out.data(), out.size());
  return out;
}

}  // namespace qianqiao
