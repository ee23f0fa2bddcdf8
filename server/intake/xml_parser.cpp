#include "server/intake/xml_parser.h"

#include <expat.h>

#include <cassert>
#include <cstring>

namespace qianqiao {
namespace {

constexpr int kMaxDepth = 64;
// expat keeps an unfinished tag whole; none of a real workbook comes near this.
constexpr std::int64_t kMaxTagBytes = 1 << 20;

std::string_view local_name(const char* name) {
  const char* colon = std::strchr(name, ':');
  return colon ? colon + 1 : name;
}

}  // namespace

std::string_view XmlAttributes::operator[](std::string_view name) const {
  for (const char** pair = pairs_; *pair; pair += 2)
    if (local_name(pair[0]) == name) return pair[1];
  return {};
}

struct XmlParser::Expat {
  XML_Parser parser;
  XmlHandler& handler;
  int depth = 0;
  std::int64_t fed = 0;
  bool doctype = false;
  bool too_deep = false;

  explicit Expat(XmlHandler& h) : parser(XML_ParserCreate(nullptr)), handler(h) {
    XML_SetUserData(parser, this);
    XML_SetElementHandler(parser, start, end);
    XML_SetCharacterDataHandler(parser, text);
    XML_SetStartDoctypeDeclHandler(parser, refuse_doctype);
  }
  ~Expat() { XML_ParserFree(parser); }

  static void start(void* self, const char* name, const char** attributes) {
    auto& it = *static_cast<Expat*>(self);
    if (++it.depth > kMaxDepth) {
      it.too_deep = true;
      XML_StopParser(it.parser, XML_FALSE);
      return;
    }
    it.handler.on_start(local_name(name), XmlAttributes(attributes));
  }
  static void end(void* self, const char* name) {
    auto& it = *static_cast<Expat*>(self);
    --it.depth;
    it.handler.on_end(local_name(name));
  }
  static void text(void* self, const char* bytes, int size) {
    static_cast<Expat*>(self)->handler.on_text({bytes, static_cast<std::size_t>(size)});
  }
  static void refuse_doctype(void* self, const char*, const char*, const char*, int) {
    auto& it = *static_cast<Expat*>(self);
    it.doctype = true;
    XML_StopParser(it.parser, XML_FALSE);
  }
};

XmlParser::XmlParser(XmlHandler& handler, std::string part)
    : part_(std::move(part)), expat_(std::make_unique<Expat>(handler)) {}

XmlParser::~XmlParser() = default;

char* XmlParser::buffer(std::size_t size) {
  return static_cast<char*>(XML_GetBuffer(expat_->parser, static_cast<int>(size)));
}

Result<bool> XmlParser::parse(std::size_t size, bool last) {
  expat_->fed += static_cast<std::int64_t>(size);
  return conclude(XML_ParseBuffer(expat_->parser, static_cast<int>(size), last));
}

Result<bool> XmlParser::resume() { return conclude(XML_ResumeParser(expat_->parser)); }

void XmlParser::pause() { XML_StopParser(expat_->parser, XML_TRUE); }

Result<bool> XmlParser::conclude(int status) {
  if (expat_->doctype) return fail("xlsx.doctype", {{"part", part_}});
  const std::int64_t parsed = XML_GetCurrentByteIndex(expat_->parser);
  const bool endless_tag = status == XML_STATUS_OK && expat_->fed - parsed > kMaxTagBytes;
  if (status == XML_STATUS_ERROR || expat_->too_deep || endless_tag)
    return fail(
        "xlsx.malformed",
        {{"part", part_}, {"line", std::to_string(XML_GetCurrentLineNumber(expat_->parser))}});
  return status == XML_STATUS_SUSPENDED;
}

Result<void> parse_xml(std::string_view document, XmlHandler& handler, const std::string& part) {
  XmlParser parser(handler, part);
  char* to = parser.buffer(document.size());
  std::memcpy(to, document.data(), document.size());
  const Result<bool> paused = parser.parse(document.size(), true);
  assert(!paused || !*paused);
  if (!paused) return fail(paused.error());
  return {};
}

}  // namespace qianqiao
