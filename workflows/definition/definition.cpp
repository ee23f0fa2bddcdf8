#include "workflows/definition/definition.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "workflows/definition/definition_builder.h"
#include "workflows/definition/definition_data.h"
#include "workflows/definition/known_names.h"
#include "workflows/definition/layer_reader.h"
#include "workflows/definition/yaml_tree.h"

namespace qianqiao {
namespace {

// Which of the two a written file is: its first key says it.
std::optional<LayerKind> heading_of(const DefinitionSource& written, Problems& problems) {
  const auto root = parse_yaml(written.yaml, written.name, problems);
  if (!root) return std::nullopt;
  if (root->find("template") != nullptr) return LayerKind::kTemplate;
  if (root->find("overlay") != nullptr) return LayerKind::kOverlay;
  const Place top{written.name, 1, 1};
  if (root->find("statute") != nullptr)
    problems.add("definition.unknown_field", top, "statute",
                 {"overlay（县区方案）或template（市模板）；办法本身不能改动",
                  "overlay (a county's) or template (a city's); the statute is locked"});
  else
    problems.add("definition.missing_field", top, "overlay",
                 {"请写明overlay（县区方案）或template（市模板）",
                  "add 'overlay' (a county's) or 'template' (a city's)"});
  return std::nullopt;
}

}  // namespace

DefinitionReading Definition::read(const DefinitionSource& statute, const DefinitionSource& city,
                                   const DefinitionSource& overlay) {
  Problems problems;
  Layer of_statute = read_layer(LayerKind::kStatute, statute, clauses(), problems);
  const auto cited = of_statute.present ? of_statute.clauses : clauses();
  const Layer layers[] = {std::move(of_statute),
                          read_layer(LayerKind::kTemplate, city, cited, problems),
                          read_layer(LayerKind::kOverlay, overlay, cited, problems)};
  DefinitionReading reading;
  if (layers[0].present && layers[1].present) {
    DefinitionBuilder builder(problems, problems.empty());
    for (const Layer& layer : layers) builder.put(layer);
    Definition definition = builder.finish(statute, city, overlay);
    if (problems.empty()) reading.definition = std::move(definition);
  }
  reading.problems = problems.take();
  return reading;
}

DefinitionReading Definition::with(const DefinitionSource& written) const {
  Problems problems;
  const auto heading = heading_of(written, problems);
  if (!heading) return {std::nullopt, problems.take()};
  const DefinitionSource statute{"statute", statute_yaml()};
  if (*heading == LayerKind::kTemplate) return read(statute, written, {"overlay", ""});
  return read(statute, {"template", template_yaml()}, written);
}

Result<Definition> Definition::merge(std::string_view statute_yaml, std::string_view template_yaml,
                                     std::string_view overlay_yaml) {
  DefinitionReading reading =
      read({"statute", statute_yaml}, {"template", template_yaml}, {"overlay", overlay_yaml});
  if (!reading.definition) return fail(reading.problems.front());
  return *std::move(reading.definition);
}

std::vector<Error> Definition::check(const DefinitionSource& statute, const DefinitionSource& city,
                                     const DefinitionSource& overlay) {
  return read(statute, city, overlay).problems;
}

const Definition& Definition::shipped() {
  static const Definition definition = [] {
    const DefinitionSource statute{"xinyang-329.yaml",
                                   definition_data::embedded_file("xinyang-329.yaml")};
    const DefinitionSource city{"city-template.yaml",
                                definition_data::embedded_file("city-template.yaml")};
    DefinitionReading reading = read(statute, city, {"overlay", ""});
    if (!reading.definition) {  // part of the binary: wrong in every run or in none
      for (const Error& problem : reading.problems)
        std::fprintf(stderr, "%s\n", to_line(problem).c_str());
      std::abort();
    }
    return *std::move(reading.definition);
  }();
  return definition;
}

std::string_view Definition::shipped_overlay(std::string_view area) {
  return area == "411525" ? definition_data::embedded_file("411525.yaml") : std::string_view{};
}

const std::vector<const DeadlineRule*>& Definition::rules_for(std::string_view hook) const {
  static const std::vector<const DeadlineRule*> kNone;
  const auto found = parts_->rules_by_hook.find(hook);
  return found == parts_->rules_by_hook.end() ? kNone : found->second;
}

const DeadlineRule* Definition::rule(std::string_view name) const {
  const auto found = parts_->rules_by_name.find(name);
  return found == parts_->rules_by_name.end() ? nullptr : found->second;
}

bool Definition::is_statutory_hook(std::string_view hook) const {
  const auto& names = statutory_hooks();
  return std::find(names.begin(), names.end(), hook) != names.end();
}

const NoticeText* Definition::notice(std::string_view name) const {
  const auto found = parts_->notices.find(name);
  return found == parts_->notices.end() ? nullptr : &found->second;
}

const Limit* Definition::limit(std::string_view name) const {
  for (const Limit& limit : parts_->limits)
    if (limit.name == name) return &limit;
  return nullptr;
}

}  // namespace qianqiao
