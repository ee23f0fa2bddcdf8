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
    : listings_(connection, sql::kEnterpriseKinds),
      place_(connection, sql::kEnterprisePlace),
      search_(connection),
      find_(connection, sql::kFindEnterprise),
      name_(connection, sql::kEnterpriseName),
      by_uscc_(connection, sql::kEnterpriseByUscc),
      by_name_(connection, sql::kEnterpriseByName),
      all_by_name_(connection, sql::kEnterprisesByName),
      insert_(connection, sql::kInsertEnterprise),
      update_(connection, sql::kUpdateEnterprise) {}

std::optional<EnterpriseRow> EnterpriseTable::find(const EnterpriseId& id) {
  return one_enterprise(find_.text(id));
}

std::string EnterpriseTable::name_of(const EnterpriseId& id) {
  auto rows = name_.text(id).query();
  return rows.next() ? rows.text() : std::string();
}

ComposedQuery enterprise_listing(const EnterpriseFilter& filter, std::int64_t after_place) {
  ComposedQuery query{std::string(sql::kSelectEnterprises)};
  if (filter.words.empty())
    query.add("enterprise WHERE id > :after").with(filter.after);
  else
    query
        .add(
            "(SELECT rowid AS place FROM enterprise_search WHERE enterprise_search MATCH :words "
            "AND rowid > :after_place) CROSS JOIN enterprise ON enterprise.rowid = place WHERE 1")
        .with(search_expression(filter.words, filter.county))
        .with(after_place);
  if (!filter.county.empty()) query.add(" AND county = :county").with(filter.county);
  if (!filter.township.empty())
    query.add(" AND township = :township AND township <> ''").with(filter.township);
  if (filter.sight) add_sight(query, *filter.sight, {.of_enterprises = true});
  query.add(filter.words.empty() ? " ORDER BY id" : " ORDER BY place");
  return query.add(" LIMIT :limit").with(std::int64_t{filter.limit});
}

std::vector<EnterpriseRow> EnterpriseTable::list(const EnterpriseFilter& filter) {
  if (filter.sight && filter.sight->is_nothing()) return {};
  std::int64_t after_place = 0;
  if (!filter.words.empty() && !filter.after.empty()) {
    auto rows = place_.text(filter.after).query();
    if (rows.next()) after_place = rows.integer();
  }
  std::vector<EnterpriseRow> out;
  for (auto rows = listings_(enterprise_listing(filter, after_place)).query(); rows.next();)
    out.push_back(fetch_enterprise(rows));
  return out;
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
  search_.add(row);
}

void EnterpriseTable::update(const EnterpriseRow& row) {
  const auto before = find(row.id);
  const bool is_found_otherwise = before && EnterpriseSearch::is_changed(*before, row);
  if (is_found_otherwise) search_.remove(*before);
  Binder columns(update_);
  enterprise_body(columns, row);
  columns.text(row.id);
  update_.run();
  if (is_found_otherwise) search_.add(row);
}

void EnterpriseTable::fill_search_once() { search_.fill_once(); }

}  // namespace qianqiao
