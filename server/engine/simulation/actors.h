// Seeded actors: people and banks who turn to open subjects on working days and post events
// through the engine like anybody else. They know which rows of the charts have not happened yet
// and steer a few subjects there, so that a long enough run passes through all of them.
//
// What an actor does follows from the seed, the day and what is stored, from nothing in memory:
// a run that was cut off goes on as it would have. Belongs to the engine's thread.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "server/engine/engine.h"
#include "server/engine/simulation/cast.h"
#include "server/engine/simulation/coverage.h"

namespace qianqiao {

struct ActorOptions {
  std::uint64_t seed = 1;
  int most_turns_a_day = 3000;
  // May new enterprises come to the window, rounds open and calendars be corrected? All made up:
  // in demo data only.
  bool may_invent = false;
};

// Somebody turns to a subject at an instant.
struct Turn {
  Instant at;
  SubjectId subject;    // empty: a newcomer comes to the window
  bool guided = false;  // towards what has not happened yet
};

class Actors {
 public:
  Actors(Engine& engine, const ActorOptions& options);
  ~Actors();

  // The turns of this day in order of time; none on days off. Reads the open subjects once.
  std::vector<Turn> plan(Date day);
  // Somebody acts now. True: something happened.
  bool take(const Turn& turn);

  const Coverage& coverage() const { return coverage_; }
  std::int64_t accepted() const { return accepted_; }
  // Refusals of the engine by code: what actors offered and charts would have taken.
  const std::map<std::string, std::int64_t>& refused() const { return refused_; }

 private:
  struct Deed;  // an event that the chart would take, by somebody who may post it
  struct Here;  // a subject with all that one needs to act on it

  void open_day(Date day);
  void open_next_rounds(Date day);
  void correct_calendar(Date day);
  void plan_page(Date day, Reader& reader, const std::vector<SubjectRow>& page,
                 std::vector<Turn>& turns);
  void plan_closed(Date day, Reader& reader, std::vector<Turn>& turns);
  void guide(Date day, const SubjectRow& subject, std::vector<Turn>& turns);
  bool is_of_interest(Reader& reader, const SubjectRow& subject);
  bool welcome_newcomer();

  std::optional<Deed> offer(Here& here, const std::string& event, std::string* refusal) const;
  std::vector<Deed> all_offers(Here& here) const;
  int novelty(Here& here, const Deed& deed) const;
  bool leaves_last_word_to_another(Here& here, const Deed& deed) const;
  bool leaves_items_owed(Here& here, const Deed& deed) const;
  bool should_wait(Here& here) const;
  std::optional<Deed> guided_deed(Here& here) const;
  bool act_by_habit(Here& here);
  bool act_after_preparing(Here& here, const std::string& event);
  bool raise_slip(Here& here);
  bool post(Here& here, const Deed& deed);
  bool gather_information(Here& here);
  bool execute(const Command& command);
  bool note(const Outcome& outcome, const std::string& event);

  Engine& engine_;
  const ActorOptions options_;
  Coverage coverage_;
  // Of the day that plan() was asked for last.
  std::shared_ptr<const Directory> directory_;
  std::optional<Cast> cast_;
  std::map<std::pair<SubjectKind, std::string>, int> guided_today_, population_;
  std::map<SubjectKind, SubjectId> closed_cursor_;
  std::int64_t accepted_ = 0;
  std::map<std::string, std::int64_t> refused_;
};

}  // namespace qianqiao
