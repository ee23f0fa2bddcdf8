// The county's own steps: each that is still open, with its form filled in.
#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "server/engine/simulation/event_data.h"
#include "server/engine/simulation/vocabulary.h"
#include "workflows/base/text.h"
#include "workflows/charts/chart.h"

namespace qianqiao {
namespace {

using nlohmann::json;

// A sentence, or, where the field takes none of that length, as many words as it takes.
json words(Scene& scene, const json& field) {
  const auto least = field.value("minLength", std::size_t{0});
  const auto most = field.value("maxLength", std::size_t{1000});
  std::string sentence = situation(scene.random);
  const std::size_t length = count_characters(sentence);
  if (least <= length && length <= most) return sentence;
  std::string filler;
  for (std::size_t i = 0; i < std::min(std::max<std::size_t>(least, 1), most); ++i) filler += "实";
  return filler;
}

// Within the field's bounds, near the lower one.
json number(Scene& scene, const json& field) {
  constexpr double kUsual = 50;
  const auto bound = [&](const char* name, double otherwise) {
    const auto found = field.find(name);
    return found == field.end() ? otherwise : found->get<double>();
  };
  const double least = bound("minimum", bound("maximum", kUsual) - kUsual);
  const double most = std::min(bound("maximum", least + kUsual), least + kUsual);
  return scene.random.between(static_cast<std::int64_t>(std::ceil(least)),
                              static_cast<std::int64_t>(std::floor(most)));
}

// What a person would write into the field.
json filled(Scene& scene, const json& field) {
  if (const auto options = field.find("enum"); options != field.end())
    return options->at(static_cast<std::size_t>(
        scene.random.between(0, static_cast<std::int64_t>(options->size()) - 1)));
  const std::string type = field.value("type", "");
  if (type == "boolean") return true;
  if (type == "integer") return number(scene, field);
  if (field.value("format", "") == "date") return date_before(scene, 3);
  return words(scene, field);
}

json filled_form(Scene& scene, const std::string& form_json) {
  const json schema = json::parse(form_json, nullptr, /*allow_exceptions=*/false);
  const json required = schema.value("required", json::array());
  const json fields = schema.value("properties", json::object());
  json form = json::object();
  for (const auto& [name, field] : fields.items()) {
    const bool is_required = std::find(required.begin(), required.end(), name) != required.end();
    if (is_required || scene.random.chance(50)) form[name] = filled(scene, field);
  }
  return form;
}

// Most pass; one that does not holds the case up until it is asked again, or the case goes back.
Variants completed(Scene& scene) {
  const auto open = ready_steps(scene.subject.configuration, scene.definition.chart_rules());
  Variants variants;
  for (const StepRule& step : scene.definition.steps()) {
    if (std::find(open.begin(), open.end(), step.id) == open.end()) continue;
    if (step.kind == StepKind::kNotice || step.kind == StepKind::kWait) continue;
    json passed = {{"step", step.id}, {"outcome", "passed"}};
    if (!step.form_json.empty()) passed["form"] = filled_form(scene, step.form_json);
    variants.push_back({12, std::move(passed)});
    variants.push_back(
        {1, {{"step", step.id}, {"outcome", "not_passed"}, {"remark", difficulty(scene.random)}}});
  }
  return variants;
}

}  // namespace

const DataBuilders& step_data() {
  static const DataBuilders builders = {{"StepCompleted", completed}};
  return builders;
}

}  // namespace qianqiao
