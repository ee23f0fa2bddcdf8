// Reads the fields of one mapping and reports what is missing, of the wrong type, outside its
// limits, or not known, each with its line. A value that cannot be read is reported and replaced
// by an empty one, so that reading goes on.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "workflows/base/text.h"
#include "workflows/definition/problems.h"
#include "workflows/definition/yaml_tree.h"

namespace qianqiao {

class MappingReader {
 public:
  // `path` names the mapping, "deadlines[2]"; empty at the file's top.
  MappingReader(const YamlNode& node, std::string path, std::string_view file, Problems& problems);
  // Reports the fields that nobody asked for: call it after the last field was read.
  void finish() const;

  bool has(std::string_view name) const;
  std::string text(std::string_view name);           // must be there and not be empty
  std::string optional_text(std::string_view name);  // empty: absent
  std::string identifier(std::string_view name);     // lower-case letters, digits, - and _
  Text both_languages(std::string_view name);        // {zh: …, en: …}
  Text optional_both_languages(std::string_view name);
  int integer(std::string_view name, int least, int most);
  std::optional<int> optional_integer(std::string_view name, int least, int most);
  bool flag(std::string_view name);  // absent: false
  // One of `known`; empty where it is missing or unknown, which is reported.
  std::string one_of(std::string_view name, const std::vector<std::string>& known);
  std::string optional_one_of(std::string_view name, const std::vector<std::string>& known);

  using Visitor = std::function<void(const YamlNode&, const std::string& path)>;
  void each(std::string_view name, const Visitor& visit);           // of a list; must be there
  void each_optional(std::string_view name, const Visitor& visit);  // of a list
  using NamedVisitor =
      std::function<void(const YamlNode& key, const YamlNode&, const std::string& path)>;
  void each_named_optional(std::string_view name, const NamedVisitor& visit);  // of a mapping
  const YamlNode* node(std::string_view name);                                 // null: absent

  Place place() const { return {file_, node_.line, node_.column}; }
  Place place(std::string_view name) const;  // of the field's value; of the mapping where absent
  std::string path(std::string_view name) const;
  std::string_view file() const { return file_; }
  Problems& problems() const { return problems_; }
  void wrong_type(std::string_view name, const Text& expected) const;

 private:
  void ask(std::string_view name);
  const YamlNode* find(std::string_view name, bool must);
  const std::string* scalar(std::string_view name, bool must);
  const YamlNode* collection(std::string_view name, YamlNode::Kind kind, bool must);

  const YamlNode& node_;
  std::string path_;
  std::string_view file_;
  Problems& problems_;
  std::vector<std::string> asked_;
};

// "a、b、c" and "a, b, c".
Text listed(const std::vector<std::string>& names);
bool is_identifier(std::string_view text);

}  // namespace qianqiao
