#include "plugins/protocol/verdict.h"

#include <algorithm>
#include <map>

#include "plugins/protocol/strict_reader.h"

namespace qianqiao::protocol {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kLongestReason = 2000, kMostNotes = 50, kMostCommands = 20;
constexpr std::size_t kMostRows = 20'000, kMostColumns = 60;

const std::vector<std::string>& readers_within_the_office() {
  static const std::vector<std::string> roles = {"task_force", "county_office", "leader",
                                                 "visitor"};
  return roles;
}

// Whole numbers, booleans, texts, lists and objects of them.
bool is_plain(const Json& value) {
  if (value.is_number_float() || value.is_null() || value.is_binary()) return false;
  if (value.is_structured())
    return std::all_of(value.begin(), value.end(), [](const Json& part) { return is_plain(part); });
  return true;
}

class VerdictReader {
 public:
  VerdictReader(HookKind kind, const Json& verdict, const std::vector<SubjectId>& subjects)
      : kind_(kind), reader_(verdict, "verdict"), subjects_(subjects) {
    if (!is_plain(verdict)) reader_.wrong("holds a decimal or a null");
  }

  Result<void> check() {
    outcome_ = reader_.one_of("outcome", outcomes());
    check_reason();
    check_texts("notes", kMostNotes);
    check_kind();
    if (!nested_.code.empty()) return fail(nested_);
    return reader_.finish();
  }

 private:
  std::vector<std::string> outcomes() const {
    switch (kind_) {
      case HookKind::kStep:
        return {"passed", "failed", "report"};
      case HookKind::kGuard:
        return {"allowed", "refused"};
      case HookKind::kOn:
      case HookKind::kScheduled:
        return {"done"};
      case HookKind::kNotifier:
        return {"delivered", "sent", "retry", "rejected"};
      case HookKind::kValidator:
        return {"valid", "invalid"};
      case HookKind::kImporter:
        return {"rows"};
      case HookKind::kReport:
        return {"table"};
    }
    return {};
  }

  void check_reason() {
    const auto reason = reader_.optional_text("reason", kLongestReason);
    const bool asked = outcome_ == "failed" || outcome_ == "refused" || outcome_ == "retry" ||
                       outcome_ == "rejected" || outcome_ == "report";
    if (asked && (!reason || reason->empty())) reader_.wrong("reason is missing");
  }

  void check_texts(const char* name, std::size_t most) {
    if (!reader_.optional_node(name)) return;
    for (const Json& text : reader_.list(name, most))
      if (!text.is_string() || text.get_ref<const std::string&>().size() > kLongestReason)
        reader_.wrong(std::string(name) + " holds what is no short text");
  }

  // Each entry of a list by `visit`; the first problem of an entry is kept.
  template <class Visit>
  void each(const char* name, std::size_t most, const Visit& visit) {
    if (!reader_.optional_node(name)) return;
    for (const Json& item : reader_.list(name, most)) {
      StrictReader entry(item, std::string(name) + " entry");
      visit(entry);
      if (auto fine = entry.finish(); !fine && nested_.code.empty()) nested_ = fine.error();
    }
  }

  void check_commands() {
    each("commands", kMostCommands, [&](StrictReader& command) {
      if (command.text("event", 60).empty()) command.wrong("event is empty");
      command.object("data");
      const auto subject = command.optional_text("subject", 60);
      if (subject && std::find(subjects_.begin(), subjects_.end(), *subject) == subjects_.end())
        command.wrong("concerns another subject, " + *subject);
    });
  }

  void check_warnings() {
    each("warnings", kMostNotes, [](StrictReader& warning) {
      warning.text("text", kLongestReason);
      warning.one_of("to", readers_within_the_office());
    });
  }

  void check_messages() {
    each("messages", kMostNotes, [](StrictReader& message) {
      std::vector<std::string> to = readers_within_the_office();
      to.push_back("city_office");
      message.one_of("to", to);
      message.text("title", 200);
      message.text("text", 16'000);
    });
  }

  void check_score() {
    const Json* score = reader_.optional_node("score");
    if (!score) return;
    StrictReader entry(*score, "score");
    entry.integer("value", 0, 100);
    for (const Json& reason : entry.list("reasons", kMostNotes))
      if (!reason.is_string()) entry.wrong("reasons holds what is no text");
    if (auto fine = entry.finish(); !fine && nested_.code.empty()) nested_ = fine.error();
  }

  void check_step() {
    const auto department = reader_.optional_text("department", 60);
    if (outcome_ == "report" && (!department || department->empty()))
      reader_.wrong("department is missing");
    if (reader_.optional_node("form")) reader_.object("form");
    check_score();
    check_commands();
    check_warnings();
  }

  void check_validator() {
    const Json* problems = reader_.optional_node("problems");
    if ((outcome_ == "invalid") != (problems && problems->is_array() && !problems->empty()))
      reader_.wrong("problems do not go with the outcome");
    each("problems", 200, [](StrictReader& problem) {
      problem.text("field", 100);
      problem.text("text", kLongestReason);
    });
  }

  void check_importer() {
    for (const Json& row : reader_.list("rows", kMostRows))
      if (!row.is_object()) reader_.wrong("rows holds what is no object");
    each("problems", kMostRows, [](StrictReader& problem) {
      problem.integer("row", 0, 10'000'000);
      problem.text("column", 200);
      problem.text("text", kLongestReason);
    });
  }

  void check_report() {
    reader_.text("title", 200);
    check_texts("columns", kMostColumns);
    const std::size_t columns = reader_.list("columns", kMostColumns).size();
    for (const Json& row : reader_.list("rows", kMostRows)) {
      if (!row.is_array() || row.size() != columns)
        reader_.wrong("has a row that is not as wide as its columns");
      else
        for (const Json& cell : row)
          if (cell.is_structured()) reader_.wrong("has a cell that is no plain value");
    }
  }

  void check_kind() {
    switch (kind_) {
      case HookKind::kStep:
        return check_step();
      case HookKind::kGuard:
        return check_warnings();
      case HookKind::kOn:
        return check_commands(), check_warnings();
      case HookKind::kScheduled:
        return check_commands(), check_warnings(), check_messages();
      case HookKind::kNotifier:
        return;
      case HookKind::kValidator:
        return check_validator();
      case HookKind::kImporter:
        return check_importer();
      case HookKind::kReport:
        return check_report();
    }
  }

  const HookKind kind_;
  StrictReader reader_;
  const std::vector<SubjectId>& subjects_;
  std::string outcome_;
  Error nested_;
};

}  // namespace

Result<std::string> check_verdict(HookKind kind, const Json& verdict,
                                  const std::vector<SubjectId>& subjects) {
  VerdictReader reader(kind, verdict, subjects);
  if (auto fine = reader.check(); !fine) return fail(fine.error());
  return verdict.dump();
}

}  // namespace qianqiao::protocol
