#include "server/api/enterprise_input.h"

#include <nlohmann/json.hpp>

#include "server/api/json_input.h"
#include "server/engine/authority.h"
#include "server/engine/decision_round.h"
#include "server/engine/history_chain.h"
#include "server/engine/reception.h"
#include "workflows/definition/event_catalogue.h"
#include "workflows/domain/area.h"
#include "workflows/domain/enterprise.h"
#include "workflows/domain/uscc.h"

namespace qianqiao {
namespace {

Result<void> read_code(EnterpriseRow& row) {
  if (row.uscc.empty()) return {};
  const UsccReading reading = read_uscc(row.uscc);
  // GB 32100 has been misprinted on licences: a wrong code is taken with a reason, and marked.
  if (reading.problem && row.uscc_override_reason.empty()) return fail(*reading.problem);
  row.uscc_overridden = reading.problem.has_value();
  row.uscc = reading.problem ? normalise_uscc(row.uscc) : reading.code;
  if (!row.uscc_overridden) row.uscc_override_reason.clear();
  return {};
}

Result<void> read_kind(EnterpriseRow& row) {
  if (row.kind.empty()) {
    const auto told = kind_from_uscc(row.uscc, row.name);
    row.kind = told ? std::string(to_string(*told)) : std::string();
  }
  if (!enterprise_kind(row.kind)) return fail("enterprise.kind_unknown", {{"kind", row.kind}});
  return {};
}

Result<EnterpriseRow> read_enterprise(const nlohmann::json& described, const std::string& county) {
  auto input = ObjectInput::of(described);
  if (!input) return fail(input.error());
  EnterpriseRow row;
  row.name = std::string(trim(input->required_text("name")));
  row.uscc = input->text("uscc");
  row.uscc_override_reason = input->text("uscc_override_reason");
  row.kind = input->text("kind");
  row.county = input->text("county");
  row.township = input->text("township");
  row.address = input->text("address");
  row.industry = input->text("industry");
  row.contact_name = input->text("contact_name");
  row.contact_phone = input->text("contact_phone");
  row.legal_representative = input->text("legal_representative");
  if (auto fine = input->finish(); !fine) return fail(fine.error());
  if (row.county.empty()) row.county = county;
  const auto area = AreaTable::shipped().require_county(row.county);
  if (!area) return fail(area.error());
  row.county = (*area)->code;
  if (auto fine = read_code(row); !fine) return fail(fine.error());
  if (auto fine = read_kind(row); !fine) return fail(fine.error());
  return row;
}

std::optional<EnterpriseRow> known_as(Reader& reader, const EnterpriseRow& row) {
  if (!row.uscc.empty()) return reader.enterprise_by_uscc(row.uscc);
  return native_by_name(reader, row.county, row.name);
}

// Nobody may leave an enterprise behind who could not open a case of that county, nor learn by
// describing one whether it is known there.
Result<void> check_author(const Engine& engine, const std::string& county, const Command& command) {
  const EventEntry* entry = EventCatalogue::shipped().find(command.kind, command.event);
  if (entry == nullptr) return fail("event.unknown", {{"event", command.event}});
  if (!entry->opens_subject) return fail("event.opens_nothing", {{"event", command.event}});
  SubjectRow subject;
  subject.kind = SubjectKind::kCase;
  subject.county = county;
  const auto rules = engine.rule_book();
  const Concern concern = concern_of(subject, rules->current(county), command.event, *command.data);
  const auto allowed = authorise(*engine.directory(), *entry, concern, command.actor,
                                 command.acting_for, local_date(engine.now()));
  if (!allowed) return fail(allowed.error());
  return {};
}

// The row that this county's case is to be of: the known one, or a new one without an id. Whatever
// is known of another county's enterprise goes into neither.
Result<EnterpriseRow> row_of(Reader& reader, const EnterpriseRow& described,
                             const std::string& receiver, const Command& command) {
  const auto known = known_as(reader, described);
  if (known && known->county == receiver) return *known;
  if (!known && described.county == receiver) return described;
  if (command.event != "Nominated" && command.event != "WalkedIn")
    return fail("roster.other_county",
                {{"name", described.name}, {"county", known ? known->county : described.county}});
  EnterpriseRow received = as_received(described, receiver);
  return reception_by_name(reader, received).value_or(received);
}

EnterpriseId stored(Engine& engine, EnterpriseRow row) {
  if (!row.id.empty()) return row.id;
  engine.record([&](Writer& writer) {
    row.id = make_numbered_id(writer, row.county, 'E');
    row.created_ms = to_milliseconds(engine.now());
    writer.insert_enterprise(row);
  });
  return row.id;
}

}  // namespace

Result<EnterpriseId> enterprise_of(Service& service, const nlohmann::json& described,
                                   const Command& command) {
  if (described.is_string()) return described.get<std::string>();
  const auto row = read_enterprise(described, command.opening->county);
  if (!row) return fail(row.error());
  const std::string& receiver =
      command.opening->county.empty() ? row->county : command.opening->county;
  Result<EnterpriseId> id;
  const auto done = service.with_engine([&](Engine& engine) {
    const auto reader = engine.store().reader();
    // A request that was answered before needs no second enterprise, whatever is known meanwhile.
    if (reader->receipt({}, receipt_key(command.actor, command.idempotency_key))) return;
    if (auto author = check_author(engine, receiver, command); !author) {
      id = fail(author.error());
      return;
    }
    id = row_of(*reader, *row, receiver, command).map([&](EnterpriseRow wanted) {
      return stored(engine, std::move(wanted));
    });
  });
  if (!done) return fail(done.error());
  return id;
}

}  // namespace qianqiao
