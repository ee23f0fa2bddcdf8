#include "workflows/definition/three_way_merge.h"

#include <map>
#include <set>

namespace qianqiao {
namespace {

using Standing = MergedPart::Standing;
using Key = std::pair<DefinitionDifference::Part, std::string>;

// A definition's parts by their names.
class Side {
 public:
  explicit Side(const Definition& definition) : parts_(parts_of(definition)) {
    for (const DefinitionPart& part : parts_) by_key_[{part.part, part.name}] = &part;
  }
  const std::vector<DefinitionPart>& parts() const { return parts_; }
  const DefinitionPart* find(const Key& key) const {
    const auto found = by_key_.find(key);
    return found == by_key_.end() ? nullptr : found->second;
  }

 private:
  std::vector<DefinitionPart> parts_;
  std::map<Key, const DefinitionPart*> by_key_;
};

bool same(const DefinitionPart* one, const DefinitionPart* other) {
  if (one == nullptr || other == nullptr) return one == other;
  return one->says_as(*other);
}

Text sentence_of(const DefinitionPart* part) { return part == nullptr ? Text{} : part->sentence; }

Side without_overlay(const Definition& definition) {
  const auto alone = definition.with({"template", definition.template_yaml()});
  return Side(alone.definition ? *alone.definition : definition);
}

class Merge {
 public:
  explicit Merge(const MergeSides& sides)
      : base_(sides.base),
        base_city_(without_overlay(sides.base)),
        in_force_(sides.in_force),
        in_force_city_(without_overlay(sides.in_force)),
        city_(sides.city),
        on_base_(sides.draft_on_base),
        draft_(sides.draft) {}

  std::vector<MergedPart> all() {
    for (const Side* side : {&draft_, &base_, &in_force_, &city_})
      for (const DefinitionPart& part : side->parts()) add(part);
    return std::move(out_);
  }

 private:
  void add(const DefinitionPart& part) {
    const Key key{part.part, part.name};
    if (!seen_.insert(key).second) return;
    const DefinitionPart* base = base_.find(key);
    const DefinitionPart* theirs = theirs_of(key);
    const DefinitionPart* draft = draft_.find(key);
    MergedPart merged{Standing::kOurs, part.part,         part.name,           part.stage,
                      part.clause,     sentence_of(base), sentence_of(theirs), sentence_of(draft)};
    const bool we_changed = !same(on_base_.find(key), base);
    if (same(theirs, base)) {
      if (!we_changed && same(city_.find(key), base_city_.find(key))) return;
      if (!we_changed) {
        merged.standing = Standing::kCovered;
        merged.theirs = sentence_of(city_.find(key));
      }
    } else if (!we_changed) {
      merged.standing = same(draft, theirs) ? Standing::kTaken : Standing::kUndone;
    } else {
      merged.standing = same(draft, theirs) ? Standing::kSame : Standing::kConflict;
    }
    out_.push_back(std::move(merged));
  }

  // A county that is behind the city goes by an older template; what it would have today is its own
  // part, or the city's where it has none.
  const DefinitionPart* theirs_of(const Key& key) const {
    const DefinitionPart* now = in_force_.find(key);
    return same(now, in_force_city_.find(key)) ? city_.find(key) : now;
  }

  const Side base_, base_city_, in_force_, in_force_city_, city_, on_base_, draft_;
  std::set<Key> seen_;
  std::vector<MergedPart> out_;
};

}  // namespace

std::vector<MergedPart> merged_parts(const MergeSides& sides) { return Merge(sides).all(); }

bool asks_for_decision(Standing standing) {
  return standing == Standing::kUndone || standing == Standing::kConflict;
}

std::string_view to_string(Standing standing) {
  switch (standing) {
    case Standing::kOurs:
      return "ours";
    case Standing::kSame:
      return "same";
    case Standing::kTaken:
      return "taken";
    case Standing::kCovered:
      return "covered";
    case Standing::kUndone:
      return "undone";
    case Standing::kConflict:
      return "conflict";
  }
  return {};
}

}  // namespace qianqiao
