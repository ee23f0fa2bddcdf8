// workflow check, explain, diagram: definition files in plain words, charts as pictures.
#include <CLI/CLI.hpp>
#include <fstream>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>

#include "server/cli/commands.h"
#include "server/cli/definition_file.h"
#include "workflows/charts/diagram.h"
#include "workflows/charts/transition_table.h"
#include "workflows/definition/definition.h"
#include "workflows/definition/event_catalogue.h"
#include "workflows/definition/explain.h"

namespace qianqiao {
namespace {

using Json = nlohmann::ordered_json;

struct Given {
  std::string file, statute, city, chart = "case", format = "mermaid", out;
};

// The shipped template on the shipped statute, or those that were given.
DefinitionReading base_of(const Given& given) {
  const Definition& shipped = Definition::shipped();
  if (given.statute.empty() && given.city.empty()) return {shipped, {}};
  const auto text = [](const std::string& path, std::string_view otherwise) -> Result<std::string> {
    return path.empty() ? std::string(otherwise) : read_text_file(path);
  };
  const auto statute = text(given.statute, shipped.statute_yaml());
  if (!statute) return {std::nullopt, {statute.error()}};
  const auto city = text(given.city, shipped.template_yaml());
  if (!city) return {std::nullopt, {city.error()}};
  return Definition::read({given.statute.empty() ? "statute" : given.statute, *statute},
                          {given.city.empty() ? "template" : given.city, *city}, {"overlay", ""});
}

// What `file` says, a city template or a county's overlay, on that base; none given: the base.
std::optional<Definition> definition_of(Session& session, const Given& given) {
  DefinitionReading reading = base_of(given);
  if (reading.definition && !given.file.empty())
    reading = read_definition_file(given.file, *reading.definition);
  for (const Error& problem : reading.problems) report(session, problem);
  return std::move(reading.definition);
}

void check(Session& session, const Given& given) {
  const auto definition = definition_of(session, given);
  if (!definition) return;
  if (session.json)
    print_json({{"version", definition->version()}, {"rules", definition->rules().size()}});
  else
    say("可用 / fine: " + definition->version());
}

void explain_all(Session& session, const Given& given) {
  const auto definition = definition_of(session, given);
  if (!definition) return;
  Json all = Json::array();
  for (const Sentence& sentence : explain(*definition)) {
    all.push_back({{"about", to_string(sentence.about)},
                   {"name", sentence.name},
                   {"clause", sentence.clause},
                   {"zh", sentence.text.zh},
                   {"en", sentence.text.en}});
    if (!session.json) print(sentence.text.zh + "\n" + sentence.text.en + "\n\n");
  }
  if (session.json) print_json(all);
}

// The three charts as pictures, made from the charts themselves.
void draw(Session& session, const Given& given) {
  static const std::map<std::string, SubjectKind> kKinds = {{"case", SubjectKind::kCase},
                                                            {"referral", SubjectKind::kReferral},
                                                            {"slip", SubjectKind::kSlip}};
  const SubjectKind kind = kKinds.at(given.chart);
  const EventTitle title = [kind](std::string_view event) -> Text {
    const EventEntry* entry = EventCatalogue::shipped().find(kind, event);
    return entry == nullptr ? Text{std::string(event), std::string(event)} : entry->sentence;
  };
  const std::string picture = given.format == "svg"       ? svg_diagram(kind, title)
                              : given.format == "mermaid" ? mermaid_diagram(kind, title)
                                                          : transition_table(kind);
  if (given.out.empty()) return print(picture);
  std::ofstream file(given.out, std::ios::binary);
  file << picture;
  file.close();
  if (!file) report(session, {"cli.file_unwritable", {{"path", given.out}, {"reason", "write"}}});
}

}  // namespace

void add_workflow_commands(CLI::App& program, Session& session) {
  CLI::App* group = program.add_subcommand("workflow", "流程定义 / workflow definitions");
  group->require_subcommand(1);
  const auto given = std::make_shared<Given>();
  CLI::App* checking =
      group->add_subcommand("check", "检查模板或县区方案 / check a template or an overlay");
  checking->add_option("file", given->file, "市模板或县区方案（YAML）/ template or overlay")
      ->required();
  checking->callback([&session, given] { check(session, *given); });
  CLI::App* explaining = group->add_subcommand("explain", "用文字说明 / in plain words");
  explaining->add_option("file", given->file,
                         "市模板或县区方案；默认随软件的 / template or overlay; default: shipped");
  explaining->callback([&session, given] { explain_all(session, *given); });
  CLI::App* drawing = group->add_subcommand("diagram", "状态图 / the charts as pictures");
  drawing->add_option("chart", given->chart, "case, referral, slip")
      ->check(CLI::IsMember({"case", "referral", "slip"}))
      ->capture_default_str();
  drawing->add_option("--format", given->format, "svg, mermaid, table")
      ->check(CLI::IsMember({"svg", "mermaid", "table"}))
      ->capture_default_str();
  drawing->add_option("-o,--output", given->out, "写到文件 / to a file");
  drawing->callback([&session, given] { draw(session, *given); });
  add_workflow_version_commands(*group, session);
  for (CLI::App* command : {checking, explaining}) {
    command->add_option("--statute", given->statute,
                        "办法文件；默认随软件的 / statute; default: shipped");
    command->add_option("--template", given->city,
                        "市模板；默认随软件的 / the city's template; default: shipped");
    add_json_option(*command, session);
  }
}

}  // namespace qianqiao
