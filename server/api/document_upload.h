// A document's content on its way into the store: in small parts, each a transaction of its own, so
// that nobody who writes meanwhile waits for a large file. What does not become a document is
// erased again.
#pragma once

#include <string>
#include <string_view>

#include "server/api/service.h"

namespace qianqiao {

class DocumentUpload {
 public:
  DocumentUpload(Service& service, const SubjectId& subject);
  ~DocumentUpload();  // erases what was not kept
  DocumentUpload(const DocumentUpload&) = delete;
  DocumentUpload& operator=(const DocumentUpload&) = delete;

  // Errors: server.stopping.
  Result<void> store(std::string_view content, const Digest& digest);
  const std::string& id() const { return id_; }  // for Command::upload
  void kept() { begun_ = false; }

 private:
  Service& service_;
  const SubjectId subject_;
  const std::string id_;
  bool begun_ = false;
};

}  // namespace qianqiao
