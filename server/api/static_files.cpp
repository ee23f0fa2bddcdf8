#include "server/api/static_files.h"

#include <Poco/Exception.h>
#include <Poco/URI.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "server/api/answer_bytes.h"
#include "workflows/base/digest.h"
#include "workflows/base/text.h"

namespace qianqiao {
namespace {

namespace fs = std::filesystem;

constexpr std::pair<std::string_view, std::string_view> kTypes[] = {
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json; charset=utf-8"},
    {".webmanifest", "application/manifest+json; charset=utf-8"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".ico", "image/x-icon"},
    {".webp", "image/webp"},
    {".woff2", "font/woff2"},
    {".txt", "text/plain; charset=utf-8"},
    {".wasm", "application/wasm"},
};
constexpr std::pair<std::string_view, std::string_view> kCodings[] = {{".br", "br"},
                                                                      {".gz", "gzip"}};
// Everything from here, nothing inline, in nobody's frame.
constexpr char kPolicy[] =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'";
constexpr char kIndex[] = "/index.html";

std::string type_of(const std::string& name) {
  const std::string ending = fs::path(name).extension();
  for (const auto& [known, type] : kTypes)
    if (ending == known) return std::string(type);
  return "application/octet-stream";
}

// Built assets carry a digest of their content in their names: "assets/index-BwD4x8yZ.js".
bool is_hashed(const std::string& name) {
  const std::string stem = fs::path(name).stem();
  const auto dash = stem.rfind('-');
  return name.starts_with("/assets/") && dash != std::string::npos && stem.size() - dash > 8;
}

std::string decoded(std::string_view path) {
  std::string out;
  try {
    Poco::URI::decode(std::string(path), out);
  } catch (const Poco::Exception&) {
    return {};
  }
  return out;
}

// "/cases/411502C000001": no file's name, nor an attempt at one outside.
bool is_page(const std::string& path) {
  const auto last = path.substr(path.rfind('/') + 1);
  const auto odd = [](unsigned char c) { return c < ' ' || c == '\\' || c == 0x7F; };
  return path.starts_with('/') && last.find('.') == std::string::npos &&
         path.find("..") == std::string::npos && std::none_of(path.begin(), path.end(), odd);
}

bool names(std::string_view if_none_match, const std::string& etag) {
  for (std::string_view tag : split(if_none_match, ',')) {
    tag = trim(tag);
    if (tag.starts_with("W/")) tag.remove_prefix(2);
    if (tag == etag || tag == "*") return true;
  }
  return false;
}

}  // namespace

Result<StaticFiles> StaticFiles::read(const std::string& root) {
  StaticFiles files;
  std::error_code problem;
  if (root.empty() || !fs::is_directory(root, problem)) return files;
  fs::recursive_directory_iterator entries(root, problem), end;
  for (; !problem && entries != end; entries.increment(problem)) {
    if (!entries->is_regular_file(problem)) continue;
    const std::string name = "/" + entries->path().lexically_relative(root).generic_string();
    if (name.find("/.") != std::string::npos) continue;  // hidden ones stay so
    if (auto added = add(files, name, entries->path()); !added) return fail(added.error());
  }
  if (problem) return fail("web.unreadable", {{"path", root}, {"reason", problem.message()}});
  // A compressed form without its file is a file of its own kind that nobody asked for.
  std::erase_if(files.files_, [](const auto& entry) { return !entry.second.forms.contains(""); });
  return files;
}

Result<void> StaticFiles::add(StaticFiles& files, const std::string& name,
                              const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  const std::string content((std::istreambuf_iterator<char>(stream)), {});
  if (!stream) return fail("web.unreadable", {{"path", file}, {"reason", "read"}});
  std::string of = name, coding;
  for (const auto& [ending, known] : kCodings)
    if (name.ends_with(ending)) {
      of.resize(of.size() - ending.size());
      coding = known;
    }
  File& entry = files.files_[of];
  entry.content_type = type_of(of);
  entry.immutable = is_hashed(of);
  entry.forms[coding] = {file, '"' + to_hex(sm3(content)).substr(0, 32) + '"'};
  return {};
}

const StaticFiles::File* StaticFiles::find(const std::string& path) const {
  auto found = files_.find(path == "/" ? kIndex : path);
  if (found == files_.end() && is_page(path)) found = files_.find(kIndex);
  return found == files_.end() ? nullptr : &found->second;
}

std::optional<Answer> StaticFiles::answer(const Asked& asked) const {
  const File* file = find(decoded(asked.path));
  if (file == nullptr) return std::nullopt;
  return answer_with(*file, asked);
}

Answer StaticFiles::answer_with(const File& file, const Asked& asked) {
  const auto* chosen = &*file.forms.find("");
  for (const auto& [ending, coding] : kCodings) {
    const auto form = file.forms.find(std::string(coding));
    if (form == file.forms.end() || !accepts_coding(asked.accept_encoding, coding)) continue;
    chosen = &*form;
    break;
  }
  const auto& [coding, form] = *chosen;
  Answer answer;
  answer.content_type = file.content_type;
  answer.headers = {
      {"ETag", form.etag},
      {"Cache-Control", file.immutable ? "public, max-age=31536000, immutable" : "no-cache"},
      {"Content-Security-Policy", kPolicy},
      {"Referrer-Policy", "no-referrer"},
      {"Cross-Origin-Opener-Policy", "same-origin"},
      {"X-Frame-Options", "DENY"}};
  if (file.forms.size() > 1) answer.headers.emplace_back("Vary", "Accept-Encoding");
  if (names(asked.if_none_match, form.etag)) {
    answer.status = 304;
    return answer;
  }
  if (!coding.empty()) answer.headers.emplace_back("Content-Encoding", coding);
  answer.file_path = form.file;
  return answer;
}

}  // namespace qianqiao
