// Expected outcomes: a value or the one Error type. Exceptions of third parties are caught at
// their adapter and become a Result there.
#pragma once

#include <initializer_list>
#include <string>
#include <tl/expected.hpp>
#include <utility>

#include "workflows/base/error.h"

namespace qianqiao {

template <class T>
using Result = tl::expected<T, Error>;

// `return fail("uscc.checksum", {{"expected", "6"}});`
[[nodiscard]] inline tl::unexpected<Error> fail(
    std::string code, std::initializer_list<std::pair<std::string, std::string>> params = {}) {
  return tl::unexpected<Error>(Error{std::move(code), {params.begin(), params.end()}});
}

[[nodiscard]] inline tl::unexpected<Error> fail(Error error) {
  return tl::unexpected<Error>(std::move(error));
}

}  // namespace qianqiao
