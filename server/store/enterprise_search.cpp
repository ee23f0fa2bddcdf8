#include "server/store/enterprise_search.h"

#include "server/store/subject_sql.h"
#include "workflows/domain/search_terms.h"

namespace qianqiao {

namespace {

constexpr int kPage = 1000;

std::string in_column(const char* column, const SearchWords& words) {
  return std::string(column) + " : \"" + words.pairs + (words.is_single ? "\" *" : "\"");
}

}  // namespace

std::string search_expression(const std::string& text, const std::string& county) {
  const SearchWords words = search_words(text);
  std::string expression = in_column("name", words);
  if (words.is_latin)
    expression = "(" + expression + " OR " + in_column("initials", words) + " OR " +
                 in_column("code", words) + ")";
  return county.empty() ? expression : "place : \"c" + county + "\" AND " + expression;
}

EnterpriseSearch::EnterpriseSearch(Connection& connection)
    : add_(connection, sql::kAddToSearch),
      remove_(connection, sql::kRemoveFromSearch),
      is_filled_(connection, sql::kIsSearchFilled),
      mark_filled_(connection, sql::kMarkSearchFilled),
      page_(connection, sql::kSearchedPage) {}

void EnterpriseSearch::run(Statement& statement, const EnterpriseRow& row) {
  statement.text("c" + row.county)
      .text(search_terms(row.name))
      .text(search_terms(pinyin_initials(row.name)))
      .text(search_terms(row.uscc))
      .text(row.id)
      .run();
}

void EnterpriseSearch::add(const EnterpriseRow& row) { run(add_, row); }
void EnterpriseSearch::remove(const EnterpriseRow& row) { run(remove_, row); }

bool EnterpriseSearch::is_changed(const EnterpriseRow& before, const EnterpriseRow& after) {
  return before.name != after.name || before.uscc != after.uscc || before.county != after.county;
}

void EnterpriseSearch::fill_once() {
  {
    auto rows = is_filled_.query();
    if (rows.next()) return;
  }
  std::string after;
  for (bool more = true; more;) {
    std::vector<EnterpriseRow> page;
    page_.text(after).integer(std::int64_t{kPage});
    for (auto rows = page_.query(); rows.next();) {
      EnterpriseRow& row = page.emplace_back();
      row.id = rows.text();
      row.name = rows.text();
      row.uscc = rows.text();
      row.county = rows.text();
    }
    for (const EnterpriseRow& row : page) add(row);
    more = page.size() == kPage;
    if (more) after = page.back().id;
  }
  mark_filled_.run();
}

}  // namespace qianqiao
