// The names that definitions may use: a name that nothing answers to is a typing error that would
// otherwise be silence at run time.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "workflows/base/ids.h"
#include "workflows/definition/definition.h"

namespace qianqiao {

inline constexpr char kSilent[] = "†";  // cited where the notice says nothing
// "(一)" … "(十七)" and that: of a notice that does not name its clauses itself.
const std::vector<std::string>& clauses();
const std::vector<std::string>& subject_names();  // case, referral, slip
SubjectKind subject_kind(std::string_view name);  // of a known name
std::string_view subject_name(SubjectKind kind);
const std::vector<std::string>& audience_names();
// Subject whose chart arms this clock; none: no chart does.
std::optional<SubjectKind> hook_subject(std::string_view hook);
std::vector<std::string> hooks();  // of all charts
// The notice's own clocks: a definition without one of them is refused.
const std::vector<std::string>& statutory_hooks();
const std::vector<std::string>& reason_list_names();
const std::vector<std::string>& step_stages();  // leaf states of a case that can have steps
const std::vector<std::string>& role_names();
const std::vector<std::string>& step_kind_names();
StepKind step_kind(std::string_view name);  // of a known name
// {field}s that a text may name: rungs know their deadline, events do not.
const std::vector<std::string>& rung_fields();
const std::vector<std::string>& event_fields();

}  // namespace qianqiao
