#include "server/cli/definition_file.h"

#include <array>
#include <fstream>

namespace qianqiao {

Result<std::string> read_text_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string content;
  std::array<char, 1 << 14> part;
  // read() turns what the system throws, at a folder for instance, into a bad stream.
  while (file.read(part.data(), part.size()) || file.gcount() > 0)
    content.append(part.data(), static_cast<std::size_t>(file.gcount()));
  if (!file.is_open() || file.bad()) return fail("cli.file_unreadable", {{"path", path}});
  return content;
}

DefinitionReading read_definition_file(const std::string& path, const Definition& base) {
  const auto text = read_text_file(path);
  if (!text) return {std::nullopt, {text.error()}};
  return base.with({path, *text});
}

}  // namespace qianqiao
