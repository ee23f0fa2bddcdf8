#include "server/api/document_upload.h"

#include "server/engine/document_keeping.h"
#include "server/ports/document_records.h"
#include "workflows/base/random.h"

namespace qianqiao {
namespace {

constexpr std::size_t kTokenLength = 20;
// Whoever still writes an upload that is older has been cut off long ago.
constexpr std::chrono::hours kLongestUpload{24};
constexpr int kSweptAtOnce = 1;

}  // namespace

DocumentUpload::DocumentUpload(Service& service, const SubjectId& subject)
    : service_(service),
      subject_(subject),
      id_(subject + "-" + Random::from_system().token(kTokenLength)) {}

DocumentUpload::~DocumentUpload() {
  if (!begun_) return;
  // A house that is stopping sweeps it at its next start.
  (void)service_.with_engine(
      [&](Engine& engine) { engine.record([&](Writer& writer) { discard_upload(writer, id_); }); });
}

Result<void> DocumentUpload::store(std::string_view content, const Digest& digest) {
  const auto record = [&](const std::function<void(Writer&)>& change) {
    return service_.with_engine([&](Engine& engine) { engine.record(change); });
  };
  DocumentUploadRow row{id_, subject_, static_cast<std::int64_t>(content.size()), digest,
                        to_milliseconds(service_.engine.now())};
  auto done = record([&](Writer& writer) {
    sweep_uploads(writer, service_.engine.now() - kLongestUpload, kSweptAtOnce);
    writer.document_writes().insert_upload(row);
  });
  begun_ = done.has_value();
  for (std::int64_t number = 0; done && !content.empty(); ++number) {
    const std::string_view part = content.substr(0, DocumentWrites::kPartBytes);
    done = record([&](Writer& writer) { writer.document_writes().insert_part(id_, number, part); });
    content.remove_prefix(part.size());
  }
  return done;
}

}  // namespace qianqiao
