// The SQL of one combination of a list's filters.
#pragma once

#include <string>

#include "server/ports/store.h"
#include "server/store/composed_query.h"

namespace qianqiao {

// `after_place` is where the cursor's enterprise lies in the search; only a search asks for it.
ComposedQuery subject_listing(const SubjectFilter& filter, std::int64_t after_place = 0);

// As narrow as a filter can say it: one county or township of a sight is a filter like any other,
// with that filter's index.
SubjectFilter narrowed(SubjectFilter filter);

// The outermost state: Review of Review.BankReview. Stored for its index, never read back.
std::string stage_of(const std::string& state);

}  // namespace qianqiao
