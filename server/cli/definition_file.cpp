#include "server/cli/definition_file.h"

#include <fstream>
#include <sstream>

namespace qianqiao {

Result<std::string> read_text_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream content;
  if (!file || !(content << file.rdbuf())) return fail("cli.file_unreadable", {{"path", path}});
  return content.str();
}

DefinitionReading read_definition_file(const std::string& path, const Definition& base) {
  const auto text = read_text_file(path);
  if (!text) return {std::nullopt, {text.error()}};
  return base.with({path, *text});
}

}  // namespace qianqiao
