#include "server/store/subject_listing.h"

#include "server/store/enterprise_search.h"
#include "server/store/subject_sql.h"

namespace qianqiao {

namespace {

// Subjects of enterprises that are found, in the search's own order: a word that everybody's name
// has gives its first page as fast as a rare one. Of one enterprise by id, as its index has them.
// In any county: an enterprise that moved has its earlier cases where they were.
void add_search(ComposedQuery& query, const SubjectFilter& filter, std::int64_t after_place) {
  query
      .add(
          "(SELECT f.rowid AS place, e.id AS found FROM enterprise_search f "
          "CROSS JOIN enterprise e ON e.rowid = f.rowid "
          "WHERE enterprise_search MATCH :words AND f.rowid >= :from_place) "
          "CROSS JOIN subject INDEXED BY subject_by_enterprise ON subject.enterprise = found "
          "WHERE (place > :after_place OR id > :after)")
      .with(search_expression(filter.words, ""))
      .with(after_place)
      .with(after_place)
      .with(filter.after);
}

// Nothing asked beside the county gives few of many: the order itself has to come from an index,
// and SQLite would rather sort.
std::string_view index_of_order(const SubjectFilter& f) {
  const bool is_narrow = !f.township.empty() || !f.state.empty() || !f.organisation.empty() ||
                         !f.case_id.empty() || !f.enterprise.empty() || !f.pushed_to.empty() ||
                         (f.sight && f.sight->counties.empty());
  if (!is_by_opening(f.order) || f.kind != SubjectKind::kCase || is_narrow) return "";
  return f.county.empty() ? " INDEXED BY case_by_opening" : " INDEXED BY case_of_county_by_opening";
}

void begin_after(ComposedQuery& query, const SubjectFilter& filter) {
  const bool down =
      filter.order == SubjectOrder::kNumberDown || filter.order == SubjectOrder::kOpeningDown;
  const char* sign = down ? "<" : ">";
  query.add("subject").add(index_of_order(filter)).add(" WHERE ");
  if (filter.after.empty() && filter.order != SubjectOrder::kNumber)
    query.add("id > ''");
  else if (is_by_opening(filter.order))
    query.add(std::string("(opened_ms, id) ") + sign + " (:after_ms, :after)")
        .with(filter.after_opened_ms)
        .with(filter.after);
  else
    query.add(std::string("id ") + sign + " :after").with(filter.after);
}

std::string_view order_of(const SubjectFilter& filter) {
  if (!filter.words.empty()) return " ORDER BY place";
  switch (filter.order) {
    case SubjectOrder::kNumber:
      return " ORDER BY id";
    case SubjectOrder::kNumberDown:
      return " ORDER BY id DESC";
    case SubjectOrder::kOpening:
      return " ORDER BY opened_ms, id";
    case SubjectOrder::kOpeningDown:
      return " ORDER BY opened_ms DESC, id DESC";
  }
  return {};
}

}  // namespace

std::string stage_of(const std::string& state) { return state.substr(0, state.find('.')); }

SubjectFilter narrowed(SubjectFilter filter) {
  if (!filter.sight) return filter;
  const Sight& sight = *filter.sight;
  const bool one_county = sight.counties.size() == 1 && sight.townships.empty();
  const bool one_township = sight.townships.size() == 1 && sight.counties.empty();
  if (sight.parties.empty() && one_county && filter.county.empty())
    filter.county = *sight.counties.begin();
  if (sight.parties.empty() && one_township && filter.township.empty())
    filter.township = *sight.townships.begin();
  if (sight.everything || sight.counties.contains(filter.county) ||
      sight.townships.contains(filter.township))
    filter.sight.reset();
  return filter;
}

// Terms that a partial index asks for stand in the text itself, since the planner does not look
// into parameters.
ComposedQuery subject_listing(const SubjectFilter& given, std::int64_t after_place) {
  const SubjectFilter filter = narrowed(given);
  ComposedQuery query{std::string(sql::kSelectSubjects)};
  if (filter.words.empty())
    begin_after(query, filter);
  else
    add_search(query, filter, after_place);
  if (filter.kind) query.add(" AND kind = " + std::to_string(static_cast<int>(*filter.kind)));
  if (!filter.county.empty()) query.add(" AND county = :county").with(filter.county);
  if (!filter.township.empty())
    query.add(" AND township = :township AND township <> ''").with(filter.township);
  if (!filter.state.empty()) query.add(" AND stage = :stage").with(stage_of(filter.state));
  if (filter.state.find('.') != std::string::npos)  // '/' follows '.': what is inside lies between
    query.add(" AND (state = :state OR (state > :inner_from AND state < :inner_to))")
        .with(filter.state)
        .with(filter.state + ".")
        .with(filter.state + "/");
  if (!filter.organisation.empty())
    query.add(" AND organisation = :organisation AND organisation <> ''").with(filter.organisation);
  if (!filter.case_id.empty())
    query.add(" AND case_id = :case_id AND case_id <> ''").with(filter.case_id);
  if (!filter.enterprise.empty())
    query.add(" AND enterprise = :enterprise").with(filter.enterprise);
  if (filter.open_only) query.add(" AND closed_ms IS NULL");
  if (filter.due_before) {
    query.add(" AND id IN (SELECT subject FROM deadline WHERE state = 0 AND due_ms < :due_before")
        .with(to_milliseconds(*filter.due_before));
    if (!filter.county.empty()) query.add(" AND county = :due_county").with(filter.county);
    query.add(")");
  }
  if (filter.opened_from)
    query.add(" AND opened_ms >= :opened_from").with(to_milliseconds(*filter.opened_from));
  if (filter.opened_before)
    query.add(" AND opened_ms < :opened_before").with(to_milliseconds(*filter.opened_before));
  if (!filter.pushed_to.empty()) {
    query
        .add(
            " AND id IN (SELECT case_id FROM subject WHERE kind = 1 AND case_id <> '' "
            "AND organisation = :pushed_to AND organisation <> ''")
        .with(filter.pushed_to);
    if (filter.pushed_sight) add_sight(query, *filter.pushed_sight, {.mark = "_pushed"});
    query.add(")");
  }
  if (filter.sight) add_sight(query, *filter.sight);
  query.add(order_of(filter));
  return query.add(" LIMIT :limit").with(std::int64_t{filter.limit});
}

}  // namespace qianqiao
