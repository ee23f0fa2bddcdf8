// What an actor has in hand while it acts. Private to the actors' sources.
#pragma once

#include <nlohmann/json.hpp>

#include "server/engine/authority.h"
#include "server/engine/simulation/actors.h"
#include "server/engine/simulation/event_data.h"
#include "workflows/charts/chart.h"

namespace qianqiao {

struct Actors::Deed {
  std::string event;
  nlohmann::json data;
  Player player;
  Decision decision;
};

struct Actors::Here {
  Here(Engine& engine, const SubjectRow& found, std::uint64_t seed);

  void refresh();  // the subject as it stands now
  Scene scene() {
    return {subject, parent ? &*parent : nullptr, today, random, *reader, *directory, definition()};
  }
  // What the subject goes by; one that is not open yet, by its county's current version.
  const Definition& definition() const;
  const ChartRules& chart_rules() const { return definition().chart_rules(); }
  Concern concern(const std::string& event, const nlohmann::json& data) const {
    return concern_of(subject, definition(), event, data);
  }

  Engine& engine;
  const std::shared_ptr<const RuleBook> rules;
  const std::shared_ptr<const Directory> directory;
  std::unique_ptr<Reader> reader;
  SubjectRow subject;
  std::optional<SubjectRow> parent;  // of a referral or slip: its case
  const Instant now;
  const Date today;
  Random random;
};

}  // namespace qianqiao
