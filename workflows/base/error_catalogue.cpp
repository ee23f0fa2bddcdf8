// Every error code of the product: its HTTP status and one line of advice in both languages.
// {name} is filled from the error's parameters. A test reads the sources and fails on a code that
// is used and not listed here, or listed and not used.
#include "workflows/base/errors/errors.h"

namespace qianqiao {

const std::vector<ErrorEntry>& error_catalogue() {
  static const std::vector<ErrorEntry> entries = [] {
    std::vector<ErrorEntry> all;
    for (const auto part : {errors::domain(), errors::intake(), errors::workflow(),
                            errors::casework(), errors::charts(), errors::people(), errors::http(),
                            errors::delivery(), errors::store(), errors::plugin()})
      all.insert(all.end(), part.begin(), part.end());
    return all;
  }();
  return entries;
}

}  // namespace qianqiao
