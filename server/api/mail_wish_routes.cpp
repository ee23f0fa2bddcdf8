// How one's own mail comes: at once, once a day, or not at all; between which hours.
#include <nlohmann/json.hpp>

#include "server/api/gate.h"
#include "server/api/json_input.h"
#include "server/api/paging.h"
#include "server/api/routes.h"
#include "server/engine/mail_wishes.h"

namespace qianqiao::routes {
namespace {

using Json = nlohmann::ordered_json;

std::string clock_text(std::int64_t minutes) {
  const auto two = [](std::int64_t number) {
    return (number < 10 ? "0" : "") + std::to_string(number);
  };
  return two(minutes / 60) + ":" + two(minutes % 60);
}

// "09:30"; "24:00" is the day's end.
std::int64_t minutes_of(const std::string& text) {
  constexpr std::int64_t kNone = -1;
  if (text.size() != 5 || text[2] != ':') return kNone;
  const auto hours = whole_number(text.substr(0, 2)), minutes = whole_number(text.substr(3));
  return hours && minutes && *minutes < 60 ? *hours * 60 + *minutes : kNone;
}

Json to_json(const MailWishRow& wish, const Service& service) {
  const Person* person = service.engine.directory()->person(wish.person);
  return {{"address", person != nullptr ? person->email : ""},
          {"reminders", wish.reminders},
          {"overdue", wish.overdue},
          {"news", wish.news},
          {"from", clock_text(wish.from_min)},
          {"to", clock_text(wish.to_min)}};
}

Result<MailWishRow> wish_in(const Request& request) {
  const auto body = parse_strictly(request.body);
  if (!body) return fail(body.error());
  auto input = ObjectInput::of(*body);
  if (!input) return fail(input.error());
  MailWishRow wish;
  wish.reminders = input->required_text("reminders");
  wish.overdue = input->required_text("overdue");
  wish.news = input->required_text("news");
  wish.from_min = minutes_of(input->required_text("from"));
  wish.to_min = minutes_of(input->required_text("to"));
  if (auto fine = input->finish(); !fine) return fail(fine.error());
  if (auto fine = check_wish(wish); !fine) return fail(fine.error());
  return wish;
}

}  // namespace

Result<Answer> show_mail_wish(Service& service, const Request& request) {
  const auto me = own_account(request);
  if (!me) return fail(me.error());
  const auto wish = service.store.reader()->mail_wish(*me);
  return json_answer(to_json(wish.value_or(MailWishRow{.person = *me}), service));
}

Result<Answer> put_mail_wish(Service& service, const Request& request) {
  const auto me = own_account(request);
  if (!me) return fail(me.error());
  auto wish = wish_in(request);
  if (!wish) return fail(wish.error());
  wish->person = *me;
  service.expect_wait();
  const auto done = service.with_engine(
      [&](Engine& engine) { engine.record([&](Writer& writer) { writer.put_mail_wish(*wish); }); });
  if (!done) return fail(done.error());
  return json_answer(to_json(*wish, service));
}

}  // namespace qianqiao::routes
