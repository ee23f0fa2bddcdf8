#include "server/plugin_client/plugin_folder.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <sstream>

namespace qianqiao {
namespace {

namespace fs = std::filesystem;

constexpr int kDeepest = 6;

// The interpreter's own modules that have no file; those with one are looked up.
constexpr std::array<std::string_view, 20> kBuiltIn = {
    "qianqiao", "sys", "time",  "math",     "builtins",     "array",  "itertools",
    "marshal",  "gc",  "errno", "binascii", "zlib",         "select", "unicodedata",
    "atexit",   "pwd", "posix", "fcntl",    "faulthandler", "cmath"};

bool hides_a_module(const std::string& name) {
  if (std::find(kBuiltIn.begin(), kBuiltIn.end(), name) != kBuiltIn.end()) return true;
  const fs::path library = QIANQIAO_PYTHON_LIBRARY;
  std::error_code ignored;
  return fs::exists(library / (name + ".py"), ignored) || fs::is_directory(library / name, ignored);
}

class FolderWalk {
 public:
  explicit FolderWalk(fs::path root) : root_(std::move(root)) {}

  void walk() {
    visit(root_, 0);
    for (const char* needed : {"plugin.yaml", "main.py"})
      if (!files_.count(needed)) add("plugin.file_missing", needed);
  }

  std::vector<Error>& problems() { return problems_; }
  const PluginFiles& files() const { return files_; }

  std::string digest() const {
    std::string listing;
    for (const auto& [name, content] : files_) {
      listing += name;
      listing += '\0' + to_hex(sm3(content)) + '\n';
    }
    return to_hex(sm3(listing));
  }

 private:
  void add(std::string code, const std::string& file) {
    problems_.push_back({std::move(code), {{"file", file}}});
  }

  void visit(const fs::path& folder, int depth) {
    std::error_code error;
    std::vector<fs::directory_entry> entries;
    for (fs::directory_iterator one(folder, error), end; !error && one != end; one.increment(error))
      entries.push_back(*one);
    if (error) return add("plugin.file_unreadable", folder.string());
    std::map<std::string, std::string> seen;  // names in lower case
    for (const fs::directory_entry& entry : entries) {
      const std::string name = entry.path().filename().string();
      if (name == "__pycache__" && !entry.is_symlink()) continue;  // the author's own Python's
      const std::string file = entry.path().lexically_relative(root_).generic_string();
      if (!take_name(name, file, depth, seen)) continue;
      take(entry, file, depth);
    }
  }

  bool take_name(const std::string& name, const std::string& file, int depth,
                 std::map<std::string, std::string>& seen) {
    if (auto fine = check_entry_name(file); !fine) {
      problems_.push_back(fine.error());
      return false;
    }
    std::string lower = name;
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    const std::string module = lower.substr(0, lower.find('.'));
    const bool is_module = lower.ends_with(".py") || lower.find('.') == std::string::npos;
    if (!seen.emplace(is_module ? module : lower, file).second ||
        (depth == 0 && is_module && hides_a_module(module)))
      add("plugin.name_clash", file);
    return true;
  }

  void take(const fs::directory_entry& entry, const std::string& file, int depth) {
    std::error_code error;
    const fs::file_status status = entry.symlink_status(error);
    if (fs::is_symlink(status)) return add("plugin.link", file);
    if (fs::is_directory(status)) {
      if (depth + 1 >= kDeepest) return add("plugin.too_large", file);
      return visit(entry.path(), depth + 1);
    }
    if (!fs::is_regular_file(status)) return add("plugin.file_kind", file);
    if (entry.hard_link_count(error) > 1) return add("plugin.link", file);
    const std::uintmax_t size = entry.file_size(error);
    total_ += size;
    if (size > kLargestPluginFile || total_ > kLargestPluginFolder ||
        files_.size() >= kMostPluginFiles)
      return add("plugin.too_large", file);
    auto content = read_plugin_file(entry.path().string());
    if (!content) return problems_.push_back(content.error());
    files_[file] = std::move(*content);
  }

  const fs::path root_;
  std::vector<Error> problems_;
  PluginFiles files_;
  std::uintmax_t total_ = 0;
};

}  // namespace

Result<std::string> read_plugin_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream content;
  content << file.rdbuf();
  if (!file) return fail("plugin.file_unreadable", {{"file", path}});
  return content.str();
}

Result<void> check_entry_name(std::string_view path) {
  static const std::regex part("[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}");
  const std::string whole(path);
  std::stringstream parts(whole);
  std::string name;
  bool fine = !whole.empty() && whole.front() != '/' && whole.back() != '/';
  while (fine && std::getline(parts, name, '/')) fine = std::regex_match(name, part);
  if (!fine) return fail("plugin.file_name", {{"file", whole.substr(0, 200)}});
  if (std::count(whole.begin(), whole.end(), '/') >= kDeepest)
    return fail("plugin.too_large", {{"file", whole.substr(0, 200)}});
  for (const char* compiled : {".so", ".pyc", ".pyd", ".dll", ".pth", ".zip", ".egg"})
    if (whole.ends_with(compiled)) return fail("plugin.file_kind", {{"file", whole}});
  return {};
}

Result<void> check_county(const Manifest& manifest, const std::string& county) {
  if (manifest.county == "*" || manifest.county == county) return {};
  return fail("plugin.county_mismatch",
              {{"plugin", manifest.name}, {"own", manifest.county}, {"county", county}});
}

FolderReading read_plugin_folder(const std::string& path) {
  std::error_code error;
  const fs::path root = fs::canonical(path, error);
  if (error || !fs::is_directory(root))
    return {std::nullopt, {Error{"plugin.folder_unreadable", {{"folder", path}}}}};
  FolderWalk walk(root);
  walk.walk();
  std::vector<Error> problems = std::move(walk.problems());
  const auto manifest = walk.files().find("plugin.yaml");
  if (manifest == walk.files().end()) return {std::nullopt, std::move(problems)};
  ManifestReading reading = read_manifest(manifest->second);
  problems.insert(problems.end(), reading.problems.begin(), reading.problems.end());
  if (!problems.empty()) return {std::nullopt, std::move(problems)};
  return {PluginFolder{root.string(), std::move(*reading.manifest), walk.digest()}, {}};
}

Result<PluginContents> read_plugin_contents(const std::string& path) {
  FolderWalk walk(path);
  walk.walk();
  if (!walk.problems().empty()) return fail(walk.problems().front());
  return PluginContents{walk.files(), walk.digest()};
}

}  // namespace qianqiao
