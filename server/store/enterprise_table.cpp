#include "server/store/enterprise_table.h"

#include "server/store/columns.h"
#include "server/store/subject_sql.h"

namespace qianqiao {

namespace {

template <class Columns, class Row>
void enterprise_body(Columns& c, Row& row) {
  c.text(row.uscc);
  c.flag(row.uscc_overridden);
  c.text(row.uscc_override_reason);
  c.text(row.name);
  c.text(row.kind);
  c.text(row.county);
  c.text(row.township);
  c.text(row.address);
  c.text(row.industry);
  c.text(row.contact_name);
  c.text(row.contact_phone);
  c.text(row.legal_representative);
  c.text(row.size_class);
  c.text(row.attributes);
  c.integer(row.created_ms);
}

EnterpriseRow fetch_enterprise(Statement::Rows& rows) {
  EnterpriseRow row;
  Fetcher columns(rows);
  columns.text(row.id);
  enterprise_body(columns, row);
  return row;
}

std::optional<EnterpriseRow> one_enterprise(Statement& statement) {
  auto rows = statement.query();
  if (!rows.next()) return std::nullopt;
  return fetch_enterprise(rows);
}

}  // namespace

EnterpriseTable::EnterpriseTable(Connection& connection)
    : find_(connection, sql::kFindEnterprise),
      by_uscc_(connection, sql::kEnterpriseByUscc),
      by_name_(connection, sql::kEnterpriseByName),
      all_by_name_(connection, sql::kEnterprisesByName),
      insert_(connection, sql::kInsertEnterprise),
      update_(connection, sql::kUpdateEnterprise) {}

std::optional<EnterpriseRow> EnterpriseTable::find(const EnterpriseId& id) {
  return one_enterprise(find_.text(id));
}

std::optional<EnterpriseRow> EnterpriseTable::by_uscc(std::string_view uscc) {
  return one_enterprise(by_uscc_.text(uscc));
}

std::optional<EnterpriseRow> EnterpriseTable::by_name(std::string_view county,
                                                      std::string_view name) {
  return one_enterprise(by_name_.text(county).text(name));
}

std::vector<EnterpriseRow> EnterpriseTable::all_by_name(std::string_view county,
                                                        std::string_view name) {
  std::vector<EnterpriseRow> out;
  all_by_name_.text(county).text(name);
  for (auto rows = all_by_name_.query(); rows.next();) out.push_back(fetch_enterprise(rows));
  return out;
}

void EnterpriseTable::insert(const EnterpriseRow& row) {
  Binder columns(insert_);
  columns.text(row.id);
  enterprise_body(columns, row);
  insert_.run();
}

void EnterpriseTable::update(const EnterpriseRow& row) {
  Binder columns(update_);
  enterprise_body(columns, row);
  columns.text(row.id);
  update_.run();
}

}  // namespace qianqiao
