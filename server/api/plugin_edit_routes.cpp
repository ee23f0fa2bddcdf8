// Small changes of an installed plugin: its files are read, and what a person changed of them
// becomes a new version, which is looked over and installed like an upload.
#include <nlohmann/json.hpp>

#include "server/api/json_input.h"
#include "server/api/paging.h"
#include "server/api/plugin_change.h"
#include "server/api/plugin_installation.h"
#include "server/api/plugin_json.h"
#include "server/api/routes.h"

namespace qianqiao::routes {
namespace {

using Json = nlohmann::ordered_json;

Result<PluginFile> file_of(const nlohmann::json& value) {
  auto input = ObjectInput::of(value);
  if (!input) return fail(input.error());
  if (!input->has("text")) return fail("http.missing_field", {{"field", "text"}});
  PluginFile file;
  file.path = input->required_text("path");
  if (!value["text"].is_null()) file.text = input->text("text");
  (void)input->any("text");  // null is known, too
  if (auto fine = input->finish(); !fine) return fail(fine.error());
  return file;
}

struct EditInput {
  std::string digest;  // of the version that was read
  PluginEdit edit;
};

Result<EditInput> edit_of(const Request& request) {
  const auto body = parse_strictly(request.body);
  if (!body) return fail(body.error());
  auto input = ObjectInput::of(*body);
  if (!input) return fail(input.error());
  EditInput wanted;
  wanted.digest = input->required_text("digest");
  wanted.edit.version = input->required_text("version");
  const auto* files = input->array("files");
  if (auto fine = input->finish(); !fine) return fail(fine.error());
  if (files == nullptr) return fail("http.missing_field", {{"field", "files"}});
  for (const auto& value : *files) {
    auto file = file_of(value);
    if (!file) return fail(file.error());
    wanted.edit.files.push_back(*std::move(file));
  }
  return wanted;
}

}  // namespace

Result<Answer> list_plugin_files(Service& service, const Request& request) {
  const auto row = plugin_of(*service.store.reader(), request);
  if (!row) return fail(row.error());
  service.expect_wait();
  const auto files = service.plugins->files(*row);
  if (!files) return fail(files.error());
  Json items = Json::array();
  for (const PluginFile& file : *files)
    items.push_back({{"path", file.path}, {"text", file.text ? Json(*file.text) : Json()}});
  return json_answer(Json{{"county", row->county},
                          {"name", row->name},
                          {"version", row->version},
                          {"digest", row->digest},
                          {"files", items}});
}

Result<Answer> edit_plugin(Service& service, const Request& request) {
  const auto wanted = edit_of(request);
  if (!wanted) return fail(wanted.error());
  const auto row = plugin_of(*service.store.reader(), request);
  if (!row) return fail(row.error());
  if (wanted->digest != row->digest)
    return fail("plugin.edit_stale", {{"plugin", row->name + " " + row->version}});
  service.expect_wait();
  const auto upload = service.plugins->revise(*row, wanted->edit);
  if (!upload) return fail(upload.error());
  const auto installed = install_upload(service, request, *upload, row->county, row->version);
  if (!installed) return fail(installed.error());
  return plugin_answer(service, installed->row, installed->is_new ? 201 : 200);
}

}  // namespace qianqiao::routes
