// A query put together from the terms of a filter, and such queries kept prepared by their text:
// there are as many as combinations of filters that somebody asked for.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "server/ports/sight.h"
#include "server/store/statement.h"

namespace qianqiao {

struct ComposedQuery {
  std::string text;
  std::vector<std::variant<std::string, std::int64_t>> values = {};  // in the text's order

  ComposedQuery& add(std::string_view term) {
    text += term;
    return *this;
  }
  // The value of the next parameter; the text names each parameter once.
  ComposedQuery& with(std::string value) {
    values.emplace_back(std::move(value));
    return *this;
  }
  ComposedQuery& with(std::int64_t value) {
    values.emplace_back(value);
    return *this;
  }
  std::string parameters() const;  // their kinds, as Statement takes them
};

class ComposedQueries {
 public:
  // `columns` of every query here.
  ComposedQueries(Connection& connection, std::string_view columns)
      : connection_(connection), columns_(columns) {}

  // Prepared, its values bound; to be read before the next call.
  Statement& operator()(const ComposedQuery& query);

 private:
  struct Kept {
    std::string text, parameters;
    std::unique_ptr<Statement> statement;
  };
  Connection& connection_;
  const std::string_view columns_;
  std::map<std::string, Kept, std::less<>> kept_;
};

// Where a sight is asked for: over the columns county, township and id of `table` ("" or "s."), of
// subjects or of enterprises. `mark` sets its parameters apart from those of another such term.
struct SightPlace {
  std::string_view table = "";
  std::string_view mark = "";
  bool of_enterprises = false;
};
void add_sight(ComposedQuery& query, const Sight& sight, const SightPlace& place = {});

}  // namespace qianqiao
