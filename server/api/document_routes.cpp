// Documents (材料) of cases and referrals. Who sees the subject sees them; a bank those of its own
// referral and never the case's.
#include <algorithm>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "server/api/audit.h"
#include "server/api/document_name.h"
#include "server/api/document_upload.h"
#include "server/api/json_input.h"
#include "server/api/paging.h"
#include "server/api/permission.h"
#include "server/api/plugin_guards.h"
#include "server/api/posting.h"
#include "server/api/routes.h"
#include "server/engine/authority.h"
#include "server/engine/document_keeping.h"
#include "server/engine/history_chain.h"
#include "server/ports/document_records.h"
#include "workflows/base/random.h"
#include "workflows/definition/event_catalogue.h"

namespace qianqiao::routes {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kIdLength = 16;

// The same request under the same key means the same document.
std::string document_id(const SubjectId& subject, const Request& request) {
  return "D" + to_hex(sm3(subject + '\0' + request.actor + '\0' + *request.idempotency_key))
                   .substr(0, kIdLength);
}

bool may_remove(const Service& service, const Request& request, const SubjectRow& subject,
                const KeptDocumentRow& row) {
  if (request.actor.empty() || row.removed_ms) return false;
  const EventEntry* entry = EventCatalogue::shipped().find(subject.kind, kDocumentRemoved);
  return entry != nullptr &&
         check_permission(service, subject, *entry, request.actor).has_value() &&
         may_remove_document(*service.engine.directory(), subject, row, request.actor,
                             local_date(service.clock.now()));
}

void add_person(Json& json, const char* field, const PersonId& id, const Directory& directory) {
  json[field] = id;
  const Person* person = directory.person(id);
  json[std::string(field) + "_name"] = person == nullptr ? id : person->name;
}

Json to_json(const Service& service, const Request& request, const SubjectRow& subject,
             const KeptDocumentRow& row) {
  const auto directory = service.engine.directory();
  Json json = {{"document", row.id},
               {"name", row.name},
               {"kind", row.kind},
               {"media_type", row.media_type},
               {"size_bytes", row.size_bytes},
               {"content_digest", to_hex(row.digest)},
               {"added", format_instant(from_milliseconds(row.added_ms))}};
  add_person(json, "added_by", row.added_by, *directory);
  json["removed"] =
      row.removed_ms ? Json(format_instant(from_milliseconds(*row.removed_ms))) : Json(nullptr);
  json["removable"] = may_remove(service, request, subject, row);
  return json;
}

Result<KeptDocumentRow> document_of(Reader& reader, const SubjectRow& subject,
                                    const Request& request) {
  const std::string& id = request.path_value("document");
  auto row = reader.kept_documents().find(subject.id, id);
  if (!row || row->removed_ms) return fail("document.not_found", {{"document", id}});
  return *std::move(row);
}

// One that was removed may be removed once more by the same request, which is answered as before.
Result<SubjectRow> removal_subject(Reader& reader, SubjectKind kind, const Request& request) {
  auto subject = subject_of(reader, kind, request);
  if (!subject) return subject;
  const std::string& id = request.path_value("document");
  if (!reader.kept_documents().find(subject->id, id))
    return fail("document.not_found", {{"document", id}});
  return subject;
}

// The event, with all that is to be said of the file that came.
Result<Command> addition_of(SubjectKind kind, const Service& service, const Request& request,
                            std::int64_t size_bytes, const Digest& digest) {
  const std::string name = text_of(request, "name");
  if (auto sound = check_document_name(name); !sound) return fail(sound.error());
  const auto media_type = service.inspect_document(request.upload_path, name);
  if (!media_type) return fail(media_type.error());
  const SubjectId& subject = request.path_value("id");
  auto command = make_command_of(kind, kDocumentAdded,
                                 {{"document", document_id(subject, request)},
                                  {"name", name},
                                  {"kind", text_of(request, "kind")},
                                  {"media_type", *media_type},
                                  {"size_bytes", size_bytes},
                                  {"content_digest", to_hex(digest)}});
  if (!command) return command;
  command->subject = subject;
  command->actor = request.actor;
  command->acting_for = text_of(request, "acting_for");
  command->idempotency_key = *request.idempotency_key;
  return command;
}

// Will the engine look at the content at all? Where it will not, it is not stored first.
bool is_worth_storing(const Service& service, Reader& reader, const SubjectRow& subject,
                      const Command& command) {
  const auto& allowed = allowed_events(subject.kind, subject.configuration.state);
  if (std::find(allowed.begin(), allowed.end(), kDocumentAdded) == allowed.end()) return false;
  if (reader.receipt(subject.id, receipt_key(command.actor, command.idempotency_key))) return false;
  const EventEntry* entry = EventCatalogue::shipped().find(subject.kind, kDocumentAdded);
  return authorise(*service.engine.directory(), *entry, Concern{subject, nullptr}, command.actor,
                   command.acting_for, local_date(service.clock.now()))
      .has_value();
}

// The document as it stands after the commit, and the subject's version then.
Answer document_answer(Service& service, const Request& request, const Accepted& accepted,
                       const std::string& id, int status) {
  const auto row = service.store.reader()->kept_documents().find(accepted.subject.id, id);
  Json body = to_json(service, request, accepted.subject, row.value_or(KeptDocumentRow{}));
  body["version"] = accepted.subject.version;
  body["replayed"] = accepted.replayed;
  return json_answer(body, status);
}

Result<std::string> read_upload(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string content((std::istreambuf_iterator<char>(file)), {});
  if (content.empty()) return fail("document.empty");
  if (content.size() > static_cast<std::size_t>(kMostDocumentBytes))
    return fail("http.too_large", {{"limit_kib", std::to_string(kMostDocumentBytes / 1024)}});
  return content;
}

// Into a file of its own, part by part: a large document is not held in memory while it leaves.
Result<std::string> write_content(Service& service, Reader& reader, const KeptDocumentRow& row) {
  const std::string path = service.working_folder + "/document-" + Random::from_system().token(20);
  std::ofstream file(path, std::ios::binary);
  for (std::int64_t number = 0;; ++number) {
    const std::string part = reader.kept_documents().part(row.content, number);
    if (part.empty()) break;
    file.write(part.data(), static_cast<std::streamsize>(part.size()));
  }
  file.close();
  if (!file) {
    std::remove(path.c_str());
    return fail("store.unwritable", {{"path", "documents"}, {"reason", "write"}});
  }
  return path;
}

}  // namespace

template <SubjectKind kind>
Result<Answer> list_documents(Service& service, const Request& request) {
  const auto reader = service.store.reader();
  const auto subject = subject_of(*reader, kind, request);
  if (!subject) return fail(subject.error());
  Json items = Json::array();
  for (const KeptDocumentRow& row : reader->kept_documents().of(subject->id))
    if (!row.removed_ms) items.push_back(to_json(service, request, *subject, row));
  return list_answer(items, "");
}

// No version is asked for: another file beside those that are there conflicts with nothing.
template <SubjectKind kind>
Result<Answer> add_document(Service& service, const Request& request) {
  if (auto fine = check_asker(request); !fine) return fail(fine.error());
  auto reader = service.store.reader();
  const auto subject = subject_of(*reader, kind, request);
  if (!subject) return fail(subject.error());
  service.expect_wait();
  const auto content = read_upload(request.upload_path);
  if (!content) return fail(content.error());
  const Digest digest = sm3(*content);
  auto command =
      addition_of(kind, service, request, static_cast<std::int64_t>(content->size()), digest);
  if (!command) return fail(command.error());
  if (auto asked = ask_guards(service, request.viewer, *command); !asked)
    return fail(asked.error());
  const bool worth_storing = is_worth_storing(service, *reader, *subject, *command);
  reader.reset();  // not kept open while parts are written
  DocumentUpload upload(service, subject->id);
  if (worth_storing) {
    if (auto stored = upload.store(*content, digest); !stored) return fail(stored.error());
    command->upload = upload.id();
  }
  const std::string id = command->data->value("document", "");
  const Outcome outcome = service.post(*std::move(command));
  if (!outcome) return fail(outcome.error());
  if (!outcome->replayed) upload.kept();
  return document_answer(service, request, *outcome, id, outcome->replayed ? 200 : 201);
}

template <SubjectKind kind>
Result<Answer> fetch_document(Service& service, const Request& request) {
  const auto reader = service.store.reader();
  const auto subject = subject_of(*reader, kind, request);
  if (!subject) return fail(subject.error());
  const auto row = document_of(*reader, *subject, request);
  if (!row) return fail(row.error());
  service.expect_wait();
  const auto path = write_content(service, *reader, *row);
  if (!path) return fail(path.error());
  if (auto noted = record_audit(service, audit_row(service, request, "document.read", subject->id,
                                                   {{"document", row->id}}));
      !noted) {
    std::remove(path->c_str());
    return fail(noted.error());
  }
  Answer answer;
  answer.content_type =
      row->media_type == "text/plain" ? "text/plain; charset=utf-8" : row->media_type;
  answer.headers.emplace_back("Content-Disposition", attachment_called(row->name));
  answer.headers.emplace_back("Content-Security-Policy", "sandbox; default-src 'none'");
  answer.headers.emplace_back("Cache-Control", "private, no-store");
  answer.headers.emplace_back("ETag", '"' + to_hex(row->digest) + '"');
  answer.file_path = *path;
  answer.remove_file = true;
  return answer;
}

template <SubjectKind kind>
Result<Answer> remove_document(Service& service, const Request& request) {
  if (auto fine = check_asker(request); !fine) return fail(fine.error());
  const auto subject = removal_subject(*service.store.reader(), kind, request);
  if (!subject) return fail(subject.error());
  const auto body = parse_strictly(request.body);
  if (!body) return fail(body.error());
  auto input = ObjectInput::of(*body);
  if (!input) return fail(input.error());
  const std::string reason = input->required_text("reason");
  const PersonId acting_for = input->text("acting_for");
  if (auto fine = input->finish(); !fine) return fail(fine.error());
  const std::string& id = request.path_value("document");
  auto command = make_command_of(kind, kDocumentRemoved, {{"document", id}, {"reason", reason}});
  if (!command) return fail(command.error());
  command->subject = subject->id;
  command->actor = request.actor;
  command->acting_for = acting_for;
  command->idempotency_key = *request.idempotency_key;
  if (auto asked = ask_guards(service, request.viewer, *command); !asked)
    return fail(asked.error());
  service.expect_wait();
  const Outcome outcome = service.post(*std::move(command));
  if (!outcome) return fail(outcome.error());
  return document_answer(service, request, *outcome, id, 200);
}

#define QIANQIAO_FOR_KIND(kind)                                           \
  template Result<Answer> list_documents<kind>(Service&, const Request&); \
  template Result<Answer> add_document<kind>(Service&, const Request&);   \
  template Result<Answer> fetch_document<kind>(Service&, const Request&); \
  template Result<Answer> remove_document<kind>(Service&, const Request&);
QIANQIAO_FOR_KIND(SubjectKind::kCase)
QIANQIAO_FOR_KIND(SubjectKind::kReferral)
#undef QIANQIAO_FOR_KIND

}  // namespace qianqiao::routes
