// What an area's workflow says today, what was published for it, and one step back.
#include <nlohmann/json.hpp>

#include "server/api/audit.h"
#include "server/api/gate.h"
#include "server/api/json_input.h"
#include "server/api/paging.h"
#include "server/api/routes.h"
#include "server/api/workflow_area.h"
#include "server/api/workflow_base.h"
#include "server/api/workflow_json.h"

namespace qianqiao::routes {
using Json = nlohmann::ordered_json;

Result<Answer> show_workflow(Service& service, const Request& request) {
  const auto area = workflow_area(service, request);
  if (!area) return fail(area.error());
  const auto rules = service.engine.rule_book();
  const auto directory = service.engine.directory();
  const Definition& definition = workflow_of(*rules, *directory, *area);
  Json waiting = Json(nullptr);
  for (const WorkflowVersionRow& row : service.store.reader()->workflows().waiting_publications())
    if (row.area == *area) waiting = to_json(row);
  return json_answer({{"area", *area},
                      {"version", definition.version()},
                      {"document", definition.document()},
                      {"approval", to_string(rules->current_of_city().approval())},
                      {"yaml", text_of(*rules, *directory, *area)},
                      {"sentences", sentences_of(definition)},
                      {"waiting", waiting},
                      {"behind", behind_json(*rules, *area)}});
}

// What a draft of this area is written on: the city's own, as data for forms.
Result<Answer> show_workflow_base(Service& service, const Request& request) {
  const auto area = workflow_area(service, request);
  if (!area) return fail(area.error());
  return json_answer(base_json(service.engine.rule_book()->current_of_city()));
}

// What the city changed since the area itself published last.
Result<Answer> show_workflow_merge(Service& service, const Request& request) {
  const auto area = workflow_area(service, request);
  if (!area) return fail(area.error());
  const auto merge = merge_of_area(*service.store.reader(), *service.engine.rule_book(),
                                   *service.engine.directory(), *area);
  if (!merge) return fail(merge.error());
  return json_answer(to_json(*merge));
}

Result<Answer> list_workflow_versions(Service& service, const Request& request) {
  const auto area = workflow_area(service, request);
  if (!area) return fail(area.error());
  const auto page = page_of(request);
  if (!page) return fail(page.error());
  const auto before = numbered_cursor(*page);
  if (!before) return fail(before.error());
  const auto rows = service.store.reader()->workflows().publications(*area, *before, page->limit);
  Json items = Json::array();
  for (const WorkflowVersionRow& row : rows) items.push_back(to_json(row));
  const bool full = rows.size() == static_cast<std::size_t>(page->limit);
  return list_answer(items, full ? std::to_string(rows.back().id) : "");
}

// With what it changed, where the definitions of then are still readable.
Result<Answer> show_workflow_version(Service& service, const Request& request) {
  const auto area = workflow_area(service, request);
  if (!area) return fail(area.error());
  const auto id = whole_number(request.path_value("id"));
  const auto reader = service.store.reader();
  const auto row = id ? reader->workflows().publication(*id) : std::nullopt;
  if (!row || row->area != *area)
    return fail("workflow.version_unknown", {{"version", request.path_value("id")}});
  const auto before = reader->workflows().publications(*area, *id, 1);
  const auto rules = service.engine.rule_book();
  const Definition* after = rules->find(row->version);
  const Definition* earlier = before.empty() ? nullptr : rules->find(before.front().version);
  Json body = to_json(*row);
  body["sentences"] = after == nullptr ? Json::array() : sentences_of(*after);
  body["differences"] = after == nullptr || earlier == nullptr
                            ? Json::array()
                            : to_json(differences(*earlier, *after));
  return json_answer(body);
}

Result<Answer> revert_workflow(Service& service, const Request& request) {
  const auto area = workflow_area(service, request);
  if (!area) return fail(area.error());
  const auto body = parse_strictly(request.body);
  if (!body) return fail(body.error());
  auto input = ObjectInput::of(*body);
  if (!input) return fail(input.error());
  const std::string reason = input->required_text("reason");
  if (auto fine = input->finish(); !fine) return fail(fine.error());
  Result<WorkflowVersionRow> published = fail("server.stopping");
  const auto note = [&](Writer& writer, const WorkflowVersionRow& row) {
    writer.insert_audit(audit_row(service, request, "workflow.reverted", *area,
                                  {{"publication", std::to_string(row.id)}, {"reason", reason}}));
  };
  const auto done = service.with_engine(
      [&](Engine& engine) { published = engine.revert(*area, reason, who_asks(request), note); });
  if (!done) return fail(done.error());
  if (!published) return fail(published.error());
  return json_answer(to_json(*published));
}

// Another city's notice in the place of the one that ships. Once there is any history its dates
// were computed by a statute, and nobody changes that under them.
Result<Answer> put_statute(Service& service, const Request& request) {
  const auto area = workflow_area(service, request);
  if (!area) return fail(area.error());
  const auto body = parse_strictly(request.body);
  if (!body) return fail(body.error());
  auto input = ObjectInput::of(*body);
  if (!input) return fail(input.error());
  const std::string statute = input->required_text("statute");
  const std::string city = input->required_text("template");
  if (auto fine = input->finish(); !fine) return fail(fine.error());
  DefinitionReading reading =
      Definition::read({"statute", statute}, {"template", city}, {"overlay", ""});
  if (!reading.definition) return fail(std::move(reading.problems.front()));
  if (reading.definition->area() != *area)
    return fail("workflow.other_area", {{"area", *area}, {"written", reading.definition->area()}});
  const auto note = [&](Writer& writer) {
    writer.insert_audit(audit_row(service, request, "workflow.statute_put", *area,
                                  {{"version", reading.definition->version()}}));
  };
  Result<void> adopted;
  const auto done = service.with_engine([&](Engine& engine) {
    adopted = engine.store().reader()->latest_history_position() == 0
                  ? engine.adopt_definition(*reading.definition, note)
                  : fail("workflow.statute_in_use");
  });
  if (!done) return fail(done.error());
  if (!adopted) return fail(adopted.error());
  return show_workflow(service, request);
}

}  // namespace qianqiao::routes
