#include "server/intake/document_type.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <optional>

#include "server/intake/zip_archive.h"
#include "workflows/base/text.h"

namespace qianqiao {
namespace {

using namespace std::string_view_literals;

struct DocumentType {
  std::string_view media_type;
  std::array<std::string_view, 2> extensions;  // upper case
};
constexpr DocumentType kPdf{"application/pdf", {".PDF", ".PDF"}};
constexpr DocumentType kJpeg{"image/jpeg", {".JPG", ".JPEG"}};
constexpr DocumentType kPng{"image/png", {".PNG", ".PNG"}};
constexpr DocumentType kText{"text/plain", {".TXT", ".TXT"}};
constexpr DocumentType kXlsx{"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                             {".XLSX", ".XLSX"}};
constexpr DocumentType kDocx{
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document", {".DOCX", ".DOCX"}};

constexpr auto kPdfMark = "%PDF-"sv;
constexpr auto kJpegMark = "\xFF\xD8\xFF"sv;
constexpr auto kPngMark = "\x89PNG\r\n\x1A\n"sv;
constexpr auto kZipMark = "PK\x03\x04"sv;
constexpr auto kCompoundMark = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv;  // .doc, .xls, locked ones
constexpr std::size_t kContentTypesLimit = 1 << 20;

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

// An office file says what it is in [Content_Types].xml; macros are told of there, and lie in
// vbaProject.bin whatever is told.
Result<DocumentType> inspect_office_file(const std::string& path) {
  const auto archive = ZipArchive::open(path);
  if (!archive) return fail("document.damaged");
  const ZipEntry* types = (*archive)->find("[Content_Types].xml");
  if (types == nullptr) return fail("document.type_refused");
  const auto content = (*archive)->read_whole(*types, kContentTypesLimit);
  if (!content) return fail("document.damaged");
  const std::string said = to_upper_ascii(*content);
  if (contains(said, "MACROENABLED") || contains(said, "VBAPROJECT"))
    return fail("document.macros");
  for (const auto& [name, entry] : (*archive)->entries())
    if (to_upper_ascii(name).ends_with("VBAPROJECT.BIN")) return fail("document.macros");
  if (contains(said, "SPREADSHEETML.SHEET.MAIN+XML")) return kXlsx;
  if (contains(said, "WORDPROCESSINGML.DOCUMENT.MAIN+XML")) return kDocx;
  return fail("document.type_refused");
}

Result<DocumentType> inspect_content(const std::string& path, std::string_view content) {
  if (content.starts_with(kPdfMark)) return kPdf;
  if (content.starts_with(kJpegMark)) return kJpeg;
  if (content.starts_with(kPngMark)) return kPng;
  if (content.starts_with(kZipMark)) return inspect_office_file(path);
  if (content.starts_with(kCompoundMark)) return fail("document.locked");
  if (is_plain_text(content)) return kText;
  return fail("document.type_refused");
}

}  // namespace

bool is_plain_text(std::string_view content) {
  if (!is_valid_utf8(content)) return false;
  const auto is_control = [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\t' && c != '\n' && c != '\r') || byte == 0x7F;
  };
  if (std::any_of(content.begin(), content.end(), is_control)) return false;
  const std::string_view begin = trim(content);
  if (begin.empty() || begin.starts_with('<') || begin.starts_with("#!")) return false;
  const std::string upper = to_upper_ascii(content);
  for (const auto mark : {"<SCRIPT"sv, "<HTML"sv, "<SVG"sv, "<!DOCTYPE"sv, "<IFRAME"sv, "<BODY"sv})
    if (contains(upper, mark)) return false;
  return true;
}

Result<std::string> inspect_document(const std::string& path, const std::string& name) {
  std::ifstream file(path, std::ios::binary);
  const std::string content((std::istreambuf_iterator<char>(file)), {});
  if (content.empty()) return fail("document.empty");
  const auto type = inspect_content(path, content);
  if (!type) return fail(type.error());
  const std::string upper = to_upper_ascii(name);
  const auto& endings = type->extensions;
  const auto fits = [&](std::string_view ending) { return upper.ends_with(ending); };
  if (std::none_of(endings.begin(), endings.end(), fits)) {
    std::string wanted(endings.front());
    std::transform(wanted.begin(), wanted.end(), wanted.begin(),
                   [](char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c); });
    return fail("document.extension", {{"name", name}, {"extension", wanted}});
  }
  return std::string(type->media_type);
}

}  // namespace qianqiao
