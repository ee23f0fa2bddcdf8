#include "server/plugin_client/plugin_template.h"

namespace qianqiao {
namespace {

constexpr char kManifest[] = R"(name: NAME
version: 0.1.0
county: 'COUNTY'        # '*' 表示任何县区 / any county
title: {zh: NAME, en: NAME}

hooks:
  - {kind: step, name: NAME, at: Review.Preliminary}

permissions:            # 只写用得到的 / only what is needed
  fields: [enterprise.name, case.information.tax]

limits: {wall_ms: 2000}
)";

constexpr char kMain[] = R"("""一句话说明本插件做什么。 / What this plugin does, in a sentence."""
from qianqiao import Case, Verdict, step


@step("NAME", stage="Review.Preliminary")
def check(case: Case) -> Verdict:
    grade = case.information["tax"]["grade"]
    if grade in ("A", "B", "M"):
        return Verdict.passed(f"{case.enterprise.name}：纳税信用{grade}级")
    return Verdict.failed(f"纳税信用{grade}级")
)";

constexpr char kCases[] = R"(cases:
  - name: 等级良好
    hook: step NAME
    input: {enterprise: {name: 某某公司}, case: {information: {tax: {grade: A}}}}
    expect: {outcome: passed, reason: 某某公司：纳税信用A级}

  - name: 等级较低
    hook: step NAME
    input: {enterprise: {name: 某某公司}, case: {information: {tax: {grade: D}}}}
    expect: {outcome: failed}
)";

std::string filled(std::string text, const std::string& name, const std::string& county) {
  for (const auto& [place, value] : {std::pair("NAME", name), std::pair("COUNTY", county)})
    for (auto at = text.find(place); at != std::string::npos;
         at = text.find(place, at + value.size()))
      text.replace(at, std::char_traits<char>::length(place), value);
  return text;
}

}  // namespace

std::map<std::string, std::string> plugin_template(const std::string& name,
                                                   const std::string& county) {
  return {{"plugin.yaml", filled(kManifest, name, county)},
          {"main.py", filled(kMain, name, county)},
          {"cases.yaml", filled(kCases, name, county)}};
}

}  // namespace qianqiao
