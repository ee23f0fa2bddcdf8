// cases.yaml: a plugin's own examples, what goes in and what must come out. Each is run in the real
// sandbox; HTTP is answered from the file.
//
//   cases:
//     - name: 等级良好
//       hook: step tax-grade
//       now: 2025-03-03T09:00:00+08:00          # optional
//       input: {case: {information: {tax: {grade: A}}}}
//       secrets: {robot_key: abc}               # optional, as store and http
//       store: {sent: '3'}
//       http:
//         - expect: {method: POST, url: …, headers: {…}, json: {…} or body: TEXT}
//           answer: {status: 200, headers: {…}, json: {…} or body: TEXT}
//       expect: {outcome: passed}               # what the verdict must contain; or
//       expect_failure: refusal                 # how it must fail
//       expect_store: {sent: '4'}               # optional
#pragma once

#include <deque>
#include <nlohmann/json.hpp>

#include "server/ports/plugin_services.h"

namespace qianqiao {

struct CaseExchange {
  nlohmann::json expect;
  OutgoingAnswer answer;
};

struct PluginCase {
  std::string name;
  HookKind kind = HookKind::kStep;
  std::string hook;
  Instant now{};
  nlohmann::json input = nlohmann::json::object();
  std::map<std::string, std::string> secrets;
  std::map<std::string, std::string> store;
  std::deque<CaseExchange> http;
  nlohmann::json expect;  // null: a failure is expected
  std::string expect_failure;
  nlohmann::json expect_store;  // null: anything
};

struct CasesReading {
  std::vector<PluginCase> cases;
  std::vector<Error> problems;  // with file, line and column
};
CasesReading read_cases(std::string_view yaml, std::string_view file = "cases.yaml");

// Where `actual` lacks what `expected` says, one line each: "outcome: expected …, was …". Objects
// may hold more than expected; lists must be as long.
std::vector<std::string> differences(const nlohmann::json& expected, const nlohmann::json& actual,
                                     const std::string& path = "");

// Answers a plugin as its case says, and remembers what was asked in vain.
class CaseServices : public PluginServices {
 public:
  explicit CaseServices(PluginCase& one) : case_(one) {}

  Result<std::optional<std::string>> stored(const PluginName&, const std::string& key) override;
  Result<void> store(const PluginName&, const std::string& key,
                     const std::optional<std::string>& value, int most_keys) override;
  std::string settings(const PluginName&) override { return "{}"; }
  bool is_approved(const PluginName&, const std::string&) override { return true; }
  std::optional<std::string> secret(const PluginName&, const std::string& name) override;
  Result<OutgoingAnswer> send(const PluginName&, const OutgoingRequest& request,
                              std::chrono::milliseconds within) override;

  const std::vector<std::string>& found() const { return found_; }  // differences of requests

 private:
  PluginCase& case_;
  std::vector<std::string> found_;
};

}  // namespace qianqiao
