// Puts three layers on each other: statute ← city template ← county overlay. A county adds and
// tightens; whatever would loosen the statute is refused here, with the clause it touches. Private
// to this folder.
#pragma once

#include "workflows/definition/layer.h"

namespace qianqiao {

class DefinitionBuilder {
 public:
  // `read_cleanly`: no layer had problems of its own. Otherwise names that may be missing only
  // because of those are not complained about.
  DefinitionBuilder(Problems& problems, bool read_cleanly)
      : problems_(problems), read_cleanly_(read_cleanly) {}

  void put(const Layer& layer);  // in that order
  // Valid only where no problem was found.
  Definition finish(const DefinitionSource& statute, const DefinitionSource& city,
                    const DefinitionSource& overlay);

 private:
  using WrittenPlace = Placed<WrittenDeadline>;
  void put_deadline(const Layer& layer, const WrittenPlace& written);
  void require_statutory_rules(const Layer& layer);
  bool knows_hook(const WrittenPlace& written);
  void put_statutory(const WrittenPlace& written);
  void put_tightened(const Layer& layer, const WrittenPlace& written,
                     const DeadlineRule& statutory);
  bool is_tighter(const WrittenPlace& written, const DeadlineRule& statutory);
  void put_service(const WrittenPlace& written);
  void replace_service(const WrittenPlace& written, DeadlineRule& rule);
  DeadlineRule* find_rule(std::string_view name);

  void put_limit(const Layer& layer, const Placed<Limit>& written);
  void refuse_crossing(const Placed<Limit>& written);
  void put_requirements(const std::vector<Placed<Requirement>>& written,
                        std::vector<Requirement>& all);
  void put_reasons(const std::string& list, const std::vector<Placed<ReasonCode>>& written);
  void put_step(const Layer::WrittenStep& written);
  void put_wait(const StepRule& step);
  void check_steps();
  void check_order(const Layer::WrittenStep& written);
  bool comes_after_itself(const StepRule& step) const;
  void put_notice(const std::string& name, const Placed<NoticeText>& written);
  bool knows_notice(const std::string& name, bool& is_rung);
  void check_fields(const std::string& name, const Placed<NoticeText>& written, bool is_rung);
  void require_fallback_notices();
  void fill_chart_rules();

  void refuse_loosening(const Place& place, const std::string& path, const std::string& clause,
                        const Text& expected);
  void duplicate(const Place& place, const std::string& path, const std::string& name);

  Problems& problems_;
  bool read_cleanly_;
  std::shared_ptr<Definition::Parts> parts_ = std::make_shared<Definition::Parts>();
  std::string canonical_;
  std::string area_below_;
  Place template_place_;
  std::vector<Layer::WrittenStep> written_steps_;  // of all layers
};

}  // namespace qianqiao
