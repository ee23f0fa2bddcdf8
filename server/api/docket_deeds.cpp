#include "server/api/docket_deeds.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <span>

#include "server/api/plugin_guards.h"

namespace qianqiao {
namespace {

// As many commands at a time as leave the queue and the writing thread free for others.
constexpr std::size_t kPiece = 128;
constexpr int kPage = 1000;

using Entries = std::span<const DocketEntryRow>;

bool is_done(const DocketEntryRow& entry) {
  return entry.outcome == "signed" || entry.outcome == "pushed";
}

// A blank in the key: no client's key has one.
std::string key_of(const DocketDeed& deed, const DocketEntryRow& entry) {
  return deed.event + " " + entry.docket + " " + entry.subject;
}

Result<Command> command_of(const DocketDeed& deed, const DocketEntryRow& entry) {
  auto command = make_command_of(SubjectKind::kCase, deed.event, *deed.data);
  if (!command) return command;
  command->subject = entry.subject;
  command->actor = deed.actor;
  command->acting_for = deed.acting_for;
  command->idempotency_key = key_of(deed, entry);
  command->expected_version = entry.case_version;
  return command;
}

// Whatever else it is refused for follows from that it went on since it was frozen.
Error reason_of(Reader& reader, const DocketEntryRow& entry, const Error& error) {
  const auto subject = reader.subject(entry.subject);
  if (!subject || subject->version == entry.case_version) return error;
  return {"list.case_changed", {{"subject", subject->id}}};
}

CaseOutcome outcome_of(Reader* reader, const DocketEntryRow& entry, const DocketDeed& deed,
                       const Outcome& outcome) {
  if (!outcome) return {entry.subject, "refused", reason_of(*reader, entry, outcome.error()), 0};
  const char* done = deed.event == "BatchPushed" ? "pushed" : "signed";
  return {entry.subject, done, std::nullopt, outcome->sequence};
}

// Neither the case's fault nor its fate: the whole request is to be sent again.
bool is_passing(const Error& error) {
  return error.code == "server.stopping" || error.code == "server.busy";
}

Result<void> note_refusals(Service& service, Entries entries,
                           const std::vector<CaseOutcome>& outcomes) {
  const bool refused = std::any_of(outcomes.begin(), outcomes.end(),
                                   [](const CaseOutcome& outcome) { return !!outcome.problem; });
  if (!refused) return {};
  return service.with_engine([&](Engine& engine) {
    engine.record([&](Writer& writer) {
      for (std::size_t i = 0; i < outcomes.size(); ++i)
        if (outcomes[i].problem)
          writer.settle_docket_entry(entries[i].docket, entries[i].subject,
                                     {"refused", to_text(*outcomes[i].problem)}, engine.now());
    });
  });
}

Result<std::vector<CaseOutcome>> do_piece(Service& service, Entries entries,
                                          const DocketDeed& deed) {
  std::vector<std::future<Outcome>> answers;
  for (const DocketEntryRow& entry : entries) {
    auto command = command_of(deed, entry);
    if (!command) return fail(command.error());
    if (const auto guarded = ask_guards(service, deed.viewer, *command); !guarded) {
      std::promise<Outcome> refused;
      refused.set_value(fail(guarded.error()));
      answers.push_back(refused.get_future());
      continue;
    }
    answers.push_back(service.queue.submit(*std::move(command)));
  }
  std::vector<CaseOutcome> outcomes;
  std::optional<Error> passing;
  std::unique_ptr<Reader> reader;  // of after the commands
  for (std::size_t i = 0; i < answers.size(); ++i) {
    try {
      const Outcome outcome = answers[i].get();
      if (!outcome && is_passing(outcome.error())) passing = outcome.error();
      if (!outcome) reader = service.store.reader();
      outcomes.push_back(outcome_of(reader.get(), entries[i], deed, outcome));
    } catch (const std::future_error&) {
      return fail("server.stopping");
    }
  }
  if (passing) return fail(*passing);
  if (auto noted = note_refusals(service, entries, outcomes); !noted) return fail(noted.error());
  return outcomes;
}

Result<std::vector<CaseOutcome>> rehearse_piece(Service& service, Entries entries,
                                                const DocketDeed& deed) {
  std::vector<Command> commands;
  for (const DocketEntryRow& entry : entries) {
    auto command = command_of(deed, entry);
    if (!command) return fail(command.error());
    commands.push_back(*std::move(command));
  }
  std::vector<Outcome> answers;
  const auto done =
      service.with_engine([&](Engine& engine) { answers = engine.rehearse(commands); });
  if (!done) return fail(done.error());
  const auto reader = service.store.reader();
  std::vector<CaseOutcome> outcomes;
  for (std::size_t i = 0; i < answers.size(); ++i) {
    outcomes.push_back(outcome_of(reader.get(), entries[i], deed, answers[i]));
    outcomes.back().sequence = 0;  // it has none yet
  }
  return outcomes;
}

template <class Piece>
Result<std::vector<CaseOutcome>> in_pieces(Service& service,
                                           const std::vector<DocketEntryRow>& cases,
                                           const DocketDeed& deed, Piece piece) {
  service.expect_wait();
  std::vector<CaseOutcome> outcomes;
  for (std::size_t from = 0; from < cases.size(); from += kPiece) {
    auto some =
        piece(service, Entries(cases).subspan(from, std::min(kPiece, cases.size() - from)), deed);
    if (!some) return some;
    std::move(some->begin(), some->end(), std::back_inserter(outcomes));
  }
  return outcomes;
}

}  // namespace

Result<std::vector<CaseOutcome>> do_deed(Service& service, const std::vector<DocketEntryRow>& cases,
                                         const DocketDeed& deed) {
  return in_pieces(service, cases, deed, do_piece);
}

Result<std::vector<CaseOutcome>> rehearse_deed(Service& service,
                                               const std::vector<DocketEntryRow>& cases,
                                               const DocketDeed& deed) {
  return in_pieces(service, cases, deed, rehearse_piece);
}

std::vector<DocketEntryRow> entries_of(Reader& reader, const std::string& docket, bool to_do_only) {
  std::vector<DocketEntryRow> found;
  SubjectId after;
  while (true) {
    auto page = reader.docket_entries(docket, after, kPage);
    const bool last = page.size() < static_cast<std::size_t>(kPage);
    if (!page.empty()) after = page.back().subject;
    for (DocketEntryRow& entry : page)
      if (!to_do_only || !is_done(entry)) found.push_back(std::move(entry));
    if (last) return found;
  }
}

std::string to_text(const Error& error) {
  nlohmann::json json = {{"code", error.code}, {"params", nlohmann::json::array()}};
  for (const auto& [name, value] : error.params) json["params"].push_back({name, value});
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::optional<Error> error_from(const std::string& text) {
  const auto json = nlohmann::json::parse(text, nullptr, false);
  if (!json.is_object()) return std::nullopt;
  Error error{json.value("code", ""), {}};
  for (const auto& param : json.value("params", nlohmann::json::array()))
    if (param.is_array() && param.size() == 2)
      error.params.emplace_back(param[0].get<std::string>(), param[1].get<std::string>());
  return error;
}

}  // namespace qianqiao
