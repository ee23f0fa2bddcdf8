// Drafts: written, checked against the statute, looked at for what they would mean today, agreed to
// by a second person and published.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "server/api/audit.h"
#include "server/api/gate.h"
#include "server/api/json_input.h"
#include "server/api/paging.h"
#include "server/api/routes.h"
#include "server/api/workflow_area.h"
#include "server/api/workflow_job_start.h"
#include "server/api/workflow_json.h"
#include "server/engine/definition_change.h"
#include "server/engine/workflow_drafts.h"

namespace qianqiao::routes {
namespace {

using Json = nlohmann::ordered_json;

struct DraftInput {
  std::string title;
  std::optional<std::string> yaml;
  std::int64_t revision = 0;
  std::string effective_on;
  std::string merged_version;
};

enum class Asks { kContent, kRevision };

Result<DraftInput> read_input(const Request& request, Asks asks, bool has_revision) {
  const auto body = parse_strictly(request.body);
  if (!body) return fail(body.error());
  auto input = ObjectInput::of(*body);
  if (!input) return fail(input.error());
  DraftInput read;
  if (asks == Asks::kContent) {
    read.title = std::string(trim(input->required_text("title")));
    if (input->has("yaml")) read.yaml = input->text("yaml");
    if (has_revision) read.merged_version = input->text("merged_version");
  } else {
    read.effective_on = input->text("effective_on");
  }
  if (has_revision) {
    const auto revision = input->integer("revision");
    if (auto fine = input->finish(); !fine) return fail(fine.error());
    if (!revision) return fail("http.missing_field", {{"field", "revision"}});
    read.revision = *revision;
    return read;
  }
  if (auto fine = input->finish(); !fine) return fail(fine.error());
  return read;
}

// Runs `change` on the writing thread, in a transaction, with an audit row beside it.
template <class Change>
Result<Answer> change_stored(Service& service, const Request& request, std::string_view action,
                             int status, Change change) {
  Result<WorkflowDraftRow> changed = fail("server.stopping");
  const auto done = service.with_engine([&](Engine& engine) {
    engine.record([&](Writer& writer) {
      changed = change(writer, engine.now());
      if (changed)
        writer.insert_audit(audit_row(service, request, action, changed->area,
                                      {{"draft", std::to_string(changed->id)},
                                       {"revision", std::to_string(changed->revision)}}));
    });
  });
  if (!done) return fail(done.error());
  if (!changed) return fail(changed.error());
  return json_answer(to_json(*changed), status);
}

}  // namespace

Result<Answer> list_drafts(Service& service, const Request& request) {
  const auto area = workflow_area(service, request);
  if (!area) return fail(area.error());
  const auto page = page_of(request);
  if (!page) return fail(page.error());
  const auto before = numbered_cursor(*page);
  if (!before) return fail(before.error());
  const auto rows = service.store.reader()->workflows().drafts(*area, *before, page->limit);
  Json items = Json::array();
  for (const WorkflowDraftRow& row : rows) items.push_back(to_json(row));
  const bool full = rows.size() == static_cast<std::size_t>(page->limit);
  return list_answer(items, full ? std::to_string(rows.back().id) : "");
}

// Without a text of its own it begins with what is in force.
Result<Answer> begin_draft(Service& service, const Request& request) {
  const auto area = workflow_area(service, request);
  if (!area) return fail(area.error());
  auto input = read_input(request, Asks::kContent, false);
  if (!input) return fail(input.error());
  const auto rules = service.engine.rule_book();
  const auto directory = service.engine.directory();
  WorkflowDraftRow draft;
  draft.area = *area;
  draft.title = input->title;
  draft.yaml = input->yaml ? *input->yaml : text_of(*rules, *directory, *area);
  draft.base_version = workflow_of(*rules, *directory, *area).version();
  draft.author = who_asks(request);
  return change_stored(
      service, request, "workflow_draft.begun", 201,
      [&](Writer& writer, Instant now) { return qianqiao::begin_draft(writer, draft, now); });
}

Result<Answer> show_draft(Service& service, const Request& request) {
  const auto reader = service.store.reader();
  const auto draft = workflow_draft(service, request, *reader);
  if (!draft) return fail(draft.error());
  return json_answer(to_json(*draft));
}

Result<Answer> change_draft(Service& service, const Request& request) {
  const auto draft = workflow_draft(service, request, *service.store.reader());
  if (!draft) return fail(draft.error());
  const auto input = read_input(request, Asks::kContent, true);
  if (!input) return fail(input.error());
  const DraftChange change{input->title, input->yaml.value_or(draft->yaml), who_asks(request),
                           input->merged_version};
  return change_stored(
      service, request, "workflow_draft.changed", 200,
      [&](Writer& writer, Instant now) -> Result<WorkflowDraftRow> {
        // On the writing thread: nothing is published between the look at it and the change.
        const std::string in_force =
            workflow_of(*service.engine.rule_book(), *service.engine.directory(), draft->area)
                .version();
        if (!change.merged_version.empty() && change.merged_version != in_force)
          return fail("workflow.merge_outdated", {{"draft", std::to_string(draft->id)}});
        return qianqiao::change_draft(writer, draft->area, draft->id, input->revision, change, now);
      });
}

Result<Answer> discard_draft(Service& service, const Request& request) {
  const auto draft = workflow_draft(service, request, *service.store.reader());
  if (!draft) return fail(draft.error());
  const auto input = read_input(request, Asks::kRevision, true);
  if (!input) return fail(input.error());
  return change_stored(
      service, request, "workflow_draft.discarded", 200, [&](Writer& writer, Instant now) {
        return qianqiao::discard_draft(writer, draft->area, draft->id, input->revision, now);
      });
}

// Where the city's template asks for the city, somebody of the city's must agree.
Result<Answer> approve_draft(Service& service, const Request& request) {
  const auto draft = workflow_draft(service, request, *service.store.reader());
  if (!draft) return fail(draft.error());
  const auto input = read_input(request, Asks::kRevision, true);
  if (!input) return fail(input.error());
  const Definition& city = service.engine.rule_book()->current_of_city();
  if (city.approval() == Approval::kCity && !may_act_in(request, city.area()))
    return fail("workflow.city_approves", {{"draft", std::to_string(draft->id)}});
  return change_stored(service, request, "workflow_draft.approved", 200,
                       [&](Writer& writer, Instant now) {
                         return qianqiao::approve_draft(writer, draft->area, draft->id,
                                                        input->revision, who_asks(request), now);
                       });
}

Result<Answer> check_draft(Service& service, const Request& request) {
  const auto draft = workflow_draft(service, request, *service.store.reader());
  if (!draft) return fail(draft.error());
  const auto rules = service.engine.rule_book();
  const auto directory = service.engine.directory();
  const DefinitionReading reading = read_workflow(*rules, *directory, draft->area, draft->yaml);
  Json problems = Json::array();
  for (const Error& problem : reading.problems) problems.push_back(definition_problem(problem));
  Json body = {{"draft", std::to_string(draft->id)},
               {"revision", draft->revision},
               {"problems", std::move(problems)},
               {"version", nullptr},
               {"sentences", Json::array()},
               {"differences", Json::array()},
               {"behind", Json::array()}};
  if (reading.definition) {
    body["version"] = reading.definition->version();
    body["sentences"] = sentences_of(*reading.definition);
    body["differences"] =
        to_json(differences(workflow_of(*rules, *directory, draft->area), *reading.definition));
    if (const auto changed = with_definition(*rules, *directory, *reading.definition))
      body["behind"] = behind_json(**changed, draft->area);
  }
  return json_answer(body);
}

// A step of a text that need not be saved yet, tried on the open cases of today.
Result<Answer> try_step_condition(Service& service, const Request& request) {
  const auto area = workflow_area(service, request);
  if (!area) return fail(area.error());
  const auto body = parse_strictly(request.body);
  if (!body) return fail(body.error());
  auto input = ObjectInput::of(*body);
  if (!input) return fail(input.error());
  const std::string yaml = input->required_text("yaml");
  const std::string id = input->required_text("step");
  const std::string state = input->text("state");
  if (auto fine = input->finish(); !fine) return fail(fine.error());
  const auto rules = service.engine.rule_book();
  const auto directory = service.engine.directory();
  DefinitionReading reading = read_workflow(*rules, *directory, *area, yaml);
  if (!reading.definition) return fail(std::move(reading.problems.front()));
  const auto& steps = reading.definition->steps();
  const auto step =
      std::find_if(steps.begin(), steps.end(), [&](const StepRule& one) { return one.id == id; });
  if (step == steps.end() || !step->when) return fail("workflow.condition_unknown", {{"step", id}});
  TrialQuestion question;
  if (directory->organisation(*area)->kind == OrganisationKind::kCounty) question.county = *area;
  if (!state.empty()) question.states = {state};
  service.expect_wait();
  const auto reader = service.store.reader();
  Json answer = to_json(try_condition(*reader, *step->when, question), *reader);
  const Text words = explain(*step->when);
  answer["sentence"] = {{"zh", words.zh}, {"en", words.en}};
  return json_answer(answer);
}

Result<Answer> merge_draft(Service& service, const Request& request) {
  const auto draft = workflow_draft(service, request, *service.store.reader());
  if (!draft) return fail(draft.error());
  const auto merge =
      merge_of_draft(*service.engine.rule_book(), *service.engine.directory(), *draft);
  if (!merge) return fail(merge.error());
  Json body = to_json(*merge);
  body["revision"] = draft->revision;
  return json_answer(body);
}

namespace {

Result<Json> impact_of(const Service& service, const WorkflowDraftRow& draft,
                       WorkflowJobSignal& signal) {
  const auto rules = service.engine.rule_book();
  const auto directory = service.engine.directory();
  DefinitionReading reading = read_workflow(*rules, *directory, draft.area, draft.yaml);
  if (!reading.definition) return fail(std::move(reading.problems.front()));
  ImpactQuestion question{draft.area, local_date(service.clock.now()), {}, {}};
  question.should_stop = [&signal] { return signal.should_stop.load(); };
  question.progress = [&signal](std::int64_t rows) { signal.done = rows; };
  const auto reader = service.store.reader();
  Json body =
      to_json(workflow_impact(*reader, *directory, workflow_of(*rules, *directory, draft.area),
                              *reading.definition, question));
  body["draft"] = std::to_string(draft.id);
  body["revision"] = draft.revision;
  return body;
}

}  // namespace

// At once, or as a job to be polled and cancelled.
Result<Answer> draft_impact(Service& service, const Request& request) {
  const auto draft = workflow_draft(service, request, *service.store.reader());
  if (!draft) return fail(draft.error());
  const auto as_job = flag_of(request, "job");
  if (!as_job) return fail(as_job.error());
  if (*as_job)
    return start_workflow_job(service, {draft->area, "impact", who_asks(request)},
                              [&service, draft = *draft](WorkflowJobSignal& signal) {
                                return impact_of(service, draft, signal);
                              });
  service.expect_wait();
  WorkflowJobSignal nobody_asks;
  const auto body = impact_of(service, *draft, nobody_asks);
  if (!body) return fail(body.error());
  return json_answer(*body);
}

Result<Answer> publish_draft(Service& service, const Request& request) {
  const auto draft = workflow_draft(service, request, *service.store.reader());
  if (!draft) return fail(draft.error());
  const auto input = read_input(request, Asks::kRevision, true);
  if (!input) return fail(input.error());
  Publishing wanted;
  wanted.draft = draft->id;
  wanted.revision = input->revision;
  wanted.area = draft->area;
  wanted.reason = draft->title;
  wanted.actor = who_asks(request);
  if (!input->effective_on.empty()) {
    const auto day = parse_date(input->effective_on);
    if (!day) return fail(day.error());
    wanted.effective_on = *day;
  }
  Result<WorkflowVersionRow> published = fail("server.stopping");
  const auto note = [&](Writer& writer, const WorkflowVersionRow& row) {
    writer.insert_audit(
        audit_row(service, request, "workflow.published", row.area,
                  {{"publication", std::to_string(row.id)}, {"version", row.version}}));
  };
  const auto done =
      service.with_engine([&](Engine& engine) { published = engine.publish(wanted, note); });
  if (!done) return fail(done.error());
  if (!published) return fail(published.error());
  return json_answer(to_json(*published), 201);
}

}  // namespace qianqiao::routes
