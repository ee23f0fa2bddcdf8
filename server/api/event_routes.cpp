// Posting events: the only way in which anything becomes of a case, referral or slip.
#include <charconv>
#include <nlohmann/json.hpp>

#include "server/api/enterprise_input.h"
#include "server/api/gate.h"
#include "server/api/json_input.h"
#include "server/api/paging.h"
#include "server/api/plugin_guards.h"
#include "server/api/posting.h"
#include "server/api/routes.h"
#include "server/api/subject_json.h"
#include "workflows/domain/area.h"

namespace qianqiao::routes {
namespace {

// If-Match: "3" or * (whatever it is).
Result<std::optional<std::int64_t>> version_of(const Request& request) {
  if (!request.if_match) return fail("http.if_match_missing");
  std::string_view tag = trim(*request.if_match);
  if (tag == "*") return std::optional<std::int64_t>();
  const auto malformed = [&] {
    return fail("http.if_match_malformed", {{"value", *request.if_match}});
  };
  if (tag.size() < 3 || tag.front() != '"' || tag.back() != '"') return malformed();
  tag = tag.substr(1, tag.size() - 2);
  std::int64_t version = 0;
  const auto [end, problem] = std::from_chars(tag.data(), tag.data() + tag.size(), version);
  if (problem != std::errc{} || end != tag.data() + tag.size() || version < 0) return malformed();
  return std::optional(version);
}

Result<Command> command_from(SubjectKind kind, ObjectInput& input, const Request& request) {
  const std::string event = input.required_text("event");
  const nlohmann::json* data = input.object("data");
  const PersonId acting_for = input.text("acting_for");
  if (auto fine = input.finish(); !fine) return fail(fine.error());
  auto command = make_command_of(kind, event, data == nullptr ? nlohmann::json::object() : *data);
  if (!command) return fail(command.error());
  command->actor = request.actor;
  command->acting_for = acting_for;
  command->idempotency_key = *request.idempotency_key;
  return command;
}

// Who may post but not see, a bank that nominates, learns that it was received and no more.
Answer accepted_answer(const Viewer& viewer, const Accepted& accepted, bool may_be_new,
                       const std::vector<std::string>& warnings) {
  if (!may_see(viewer, accepted.subject)) return json_answer({{"received", true}}, 202);
  nlohmann::ordered_json body = to_json(accepted.subject, accepted.enterprise_name);
  body["sequence"] = accepted.sequence;
  body["replayed"] = accepted.replayed;
  body["allowed_events"] =
      allowed_events(accepted.subject.kind, accepted.subject.configuration.state);
  if (!warnings.empty()) body["warnings"] = warnings;
  if (accepted.visits_overlap) body["visits_overlap"] = true;
  const bool is_new = may_be_new && accepted.sequence == 1 && !accepted.replayed;
  Answer answer = json_answer(body, is_new ? 201 : 200);
  answer.headers.emplace_back("ETag", '"' + std::to_string(accepted.subject.version) + '"');
  if (is_new)
    answer.headers.emplace_back(
        "Location",
        "/api/v1/" + std::string(to_string(accepted.subject.kind)) + "s/" + accepted.subject.id);
  return answer;
}

// The answer comes with the commit; nobody's thread waits for it.
Result<Answer> answer_after(Service& service, const Request& request, Command command,
                            bool may_be_new) {
  auto warnings = ask_guards(service, request.viewer, command);
  if (!warnings) return fail(warnings.error());
  Answer answer;
  const auto describe = [viewer = request.viewer, may_be_new,
                         warnings = *std::move(warnings)](const Accepted& accepted) {
    return accepted_answer(viewer, accepted, may_be_new, warnings);
  };
  answer.pending = std::make_shared<PendingAnswer>(PendingAnswer{std::move(command), describe});
  return answer;
}

}  // namespace

template <SubjectKind kind>
Result<Answer> post_event(Service& service, const Request& request) {
  if (auto fine = check_asker(request); !fine) return fail(fine.error());
  const auto version = version_of(request);
  if (!version) return fail(version.error());
  const auto body = parse_strictly(request.body);
  if (!body) return fail(body.error());
  auto input = ObjectInput::of(*body);
  if (!input) return fail(input.error());
  auto command = command_from(kind, *input, request);
  if (!command) return fail(command.error());
  command->subject = request.path_value("id");
  command->expected_version = *version;
  return answer_after(service, request, *std::move(command), false);
}

template Result<Answer> post_event<SubjectKind::kCase>(Service&, const Request&);
template Result<Answer> post_event<SubjectKind::kReferral>(Service&, const Request&);
template Result<Answer> post_event<SubjectKind::kSlip>(Service&, const Request&);

Result<Answer> open_case(Service& service, const Request& request) {
  if (auto fine = check_asker(request); !fine) return fail(fine.error());
  const auto body = parse_strictly(request.body);
  if (!body) return fail(body.error());
  auto input = ObjectInput::of(*body);
  if (!input) return fail(input.error());
  Opening opening;
  if (const std::string county = input->text("county"); !county.empty()) {
    const auto area = AreaTable::shipped().require_county(county);
    if (!area) return fail(area.error());
    opening.county = (*area)->code;
  }
  const nlohmann::json* enterprise = input->any("enterprise");
  if (enterprise == nullptr) return fail("http.missing_field", {{"field", "enterprise"}});
  auto command = command_from(SubjectKind::kCase, *input, request);
  if (!command) return fail(command.error());
  command->opening = opening;
  auto known = enterprise_of(service, *enterprise, *command);
  if (!known) return fail(known.error());
  command->opening->enterprise = *known;
  return answer_after(service, request, *std::move(command), true);
}

Result<Answer> open_slip(Service& service, const Request& request) {
  if (auto fine = check_asker(request); !fine) return fail(fine.error());
  const auto body = parse_strictly(request.body);
  if (!body) return fail(body.error());
  auto input = ObjectInput::of(*body);
  if (!input) return fail(input.error());
  Opening opening;
  opening.case_id = input->text("case");
  opening.referral_id = input->text("referral");
  auto command = command_from(SubjectKind::kSlip, *input, request);
  if (!command) return fail(command.error());
  if (opening.case_id.empty() && opening.referral_id.empty())
    return fail("http.missing_field", {{"field", "case"}});
  command->opening = opening;
  return answer_after(service, request, *std::move(command), true);
}

}  // namespace qianqiao::routes
