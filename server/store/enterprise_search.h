// The full-text index over enterprises: names, the initials of their pinyin, codes. Its rows have
// the numbers of the enterprises' rows; what they hold is not stored a second time.
#pragma once

#include <string>

#include "server/ports/rows.h"
#include "server/store/statement.h"

namespace qianqiao {

// What the index is asked: these words of a person (not empty, search_terms.h), in this county
// where one is given.
std::string search_expression(const std::string& words, const std::string& county);

class EnterpriseSearch {
 public:
  explicit EnterpriseSearch(Connection& connection);

  void add(const EnterpriseRow& row);
  void remove(const EnterpriseRow& row);  // as it was added
  // False where both are found by the same words.
  static bool is_changed(const EnterpriseRow& before, const EnterpriseRow& after);
  // Enters what is stored, where an earlier version of the program stored it without. Once.
  void fill_once();

 private:
  void run(Statement& statement, const EnterpriseRow& row);

  Statement add_, remove_, is_filled_, mark_filled_, page_;
};

}  // namespace qianqiao
