#include "server/api/enterprise_input.h"

#include <nlohmann/json.hpp>

#include "server/api/json_input.h"
#include "server/engine/authority.h"
#include "server/engine/decision_round.h"
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
  return reader.enterprise_by_name(row.county, row.name);
}

// Nobody may leave an enterprise behind who could not have opened its case.
Result<void> check_author(const Engine& engine, const EnterpriseRow& row, const Command& command) {
  const EventEntry* entry = EventCatalogue::shipped().find(command.kind, command.event);
  if (entry == nullptr) return fail("event.unknown", {{"event", command.event}});
  if (!entry->opens_subject) return fail("event.opens_nothing", {{"event", command.event}});
  SubjectRow subject;
  subject.kind = SubjectKind::kCase;
  subject.county = row.county;
  subject.township = row.township;
  const auto rules = engine.rule_book();
  const Concern concern =
      concern_of(subject, rules->current(row.county), command.event, *command.data);
  const auto allowed = authorise(*engine.directory(), *entry, concern, command.actor,
                                 command.acting_for, local_date(engine.now()));
  if (!allowed) return fail(allowed.error());
  return {};
}

}  // namespace

Result<EnterpriseId> enterprise_of(Service& service, const nlohmann::json& described,
                                   const Command& command) {
  if (described.is_string()) return described.get<std::string>();
  auto row = read_enterprise(described, command.opening->county);
  if (!row) return fail(row.error());
  Result<EnterpriseId> id;
  const auto done = service.with_engine([&](Engine& engine) {
    if (const auto known = known_as(*engine.store().reader(), *row)) {
      id = known->id;
      return;
    }
    if (auto author = check_author(engine, *row, command); !author) {
      id = fail(author.error());
      return;
    }
    engine.record([&](Writer& writer) {
      row->id = make_numbered_id(writer, row->county, 'E');
      row->created_ms = to_milliseconds(engine.now());
      writer.insert_enterprise(*row);
      id = row->id;
    });
  });
  if (!done) return fail(done.error());
  return id;
}

}  // namespace qianqiao
