#include "workflows/definition/mapping_reader.h"

#include <algorithm>
#include <charconv>

namespace qianqiao {

namespace {

const Text kText{"一段文字", "a text"};
const Text kInteger{"一个整数，不加引号", "a whole number without quotes"};

}  // namespace

Text listed(const std::vector<std::string>& names) {
  Text out;
  for (const std::string& name : names) {
    out.zh += (out.zh.empty() ? "" : "、") + name;
    out.en += (out.en.empty() ? "" : ", ") + name;
  }
  return out;
}

bool is_identifier(std::string_view text) {
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  };
  return !text.empty() && text.size() <= 64 && text[0] >= 'a' && text[0] <= 'z' &&
         std::all_of(text.begin(), text.end(), fits);
}

MappingReader::MappingReader(const YamlNode& node, std::string path, std::string_view file,
                             Problems& problems)
    : node_(node), path_(std::move(path)), file_(file), problems_(problems) {
  if (node_.kind != YamlNode::Kind::kMapping)
    problems_.add("definition.wrong_type", place(), path_,
                  {"应为“字段: 值”的若干行", "lines of 'field: value'"});
}

void MappingReader::finish() const {
  for (const YamlNode& key : node_.keys) {
    if (std::find(asked_.begin(), asked_.end(), key.text) != asked_.end()) continue;
    const Text known = listed(asked_);
    problems_.add("definition.unknown_field", {file_, key.line, key.column}, path(key.text),
                  {"可用的字段：" + known.zh, "known fields: " + known.en});
  }
}

std::string MappingReader::path(std::string_view name) const {
  return path_.empty() ? std::string(name) : path_ + "." + std::string(name);
}

Place MappingReader::place(std::string_view name) const {
  const YamlNode* value = node_.find(name);
  return value == nullptr ? place() : Place{file_, value->line, value->column};
}

void MappingReader::wrong_type(std::string_view name, const Text& expected) const {
  problems_.add("definition.wrong_type", place(name), path(name),
                {"应为" + expected.zh, expected.en});
}

void MappingReader::ask(std::string_view name) {
  if (std::find(asked_.begin(), asked_.end(), name) == asked_.end()) asked_.emplace_back(name);
}

bool MappingReader::has(std::string_view name) const { return node_.find(name) != nullptr; }

const YamlNode* MappingReader::find(std::string_view name, bool must) {
  ask(name);
  if (node_.kind != YamlNode::Kind::kMapping) return nullptr;  // reported already
  const YamlNode* value = node_.find(name);
  const bool absent = value == nullptr || value->kind == YamlNode::Kind::kNull;
  if (absent && must)
    problems_.add("definition.missing_field", place(name), path(name),
                  {"请补上“" + std::string(name) + "”", "add '" + std::string(name) + "'"});
  return absent ? nullptr : value;
}

const YamlNode* MappingReader::node(std::string_view name) { return find(name, false); }

const std::string* MappingReader::scalar(std::string_view name, bool must) {
  const YamlNode* value = find(name, must);
  if (value == nullptr) return nullptr;
  if (value->kind != YamlNode::Kind::kScalar) {
    wrong_type(name, kText);
    return nullptr;
  }
  if (must && trim(value->text).empty()) {
    problems_.add("definition.missing_field", place(name), path(name),
                  {"不能为空", "must not be empty"});
    return nullptr;
  }
  return &value->text;
}

std::string MappingReader::text(std::string_view name) {
  const std::string* value = scalar(name, true);
  return value == nullptr ? "" : *value;
}

std::string MappingReader::optional_text(std::string_view name) {
  const std::string* value = scalar(name, false);
  return value == nullptr ? "" : *value;
}

std::string MappingReader::identifier(std::string_view name) {
  const std::string* value = scalar(name, true);
  if (value == nullptr || is_identifier(*value)) return value == nullptr ? "" : *value;
  wrong_type(name, {"小写字母开头、由小写字母、数字、“-”和“_”组成的名字，最多64个字符",
                    "a name of lower-case letters, digits, '-' and '_' that begins with a letter, "
                    "at most 64 characters"});
  return "";
}

Text MappingReader::both_languages(std::string_view name) {
  const YamlNode* value = collection(name, YamlNode::Kind::kMapping, true);
  if (value == nullptr) return {};
  MappingReader languages(*value, path(name), file_, problems_);
  Text text{languages.text("zh"), languages.text("en")};
  languages.finish();
  return text;
}

Text MappingReader::optional_both_languages(std::string_view name) {
  if (has(name)) return both_languages(name);
  ask(name);
  return {};
}

int MappingReader::integer(std::string_view name, int least, int most) {
  const YamlNode* value = find(name, true);
  if (value == nullptr) return least;
  int number = 0;
  const char* end = value->text.data() + value->text.size();
  const auto read = std::from_chars(value->text.data(), end, number);
  const bool bare = value->kind == YamlNode::Kind::kScalar && !value->quoted && read.ptr == end;
  if (!bare || read.ec == std::errc::invalid_argument) {
    wrong_type(name, kInteger);
    return least;
  }
  if (read.ec == std::errc() && number >= least && number <= most) return number;
  const std::string from = std::to_string(least);
  const std::string to = std::to_string(most);
  problems_.add("definition.out_of_range", place(name), path(name),
                {"应在" + from + "和" + to + "之间", "between " + from + " and " + to});
  return least;
}

std::optional<int> MappingReader::optional_integer(std::string_view name, int least, int most) {
  if (has(name)) return integer(name, least, most);
  ask(name);
  return std::nullopt;
}

bool MappingReader::flag(std::string_view name) {
  const YamlNode* value = find(name, false);
  if (value == nullptr) return false;
  const bool bare = value->kind == YamlNode::Kind::kScalar && !value->quoted;
  if (!bare || (value->text != "true" && value->text != "false"))
    wrong_type(name, {"true或false", "true or false"});
  return bare && value->text == "true";
}

std::string MappingReader::one_of(std::string_view name, const std::vector<std::string>& known) {
  const std::string value = text(name);
  if (value.empty() || std::find(known.begin(), known.end(), value) != known.end()) return value;
  const Text all = listed(known);
  problems_.add("definition.unknown_name", place(name), path(name),
                {"没有“" + value + "”，可用：" + all.zh, "no '" + value + "'; known: " + all.en});
  return "";
}

std::string MappingReader::optional_one_of(std::string_view name,
                                           const std::vector<std::string>& known) {
  if (has(name)) return one_of(name, known);
  ask(name);
  return "";
}

const YamlNode* MappingReader::collection(std::string_view name, YamlNode::Kind kind, bool must) {
  const YamlNode* value = find(name, must);
  if (value == nullptr) return nullptr;
  if (value->kind == kind) return value;
  if (kind == YamlNode::Kind::kList)
    wrong_type(name, {"以“- ”开头的列表", "a list of lines that begin with '- '"});
  else
    wrong_type(name, {"“字段: 值”的若干行", "lines of 'field: value'"});
  return nullptr;
}

void MappingReader::each(std::string_view name, const Visitor& visit) {
  const YamlNode* list = collection(name, YamlNode::Kind::kList, true);
  if (list == nullptr) return;
  if (list->items.empty())
    problems_.add("definition.missing_field", place(name), path(name),
                  {"至少要有一项", "at least one item"});
  for (std::size_t i = 0; i < list->items.size(); ++i)
    visit(list->items[i], path(name) + "[" + std::to_string(i + 1) + "]");
}

void MappingReader::each_optional(std::string_view name, const Visitor& visit) {
  const YamlNode* list = collection(name, YamlNode::Kind::kList, false);
  if (list == nullptr) return;
  for (std::size_t i = 0; i < list->items.size(); ++i)
    visit(list->items[i], path(name) + "[" + std::to_string(i + 1) + "]");
}

void MappingReader::each_named_optional(std::string_view name, const NamedVisitor& visit) {
  const YamlNode* mapping = collection(name, YamlNode::Kind::kMapping, false);
  if (mapping == nullptr) return;
  for (std::size_t i = 0; i < mapping->items.size() && i < mapping->keys.size(); ++i)
    visit(mapping->keys[i], mapping->items[i], path(name) + "." + mapping->keys[i].text);
}

}  // namespace qianqiao
