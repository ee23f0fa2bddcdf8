#include "server/cli/definition_file.h"

#include <fstream>
#include <iterator>

namespace qianqiao {

Result<std::string> read_text_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string content{std::istreambuf_iterator<char>(file), {}};
  if (!file.is_open() || file.bad()) return fail("cli.file_unreadable", {{"path", path}});
  return content;
}

DefinitionReading read_definition_file(const std::string& path, const Definition& base) {
  const auto text = read_text_file(path);
  if (!text) return {std::nullopt, {text.error()}};
  return base.with({path, *text});
}

}  // namespace qianqiao
