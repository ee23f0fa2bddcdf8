// A pull-like SAX parser over expat: fed in pieces, it can pause after any element. Names come
// without their prefix, since strict and transitional OOXML differ in namespaces only and some
// writers prefix everything. A document type, and with it any entity, is refused.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "workflows/base/result.h"

namespace qianqiao {

class XmlAttributes {
 public:
  explicit XmlAttributes(const char** pairs) : pairs_(pairs) {}
  // By local name; empty where there is none.
  std::string_view operator[](std::string_view name) const;

 private:
  const char** pairs_;
};

class XmlHandler {
 public:
  virtual ~XmlHandler() = default;
  virtual void on_start(std::string_view name, const XmlAttributes& attributes) = 0;
  virtual void on_end(std::string_view name) = 0;
  virtual void on_text(std::string_view text) = 0;
};

class XmlParser {
 public:
  XmlParser(XmlHandler& handler, std::string part);  // `part` names the document in errors
  ~XmlParser();
  XmlParser(const XmlParser&) = delete;
  XmlParser& operator=(const XmlParser&) = delete;

  // Where to put the next piece; then call parsed().
  char* buffer(std::size_t size);
  // True: paused, call resume(). False: all of the piece is parsed.
  // Errors: xlsx.doctype, xlsx.malformed.
  Result<bool> parse(std::size_t size, bool last);
  Result<bool> resume();
  void pause();  // from within a handler

 private:
  struct Expat;
  Result<bool> conclude(int status);
  std::string part_;
  std::unique_ptr<Expat> expat_;
};

// Parses a whole document.
Result<void> parse_xml(std::string_view document, XmlHandler& handler, const std::string& part);

}  // namespace qianqiao
