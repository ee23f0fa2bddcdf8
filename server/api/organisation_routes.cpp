// The tree of organisations, and the people of a whole city at once.
#include <nlohmann/json.hpp>
#include <set>

#include "server/api/appointing.h"
#include "server/api/audit.h"
#include "server/api/directory_input.h"
#include "server/api/json_input.h"
#include "server/api/paging.h"
#include "server/api/password_hash.h"
#include "server/api/routes.h"

namespace qianqiao::routes {
namespace {

using Json = nlohmann::ordered_json;

struct RowError {
  std::string table;  // "organisations", "people"
  std::size_t index;
  Error error;
};

Json to_json(const RowError& bad) {
  const ErrorDescription words = describe(bad.error);
  return {{"table", bad.table},
          {"index", bad.index},
          {"code", bad.error.code},
          {"zh", words.advice.zh},
          {"en", words.advice.en}};
}

// Reads both tables against what is known and against each other. A bad row is left out, with all
// that would hang in the air without it.
class DirectoryImport {
 public:
  DirectoryImport(const Request& request, const Directory& known, Date today)
      : request_(request), known_(known), today_(today) {}

  void read(const nlohmann::json* organisations, const nlohmann::json* people) {
    if (organisations != nullptr) read_organisations(*organisations);
    if (people != nullptr) read_people(*people);
  }
  void write(Writer& writer) const {
    for (const Organisation& row : organisations_) writer.put_organisation(row);
    for (const NewPerson& row : people_) {
      writer.put_person(row.person);
      for (const Appointment& appointment : row.appointments) writer.put_appointment(appointment);
    }
  }
  Json report(bool dry_run) const {
    Json bad = Json::array();
    for (const RowError& error : errors_) bad.push_back(to_json(error));
    return {{"dry_run", dry_run},
            {"organisations", organisations_.size()},
            {"people", people_.size()},
            {"bad", errors_.size()},
            {"bad_rows", bad}};
  }

 private:
  bool is_known(const OrganisationId& id) const {
    return known_.organisation(id) != nullptr || new_ids_.contains(id);
  }

  // Parents may come after their children: rows are taken in rounds until none is left to take.
  void read_organisations(const nlohmann::json& rows) {
    std::vector<std::pair<std::size_t, Organisation>> waiting;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      auto row = read_organisation(rows[i]);
      if (row)
        waiting.emplace_back(i, *std::move(row));
      else
        errors_.push_back({"organisations", i, row.error()});
    }
    for (bool taken = true; taken;) {
      taken = false;
      std::vector<std::pair<std::size_t, Organisation>> left;
      for (auto& [index, row] : waiting) {
        if (!row.parent.empty() && !is_known(row.parent)) {
          left.emplace_back(index, std::move(row));
          continue;
        }
        taken = true;
        if (!is_own(row)) {
          errors_.push_back(
              {"organisations", index, {"organisation.not_yours", {{"organisation", row.id}}}});
          continue;
        }
        new_ids_.insert(row.id);
        organisations_.push_back(std::move(row));
      }
      waiting = std::move(left);
    }
    for (const auto& [index, row] : waiting)
      errors_.push_back(
          {"organisations", index, {"organisation.parent_unknown", {{"parent", row.parent}}}});
  }

  void read_people(const nlohmann::json& rows) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
      auto row = read_person(rows[i], today_);
      if (row) row = with_places(*std::move(row));
      if (row)
        people_.push_back(*std::move(row));
      else
        errors_.push_back({"people", i, row.error()});
    }
  }

  Result<NewPerson> with_places(NewPerson row) const {
    if (!is_known(row.person.home))
      return fail("organisation.not_found", {{"organisation", row.person.home}});
    if (!may_administer_at(request_, known_place(row.person.home)))
      return fail("organisation.not_yours", {{"organisation", row.person.home}});
    if (known_.person(row.person.id) != nullptr && !may_get_into(request_, row.person.id))
      return fail("person.exists", {{"person", row.person.id}});
    for (const Appointment& appointment : row.appointments) {
      if (!is_known(appointment.scope))
        return fail("organisation.not_found", {{"organisation", appointment.scope}});
      Appointment judged = appointment;
      judged.scope = known_place(appointment.scope);
      if (auto fine = check_appointing(request_, judged); !fine) return fail(fine.error());
    }
    // A known person keeps what the file does not say.
    if (const Person* before = known_.person(row.person.id)) {
      row.person.password_hash = before->password_hash;
      row.person.disabled = before->disabled;
    }
    if (row.password.empty()) return row;
    auto hash = hash_password(row.password);
    if (!hash) return fail(hash.error());
    row.person.password_hash = *std::move(hash);
    return row;
  }

  // A new organisation is judged by the known one above it.
  OrganisationId known_place(OrganisationId id) const {
    // Parents were taken before their children.
    for (auto row = organisations_.rbegin(); row != organisations_.rend(); ++row)
      if (row->id == id && known_.organisation(id) == nullptr) id = row->parent;
    return id;
  }

  // May this viewer put the organisation there? Below one that it manages.
  bool is_own(const Organisation& row) const {
    const bool is_new = known_.organisation(row.id) == nullptr;
    return (is_new || may_administer_at(request_, row.id)) &&
           may_administer_at(request_, known_place(row.parent));
  }

  const Request& request_;
  const Directory& known_;
  const Date today_;
  std::set<OrganisationId> new_ids_;
  std::vector<Organisation> organisations_;
  std::vector<NewPerson> people_;
  std::vector<RowError> errors_;
};

}  // namespace

Result<Answer> list_organisations(Service& service, const Request& request) {
  const std::string kind = text_of(request, "kind"), area = text_of(request, "area");
  if (!kind.empty() && !organisation_kind(kind))
    return fail("organisation.kind_unknown", {{"kind", kind}});
  Json items = Json::array();
  for (const Organisation& row : service.store.reader()->organisations()) {
    const bool in_full = may_administer_at(request, row.id);
    if (!kind.empty() && to_string(row.kind) != kind) continue;
    if (!area.empty() && row.area != area) continue;
    items.push_back({{"id", row.id},
                     {"parent", row.parent},
                     {"kind", to_string(row.kind)},
                     {"name", row.name},
                     {"area", row.area},
                     {"email", in_full ? row.email : ""},
                     {"webhook", in_full ? row.webhook_url : ""}});
  }
  return list_answer(items, "");
}

// A workbook or CSV file as rows of text, for who imports organisations and people from it.
Result<Answer> read_directory_sheet(Service& service, const Request& request) {
  constexpr std::size_t kMostRows = 20'000;
  service.expect_wait();
  const auto lines = service.read_table(request.upload_path, kMostRows);
  if (!lines) return fail(lines.error());
  Json rows = Json::array();
  for (const TableLine& line : *lines)
    rows.push_back({{"number", line.number}, {"cells", line.cells}});
  return json_answer({{"rows", std::move(rows)}});
}

Result<Answer> put_organisations(Service& service, const Request& request) {
  const auto dry_run = flag_of(request, "dry_run");
  if (!dry_run) return fail(dry_run.error());
  const auto body = parse_strictly(request.body);
  if (!body) return fail(body.error());
  auto input = ObjectInput::of(*body);
  if (!input) return fail(input.error());
  const nlohmann::json* organisations = input->array("organisations");
  const nlohmann::json* people = input->array("people");
  if (auto fine = input->finish(); !fine) return fail(fine.error());
  // Hashing many passwords takes seconds: on this thread, with the directory as it stands.
  const auto known = service.engine.directory();
  DirectoryImport import(request, *known, local_date(service.clock.now()));
  import.read(organisations, people);
  if (!*dry_run) {
    const auto done = service.with_engine([&](Engine& engine) {
      engine.administer([&](Writer& writer) {
        import.write(writer);
        writer.insert_audit(audit_row(service, request, "directory.imported", ""));
      });
    });
    if (!done) return fail(done.error());
  }
  return json_answer(import.report(*dry_run));
}

}  // namespace qianqiao::routes
