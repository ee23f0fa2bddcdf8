// One source of a definition as it was read: statute, city template or county overlay. Private to
// this folder; the builder puts three of them on each other.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "workflows/definition/definition.h"
#include "workflows/definition/problems.h"

namespace qianqiao {

enum class LayerKind { kStatute, kTemplate, kOverlay };

template <class T>
struct Placed {
  T value;
  std::string path;
  Place place;
};

// As written: on a clock that a lower layer knows already only the budget and ladder are needed.
struct WrittenDeadline {
  std::string hook;
  std::optional<SubjectKind> subject;
  std::string clause;
  Text title;
  Text anchor;
  Budget budget;
  std::vector<RungRule> ladder;
  std::string quote;  // of the statute's
};

struct Layer {
  LayerKind kind = LayerKind::kOverlay;
  bool present = false;  // an overlay may be empty
  std::string file;      // the source's name
  std::string title;     // 信发改财金〔2024〕329号
  std::string area;      // of template and overlay
  Place area_place;
  std::vector<Placed<WrittenDeadline>> deadlines;
  std::vector<Placed<Limit>> limits;
  std::vector<Placed<Requirement>> standards, information;
  std::map<std::string, std::vector<Placed<ReasonCode>>> reasons;
  struct WrittenStep : Placed<StepRule> {
    std::optional<NoticeText> notice;  // of a step that sends one
  };
  std::vector<WrittenStep> steps;
  std::map<std::string, Placed<NoticeText>> notices;
  std::optional<int> visit_attempt_limit, visit_overlap_days;
  std::optional<Approval> approval;
  std::vector<std::string> clauses;  // of the statute: the names that clauses may have
  std::string canonical = "null";    // content without layout and comments
};

}  // namespace qianqiao
