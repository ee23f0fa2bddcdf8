#include "workflows/definition/problems.h"

namespace qianqiao {

void Problems::add(std::string code, const Place& place, std::string field, const Text& expected) {
  found_.push_back({std::move(code),
                    {{"file", std::string(place.file)},
                     {"line", std::to_string(place.line)},
                     {"column", std::to_string(place.column)},
                     {"field", std::move(field)},
                     {"expected", expected.zh},
                     {"expected_en", expected.en}}});
}

void Problems::add_with_clause(std::string code, const Place& place, std::string field,
                               const std::string& clause, const Text& expected) {
  add(std::move(code), place, std::move(field), expected);
  found_.back().params.emplace_back("clause", clause);
}

}  // namespace qianqiao
