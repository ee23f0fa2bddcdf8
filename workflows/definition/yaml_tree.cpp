#include "workflows/definition/yaml_tree.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>
#include <sstream>

namespace qianqiao {
namespace {

// Thrown through yaml-cpp's parser to stop it; caught in parse_yaml.
struct Refusal {
  const char* code;
  YAML::Mark mark;
  Text expected;
};

// yaml-cpp counts columns in bytes, people count characters. Marks come in order, so that only what
// lies between two of them is counted, however long the line.
class Columns {
 public:
  explicit Columns(std::string_view yaml) : rest_(yaml) {}

  int of(const YAML::Mark& mark) {
    if (mark.line < line_ || (mark.line == line_ && mark.column < byte_)) return mark.column + 1;
    while (line_ < mark.line && rest_.find('\n') != std::string_view::npos) {
      rest_.remove_prefix(rest_.find('\n') + 1);
      ++line_;
      byte_ = character_ = 0;
    }
    const auto bytes = std::min(static_cast<std::size_t>(mark.column - byte_), rest_.size());
    character_ += static_cast<int>(count_characters(rest_.substr(0, bytes)));
    rest_.remove_prefix(bytes);
    byte_ = mark.column;
    return character_ + 1;
  }
  std::string_view from_last_mark() const { return rest_; }

 private:
  std::string_view rest_;  // from the last mark on
  int line_ = 0, byte_ = 0, character_ = 0;
};

class TreeBuilder : public YAML::EventHandler {
 public:
  TreeBuilder(std::string_view yaml, std::string_view file, Problems& problems)
      : columns_(yaml), file_(file), problems_(problems) {}

  YamlNode take() { return std::move(root_); }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (seen_document_)
      throw Refusal{"definition.malformed",
                    mark,
                    {"一个文件只能有一份文档，请去掉“---”以后的内容",
                     "a file holds one document; remove what follows '---'"}};
    seen_document_ = true;
  }
  void OnDocumentEnd() override {}
  void OnAnchor(const YAML::Mark& mark, const std::string&) override { refuse_alias(mark); }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override { refuse_alias(mark); }

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    if (anchor != 0) refuse_alias(mark);
    YamlNode& node = next(mark, /*is_scalar=*/false);
    node.kind = YamlNode::Kind::kNull;
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    refuse_decoration(mark, tag, anchor);
    YamlNode& node = next(mark, /*is_scalar=*/true);
    node.kind = YamlNode::Kind::kScalar;
    node.text = value;
    node.quoted = tag == "!";
    if (!is_closed(columns_.from_last_mark()))
      throw Refusal{
          "definition.malformed", mark, {"引号没有闭合", "the quotation mark is never closed"}};
    check_new_key();
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(mark, tag, anchor, YamlNode::Kind::kList);
  }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(mark, tag, anchor, YamlNode::Kind::kMapping);
  }
  void OnSequenceEnd() override { open_.pop_back(); }
  void OnMapEnd() override { open_.pop_back(); }

 private:
  [[noreturn]] static void refuse_alias(const YAML::Mark& mark) {
    throw Refusal{
        "definition.alias_refused", mark, {"请把内容直接写出来", "write the content out instead"}};
  }
  // yaml-cpp takes the rest of a file for the text of a quotation that is never closed.
  static bool is_closed(std::string_view scalar) {
    const char quote = scalar.empty() ? '\0' : scalar[0];
    if (quote != '\'' && quote != '"') return true;
    for (std::size_t i = 1; i < scalar.size(); ++i) {
      if (quote == '"' && scalar[i] == '\\') {
        ++i;
      } else if (scalar[i] == quote) {
        if (quote == '"' || i + 1 == scalar.size() || scalar[i + 1] != '\'') return true;
        ++i;  // '' stands for one quotation mark
      }
    }
    return false;
  }
  static void refuse_decoration(const YAML::Mark& mark, const std::string& tag,
                                YAML::anchor_t anchor) {
    const bool plain = tag.empty() || tag == "?" || tag == "!";
    if (anchor != 0 || !plain) refuse_alias(mark);
  }

  void open(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
            YamlNode::Kind kind) {
    refuse_decoration(mark, tag, anchor);
    if (open_.size() >= static_cast<std::size_t>(kDeepestYaml))
      throw Refusal{"definition.too_deep",
                    mark,
                    {"嵌套最多" + std::to_string(kDeepestYaml) + "层",
                     "at most " + std::to_string(kDeepestYaml) + " levels of nesting"}};
    YamlNode& node = next(mark, /*is_scalar=*/false);
    node.kind = kind;
    open_.push_back(&node);
  }

  // Where the next value goes. Pointers in open_ stay valid: a parent grows only after its child
  // is closed.
  YamlNode& next(const YAML::Mark& mark, bool is_scalar) {
    if (++count_ > kMostYamlNodes)
      throw Refusal{"definition.too_large",
                    mark,
                    {"最多" + std::to_string(kMostYamlNodes) + "个值",
                     "at most " + std::to_string(kMostYamlNodes) + " values"}};
    YamlNode* node = &root_;
    if (!open_.empty()) {
      YamlNode& parent = *open_.back();
      const bool is_key =
          parent.kind == YamlNode::Kind::kMapping && parent.keys.size() == parent.items.size();
      if (is_key && !is_scalar)
        throw Refusal{
            "definition.malformed", mark, {"字段名应为一个词", "a field's name is one word"}};
      node = is_key ? &parent.keys.emplace_back() : &parent.items.emplace_back();
    }
    node->line = mark.line + 1;
    node->column = columns_.of(mark);
    return *node;
  }

  void check_new_key() {
    if (open_.empty()) return;
    const YamlNode& parent = *open_.back();
    if (parent.kind != YamlNode::Kind::kMapping || parent.keys.size() == parent.items.size())
      return;
    const YamlNode& key = parent.keys.back();
    for (std::size_t i = 0; i + 1 < parent.keys.size(); ++i) {
      if (parent.keys[i].text != key.text) continue;
      const std::string first = std::to_string(parent.keys[i].line);
      problems_.add("definition.duplicate", {file_, key.line, key.column}, key.text,
                    {"第" + first + "行已有，请保留一处",
                     "it stands in line " + first + " already; keep one of them"});
      return;
    }
  }

  Columns columns_;
  std::string_view file_;
  Problems& problems_;
  YamlNode root_;
  std::vector<YamlNode*> open_;
  std::size_t count_ = 0;
  bool seen_document_ = false;
};

// Where the first byte stands that is no text; none: all is well. yaml-cpp takes the byte 0x04 for
// the end of the file and would silently drop what follows it.
std::optional<Place> first_bad_byte(std::string_view yaml, std::string_view file) {
  Place place{file, 1, 1};
  while (!yaml.empty()) {
    const std::size_t end = std::min(yaml.find('\n'), yaml.size() - 1) + 1;
    const std::string_view line = yaml.substr(0, end);
    const bool control = std::any_of(line.begin(), line.end(), [](unsigned char c) {
      return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7F;
    });
    if (control || !is_valid_utf8(line)) return place;
    yaml.remove_prefix(end);
    ++place.line;
  }
  return std::nullopt;
}

bool is_integer(std::string_view text) {
  if (!text.empty() && text[0] == '-') text.remove_prefix(1);
  return !text.empty() && text.size() <= 18 && (text.size() == 1 || text[0] != '0') &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

nlohmann::json scalar_to_json(const YamlNode& node) {
  if (node.quoted) return node.text;
  if (node.text == "true") return true;
  if (node.text == "false") return false;
  if (is_integer(node.text)) return std::stoll(node.text);
  const std::size_t point = node.text.find('.');
  if (point != std::string::npos && point > 0) {
    double number = 0;
    const char* end = node.text.data() + node.text.size();
    const auto read = std::from_chars(node.text.data(), end, number, std::chars_format::fixed);
    const bool digits = node.text.find_first_not_of("-.0123456789") == std::string::npos;
    if (digits && read.ec == std::errc() && read.ptr == end) return number;
  }
  return node.text;
}

}  // namespace

const YamlNode* YamlNode::find(std::string_view key) const {
  for (std::size_t i = 0; i < keys.size() && i < items.size(); ++i)
    if (keys[i].text == key) return &items[i];
  return nullptr;
}

std::optional<YamlNode> parse_yaml(std::string_view yaml, std::string_view file,
                                   Problems& problems) {
  if (yaml.size() > kLargestYamlBytes) {
    const std::string most = std::to_string(kLargestYamlBytes / 1024);
    problems.add("definition.too_large", {file, 1, 1}, "",
                 {"最多" + most + " KB", "at most " + most + " KB"});
    return std::nullopt;
  }
  if (const auto bad = first_bad_byte(yaml, file)) {
    problems.add("definition.not_text", *bad, "",
                 {"请以UTF-8编码保存，并去掉控制字符",
                  "save the file as UTF-8 and remove control characters"});
    return std::nullopt;
  }
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (yaml.starts_with(kByteOrderMark)) yaml.remove_prefix(kByteOrderMark.size());
  TreeBuilder builder(yaml, file, problems);
  try {
    std::istringstream input{std::string(yaml)};
    YAML::Parser parser(input);
    while (parser.HandleNextDocument(builder)) {
    }
    return builder.take();
  } catch (const Refusal& refusal) {
    problems.add(refusal.code, {file, refusal.mark.line + 1, Columns(yaml).of(refusal.mark)}, "",
                 refusal.expected);
  } catch (const YAML::Exception& e) {
    problems.add("definition.malformed", {file, e.mark.line + 1, Columns(yaml).of(e.mark)}, "",
                 {"请检查缩进、冒号、引号和括号（" + e.msg + "）",
                  "check indentation, colons, quotes and brackets (" + e.msg + ")"});
  }
  return std::nullopt;
}

nlohmann::json to_json(const YamlNode& node) {
  switch (node.kind) {
    case YamlNode::Kind::kNull:
      return nullptr;
    case YamlNode::Kind::kScalar:
      return scalar_to_json(node);
    case YamlNode::Kind::kList: {
      nlohmann::json list = nlohmann::json::array();
      for (const YamlNode& item : node.items) list.push_back(to_json(item));
      return list;
    }
    case YamlNode::Kind::kMapping: {
      nlohmann::json object = nlohmann::json::object();
      for (std::size_t i = 0; i < node.items.size(); ++i)
        object.emplace(node.keys[i].text, to_json(node.items[i]));  // the first of a double
      return object;
    }
  }
  return nullptr;
}

}  // namespace qianqiao
