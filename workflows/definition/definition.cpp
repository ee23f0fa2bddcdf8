#include "workflows/definition/definition.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "workflows/definition/definition_builder.h"
#include "workflows/definition/definition_data.h"
#include "workflows/definition/known_names.h"
#include "workflows/definition/layer_reader.h"

namespace qianqiao {
namespace {

struct Reading {
  std::optional<Definition> definition;  // none: there are problems
  std::vector<Error> problems;
};

Reading read_all(const DefinitionSource& statute, const DefinitionSource& city,
                 const DefinitionSource& overlay) {
  Problems problems;
  const Layer layers[] = {read_layer(LayerKind::kStatute, statute, problems),
                          read_layer(LayerKind::kTemplate, city, problems),
                          read_layer(LayerKind::kOverlay, overlay, problems)};
  Reading reading;
  if (layers[0].present && layers[1].present) {
    DefinitionBuilder builder(problems, problems.empty());
    for (const Layer& layer : layers) builder.put(layer);
    Definition definition = builder.finish(statute, city, overlay);
    if (problems.empty()) reading.definition = std::move(definition);
  }
  reading.problems = problems.take();
  return reading;
}

}  // namespace

Result<Definition> Definition::merge(std::string_view statute_yaml, std::string_view template_yaml,
                                     std::string_view overlay_yaml) {
  Reading reading =
      read_all({"statute", statute_yaml}, {"template", template_yaml}, {"overlay", overlay_yaml});
  if (!reading.definition) return fail(reading.problems.front());
  return *std::move(reading.definition);
}

std::vector<Error> Definition::check(const DefinitionSource& statute, const DefinitionSource& city,
                                     const DefinitionSource& overlay) {
  return read_all(statute, city, overlay).problems;
}

const Definition& Definition::shipped() {
  static const Definition definition = [] {
    const DefinitionSource statute{"xinyang-329.yaml",
                                   definition_data::embedded_file("xinyang-329.yaml")};
    const DefinitionSource city{"city-template.yaml",
                                definition_data::embedded_file("city-template.yaml")};
    Reading reading = read_all(statute, city, {"overlay", ""});
    if (!reading.definition) {  // part of the binary: wrong in every run or in none
      for (const Error& problem : reading.problems)
        std::fprintf(stderr, "%s\n", to_line(problem).c_str());
      std::abort();
    }
    return *std::move(reading.definition);
  }();
  return definition;
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
