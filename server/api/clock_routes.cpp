#include <nlohmann/json.hpp>

#include "server/api/json_input.h"
#include "server/api/paging.h"
#include "server/api/routes.h"

namespace qianqiao::routes {
namespace {

Answer clock_answer(const Service& service) {
  return json_answer({{"now", format_instant(service.clock.now())},
                      {"clock", service.clock_mover == nullptr ? "system" : "simulated"}});
}

Result<Instant> target_of(const Request& request, Instant now) {
  const auto body = parse_strictly(request.body);
  if (!body) return fail(body.error());
  auto input = ObjectInput::of(*body);
  if (!input) return fail(input.error());
  const std::string advance = input->text("advance"), to = input->text("to");
  if (auto fine = input->finish(); !fine) return fail(fine.error());
  if (advance.empty() == to.empty()) return fail("clock.advance_or_to");
  if (!to.empty()) return parse_instant(to);
  const auto span = parse_span(advance);
  if (!span) return fail(span.error());
  return now + *span;
}

}  // namespace

Result<Answer> show_clock(Service& service, const Request&) { return clock_answer(service); }

Result<Answer> move_clock(Service& service, const Request& request) {
  if (service.clock_mover == nullptr) return fail("clock.not_simulated");
  const auto target = target_of(request, service.clock.now());
  if (!target) return fail(target.error());
  if (auto moved = service.clock_mover->advance_to(*target); !moved) return fail(moved.error());
  return clock_answer(service);
}

}  // namespace qianqiao::routes
