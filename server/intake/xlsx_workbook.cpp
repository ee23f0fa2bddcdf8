#include "server/intake/xlsx_workbook.h"

#include <charconv>
#include <map>
#include <set>

#include "server/intake/cell_text.h"
#include "server/intake/xml_parser.h"

namespace qianqiao {
namespace {

constexpr std::size_t kMaxPartBytes = 32 << 20;  // of the small parts, read whole
constexpr std::size_t kMaxStyles = 65'536;       // Excel's own limit is 64,000
constexpr std::size_t kMaxSheets = 4096;

struct Relationship {
  std::string type;  // what follows the last slash: "worksheet", "sharedStrings", …
  std::string target;
};
using Relationships = std::map<std::string, Relationship, std::less<>>;

// "xl/workbook.xml" + "worksheets/sheet1.xml" → "xl/worksheets/sheet1.xml".
std::string resolve(std::string_view base_part, std::string_view target) {
  if (target.starts_with('/')) return std::string(target.substr(1));
  const std::size_t slash = base_part.rfind('/');
  std::string folder(slash == std::string_view::npos ? "" : base_part.substr(0, slash + 1));
  while (target.starts_with("./") || target.starts_with("../")) {
    if (target.starts_with("../")) {
      const std::size_t up =
          folder.size() < 2 ? std::string::npos : folder.rfind('/', folder.size() - 2);
      folder = up == std::string::npos ? "" : folder.substr(0, up + 1);
      target.remove_prefix(3);
    } else {
      target.remove_prefix(2);
    }
  }
  return folder + std::string(target);
}

class RelationshipHandler final : public XmlHandler {
 public:
  RelationshipHandler(std::string_view base, Relationships& out) : base_(base), out_(out) {}
  void on_start(std::string_view name, const XmlAttributes& attributes) override {
    if (name != "Relationship" || attributes["TargetMode"] == "External") return;
    const std::string_view type = attributes["Type"];
    out_[std::string(attributes["Id"])] = {std::string(type.substr(type.rfind('/') + 1)),
                                           resolve(base_, attributes["Target"])};
  }
  void on_end(std::string_view) override {}
  void on_text(std::string_view) override {}

 private:
  std::string_view base_;
  Relationships& out_;
};

class WorkbookHandler final : public XmlHandler {
 public:
  WorkbookHandler(const Relationships& relationships, XlsxWorkbook& out)
      : relationships_(relationships), out_(out) {}
  void on_start(std::string_view name, const XmlAttributes& attributes) override {
    if (name == "workbookPr")
      out_.from_1904 = attributes["date1904"] == "1" || attributes["date1904"] == "true";
    if (name != "sheet" || out_.sheets.size() == kMaxSheets) return;
    XlsxSheet sheet;
    sheet.name = attributes["name"];
    sheet.hidden = attributes["state"] == "hidden" || attributes["state"] == "veryHidden";
    const auto found = relationships_.find(attributes["id"]);
    if (found != relationships_.end() && found->second.type == "worksheet")
      sheet.part = found->second.target;
    out_.sheets.push_back(std::move(sheet));
  }
  void on_end(std::string_view) override {}
  void on_text(std::string_view) override {}

 private:
  const Relationships& relationships_;
  XlsxWorkbook& out_;
};

class StyleHandler final : public XmlHandler {
 public:
  explicit StyleHandler(std::vector<bool>& out) : out_(out) {}
  void on_start(std::string_view name, const XmlAttributes& attributes) override {
    if (name == "cellXfs") inside_ = true;
    const std::string_view id_text = attributes["numFmtId"];
    int id = 0;
    std::from_chars(id_text.data(), id_text.data() + id_text.size(), id);
    if (name == "numFmt" && is_date_format(attributes["formatCode"])) custom_dates_.insert(id);
    if (name == "numFmt" && !is_date_format(attributes["formatCode"])) custom_others_.insert(id);
    if (name == "xf" && inside_ && out_.size() < kMaxStyles)
      out_.push_back(custom_dates_.contains(id) ||
                     (is_date_format_id(id) && !custom_others_.contains(id)));
  }
  void on_end(std::string_view name) override {
    if (name == "cellXfs") inside_ = false;
  }
  void on_text(std::string_view) override {}

 private:
  std::vector<bool>& out_;
  std::set<int> custom_dates_, custom_others_;
  bool inside_ = false;
};

// A part that is not there is left out, not an error.
Result<void> parse_part(ZipArchive& archive, const std::string& part, XmlHandler& handler) {
  const ZipEntry* entry = archive.find(part);
  if (!entry) return {};
  const Result<std::string> text = archive.read_whole(*entry, kMaxPartBytes);
  if (!text) return fail(text.error());
  return parse_xml(*text, handler, part);
}

Result<Relationships> read_relationships(ZipArchive& archive, const std::string& part) {
  const std::size_t slash = part.rfind('/') + 1;  // 0 where there is none
  Relationships found;
  RelationshipHandler handler(part, found);
  const Result<void> parsed =
      parse_part(archive, part.substr(0, slash) + "_rels/" + part.substr(slash) + ".rels", handler);
  if (!parsed) return fail(parsed.error());
  return found;
}

const Relationship* find_type(const Relationships& relationships, std::string_view type) {
  for (const auto& [id, relationship] : relationships)
    if (relationship.type == type) return &relationship;
  return nullptr;
}

tl::unexpected<Error> tell_other_kinds_apart(const ZipArchive& archive) {
  if (archive.find("content.xml")) return fail("table.ods");
  return fail("xlsx.no_workbook");
}

}  // namespace

Result<XlsxWorkbook> read_workbook(ZipArchive& archive) {
  const Result<Relationships> roots = read_relationships(archive, "");
  if (!roots) return fail(roots.error());
  const Relationship* root = find_type(*roots, "officeDocument");
  const std::string part = root ? root->target : "xl/workbook.xml";
  if (part.ends_with(".bin")) return fail("table.xlsb");
  if (!archive.find(part)) return tell_other_kinds_apart(archive);
  const Result<Relationships> relationships = read_relationships(archive, part);
  if (!relationships) return fail(relationships.error());
  XlsxWorkbook workbook;
  WorkbookHandler handler(*relationships, workbook);
  if (Result<void> parsed = parse_part(archive, part, handler); !parsed)
    return fail(parsed.error());
  if (workbook.sheets.empty()) return fail("xlsx.no_workbook");
  if (const Relationship* strings = find_type(*relationships, "sharedStrings"))
    workbook.shared_strings_part = strings->target;
  if (const Relationship* styles = find_type(*relationships, "styles")) {
    StyleHandler style_handler(workbook.date_styles);
    if (Result<void> parsed = parse_part(archive, styles->target, style_handler); !parsed)
      return fail(parsed.error());
  }
  return workbook;
}

Result<XlsxSheet> choose_sheet(const XlsxWorkbook& workbook, std::string_view name) {
  std::string names;
  for (const XlsxSheet& sheet : workbook.sheets) {
    const bool wanted = name.empty() ? !sheet.hidden : sheet.name == name;
    if (wanted && !sheet.part.empty()) return sheet;
    names += (names.empty() ? "" : "、") + sheet.name;
  }
  if (name.empty()) return fail("xlsx.no_visible_sheet", {{"sheets", names}});
  return fail("xlsx.no_such_sheet", {{"sheet", std::string(name)}, {"sheets", names}});
}

}  // namespace qianqiao
