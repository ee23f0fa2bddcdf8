// A city small enough to know by heart, with an engine on a real SQLite store in a folder of its
// own and a clock that only moves when told. For tests of the engine and what stands on it.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "server/engine/clocks.h"
#include "server/engine/engine.h"

namespace qianqiao::test {

// A folder that goes with its object.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

Instant instant(const char* text);  // parse_instant, asserted

// 河南省 (41) > 信阳市 (4115) > 浉河区 (411502) with 老城街道 (411502001), 光山县 (411522); banks
// BANK-A and BANK-B, department DEPT-TAX. One person for each role of 411502, named "role-411502"
// (two for task_force: task_force-411502, task_force2-411502); banks' people "contact-BANK-A",
// "head-BANK-A"; the city's "city_office", "city_convener"; "office-411522", "force-411522".
class SmallCity {
 public:
  explicit SmallCity(const char* start = "2025-03-03T09:00");

  Engine& engine() { return *engine_; }
  Store& store() { return *store_; }
  SimulatedClock& clock() { return clock_; }
  const std::filesystem::path& folder() const { return folder_.path(); }
  std::unique_ptr<Reader> read() { return store_->reader(); }

  // Destroys engine and store and opens them again, as a restart would.
  void restart();
  // Moves the clock; every due rung on the way is claimed at its instant.
  void advance_to(Instant target);
  void advance_to(const char* text) { advance_to(instant(text)); }

  // A command with JSON data, any version, no key.
  Command command(SubjectKind kind, const SubjectId& subject, const char* event,
                  const std::string& data, const PersonId& actor);
  Outcome post(SubjectKind kind, const SubjectId& subject, const char* event,
               const std::string& data, const PersonId& actor);
  // The same, expected to be accepted.
  SubjectRow must(SubjectKind kind, const SubjectId& subject, const char* event,
                  const std::string& data, const PersonId& actor);

  // ---- A case on its way; each does all that comes before it.
  SubjectId listed(const std::string& name = "信阳茶业有限公司");
  SubjectId visited();  // with a need: it stands in Application
  SubjectId applied(const std::string& banks = R"(["BANK-A","BANK-B"])");
  SubjectId signed_case(const std::string& banks = R"(["BANK-A","BANK-B"])");
  SubjectId pushed(const std::string& banks = R"(["BANK-A","BANK-B"])");
  SubjectId referral(const SubjectId& case_id, const std::string& bank);
  void complete_materials(const SubjectId& referral_id, const std::string& bank);

  SubjectRow subject(const SubjectId& id);

 private:
  void open();
  TemporaryFolder folder_;
  SimulatedClock clock_;
  std::unique_ptr<Store> store_;
  std::unique_ptr<Engine> engine_;
  int enterprises_ = 0;
};

extern const char kGrant[];     // data of Granted
extern const char kApproval[];  // data of ReviewApproved at any level
std::string application(const std::string& banks = R"(["BANK-A"])");  // of ApplicationSubmitted

}  // namespace qianqiao::test
