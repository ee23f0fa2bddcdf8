// The files of the web application: read once at the start, so that a path names one of them or
// nothing at all. Files beside them that end in .br or .gz are their compressed forms.
//
// Threads: any, once it is read.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "server/api/exchange.h"
#include "workflows/base/result.h"

namespace qianqiao {

class StaticFiles {
 public:
  // A folder that does not exist holds nothing. Errors: web.unreadable.
  static Result<StaticFiles> read(const std::string& root);

  struct Asked {
    std::string_view path;  // percent-encoded
    std::string_view accept_encoding;
    std::string_view if_none_match;
  };
  // None: there is no such file. A path that looks like a page of the application gets index.html:
  // the application finds its way from there.
  std::optional<Answer> answer(const Asked& asked) const;
  bool empty() const { return files_.empty(); }

 private:
  struct Form {
    std::string file;
    std::string etag;
  };
  struct File {
    std::string content_type;
    bool immutable = false;
    std::map<std::string, Form> forms;  // by content coding; "": as it is
  };
  static Result<void> add(StaticFiles& files, const std::string& name, const std::string& file);
  const File* find(const std::string& path) const;
  static Answer answer_with(const File& file, const Asked& asked);

  std::map<std::string, File> files_;  // by path: "/index.html"
};

}  // namespace qianqiao
