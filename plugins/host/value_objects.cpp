#include <pybind11/operators.h>

#include "plugins/host/money_object.h"
#include "plugins/host/objects.h"
#include "plugins/host/values.h"
#include "workflows/domain/calendar.h"

namespace py = pybind11;
using namespace pybind11::literals;

namespace qianqiao::host {
namespace {

constexpr int kMostWorkingDays = 3660;

Date day_of(const py::object& date) {
  return std::chrono::sys_days(std::chrono::year(date.attr("year").cast<int>()) /
                               static_cast<int>(date.attr("month").cast<int>()) /
                               date.attr("day").cast<int>());
}

py::object to_date(Date day) { return date_from(format_date(day)); }

Calendar calendar_from(const py::dict& notices) {
  auto calendar = Calendar::from_json(to_json(notices, 1 << 20).dump());
  if (!calendar) throw py::value_error(describe(calendar.error()).advice.en);
  return *calendar;
}

int working_days_between(const Calendar& calendar, const py::object& from, const py::object& to) {
  const Date first = day_of(from), last = day_of(to);
  if (last < first) return -working_days_between(calendar, to, from);
  if ((last - first).count() > kMostWorkingDays) throw py::value_error("more than ten years");
  int days = 0;
  for (Date day = first + std::chrono::days(1); day <= last; day += std::chrono::days(1))
    days += calendar.is_working_day(day) ? 1 : 0;
  return days;
}

Date moved(const Calendar& calendar, const py::object& date, int days) {
  if (days > kMostWorkingDays || days < -kMostWorkingDays)
    throw py::value_error("more than ten years");
  return calendar.add_working_days(day_of(date), days);
}

void define_money(py::module_& module) {
  py::class_<Money>(module, "Money", "An amount of money in whole fen (1 yuan = 100 fen).")
      .def(py::init([](std::int64_t fen) { return Money{fen}; }), "fen"_a)
      .def_static(
          "from_yuan", [](const std::string& yuan) { return money_from(yuan, kFenPerYuan); },
          "yuan"_a, "Of a text in yuan, \"12.34\". Raises ValueError.")
      .def_static(
          "from_wan", [](const std::string& wan) { return money_from(wan, kFenPerWan); }, "wan"_a,
          "Of a text in 万元, \"12.5\". Raises ValueError.")
      .def_property_readonly(
          "fen", [](Money money) { return money.fen; }, "int: whole fen")
      .def_property_readonly("yuan", yuan_text, "str: in yuan with two places, \"12.34\"")
      .def_property_readonly("wan", wan_text, "str: in 万元, as many places as needed, \"12.5\"")
      .def(
          "__add__", [](Money a, Money b) { return Money{a.fen + b.fen}; }, py::is_operator())
      .def(
          "__sub__", [](Money a, Money b) { return Money{a.fen - b.fen}; }, py::is_operator())
      .def(
          "__mul__", [](Money a, std::int64_t n) { return Money{a.fen * n}; }, py::is_operator())
      .def(py::self == py::self)
      .def(py::self < py::self)
      .def(py::self <= py::self)
      .def(py::self > py::self)
      .def(py::self >= py::self)
      .def("__bool__", [](Money money) { return money.fen != 0; })
      .def("__hash__", [](Money money) { return std::hash<Fen>{}(money.fen); })
      .def("__str__", [](Money money) { return wan_text(money) + "万元"; })
      .def("__repr__", [](Money money) { return "Money(fen=" + std::to_string(money.fen) + ")"; });
}

void define_calendar(py::module_& module) {
  py::class_<Calendar>(
      module, "Calendar",
      "Working days from the State Council's yearly notices. Days are datetime.date.")
      .def(py::init(&calendar_from), "notices"_a = py::dict(),
           "`notices`: {\"2025\": {\"off\": [\"2025-01-01\"], \"work\": []}}. Raises ValueError.")
      .def(
          "is_working_day",
          [](const Calendar& self, const py::object& day) {
            return self.is_working_day(day_of(day));
          },
          "day"_a, "Is it worked? Make-up Saturdays and Sundays are.")
      .def(
          "is_provisional",
          [](const Calendar& self, const py::object& day) {
            return !self.has_notice_for(day_of(day));
          },
          "day"_a, "Is the year's notice unknown, so that only weekends are taken off?")
      .def(
          "add_working_days",
          [](const Calendar& self, const py::object& day, int days) {
            return to_date(moved(self, day, days));
          },
          "day"_a, "days"_a, "The n-th working day after `day`; before it where n is negative.")
      .def("working_days_between", &working_days_between, "start"_a, "end"_a,
           "Working days after `start` up to and with `end`; negative where `end` is before it.");
}

}  // namespace

void define_values(py::module_& module) {
  define_money(module);
  define_calendar(module);
}

}  // namespace qianqiao::host
