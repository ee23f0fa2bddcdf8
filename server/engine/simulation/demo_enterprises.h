// Enterprises that do not exist: names marked 演示, valid codes of the right kind, fictitious
// telephone numbers. The same random source gives the same enterprises.
#pragma once

#include <set>
#include <string>

#include "server/engine/simulation/demo_organisations.h"
#include "server/ports/rows.h"
#include "workflows/base/random.h"
#include "workflows/domain/enterprise.h"

namespace qianqiao {

class EnterpriseMaker {
 public:
  explicit EnterpriseMaker(Random& random) : random_(random) {}

  // The id is the engine's. A township of the county is picked; family farms mostly lack a code.
  EnterpriseRow make(const std::string& county, const std::string& county_name);

 private:
  std::string name(EnterpriseKind kind, const std::string& county_name, std::string_view trade);

  Random& random_;
  std::set<std::string> names_, codes_;  // already given out
};

// A valid code of this kind registered in this county.
std::string make_uscc(Random& random, EnterpriseKind kind, const std::string& county);

}  // namespace qianqiao
