#include "plugins/host/objects.h"

#include <array>

#include "plugins/host/money_object.h"
#include "plugins/host/values.h"
#include "workflows/domain/calendar.h"

namespace py = pybind11;
using namespace pybind11::literals;

namespace qianqiao::host {
namespace {

// One Python class each; all stand on a place in the snapshot.
struct Case : Snapshot {
  using Snapshot::Snapshot;
  explicit Case(const Snapshot& place) : Snapshot(place) {}
};
struct Enterprise : Snapshot {
  explicit Enterprise(const Snapshot& place) : Snapshot(place) {}
};
struct Referral : Snapshot {
  explicit Referral(const Snapshot& place) : Snapshot(place) {}
};
struct Deadline : Snapshot {
  explicit Deadline(const Snapshot& place) : Snapshot(place) {}
};

enum class As { kPlain, kDate, kMoney };

// `doc` begins with the type, as the stubs have it.
struct Field {
  const char* name;
  const char* path;
  As as;
  const char* doc;
};

constexpr std::array kCaseFields = {
    Field{"id", "case.id", As::kPlain, "str: 411502C000123"},
    Field{"county", "case.county", As::kPlain, "str: code of the county, \"411502\""},
    Field{"township", "case.township", As::kPlain, "str | None: organisation id"},
    Field{"state", "case.state", As::kPlain, "str: \"Review.Preliminary\""},
    Field{"version", "case.version", As::kPlain, "int: number of its last event"},
    Field{"opened_on", "case.opened_on", As::kDate, "datetime.date: local day"},
    Field{"application", "case.application", As::kPlain, "dict: the application as submitted"},
    Field{"amount", "case.application.amount_fen", As::kMoney, "Money | None: asked for"},
    Field{"purpose", "case.application.purpose", As::kPlain, "str | None: what the loan is for"},
    Field{"term_months", "case.application.term_months", As::kPlain, "int | None: in months"},
    Field{"banks", "case.application.banks", As::kPlain, "list[str]: ids of the intended banks"},
    Field{"visit", "case.visit", As::kPlain, "dict: the last visit as recorded"},
    Field{"information", "case.information", As::kPlain,
          "dict: what the departments gave, by kind: {\"tax\": {\"grade\": \"A\"}}"},
    Field{"steps", "case.steps", As::kPlain, "dict: steps that were completed, by id"},
    Field{"visits", "visits", As::kPlain,
          "list[dict]: other visits to the enterprise: {team, visited_on, case}"},
    Field{"other_cases", "other_cases", As::kPlain,
          "list[dict]: other cases of the enterprise: {id, county, state, opened_on}"},
};

constexpr std::array kEnterpriseFields = {
    Field{"id", "id", As::kPlain, "str: 411502E000123"},
    Field{"uscc", "uscc", As::kPlain, "str | None: unified social credit code"},
    Field{"name", "name", As::kPlain, "str: as registered"},
    Field{"kind", "kind", As::kPlain, "str: company, individual, cooperative or family_farm"},
    Field{"county", "county", As::kPlain, "str: code of the county"},
    Field{"township", "township", As::kPlain, "str | None: organisation id"},
    Field{"industry", "industry", As::kPlain, "str | None: GB/T 4754-2017, \"C13\""},
    Field{"size_class", "size_class", As::kPlain, "str | None: micro, small, medium or large"},
    Field{"legal_representative", "legal_representative", As::kPlain,
          "str | None: a person's name"},
    Field{"contact_name", "contact_name", As::kPlain, "str | None: a person's name"},
    Field{"contact_phone", "contact_phone", As::kPlain,
          "str | None: masked where the server masks"},
    Field{"address", "address", As::kPlain, "str | None: of the premises"},
    Field{"attributes", "attributes", As::kPlain, "dict: what else the roster said"},
};

constexpr std::array kReferralFields = {
    Field{"id", "id", As::kPlain, "str: 411502R…"},
    Field{"bank", "bank", As::kPlain, "str: organisation id"},
    Field{"bank_name", "bank_name", As::kPlain, "str: as shown"},
    Field{"state", "state", As::kPlain, "str: \"Deciding\""},
    Field{"pushed_on", "pushed_on", As::kDate, "datetime.date | None: local day"},
    Field{"completed_on", "completed_on", As::kDate, "datetime.date | None: materials complete"},
    Field{"decided_on", "decided_on", As::kDate, "datetime.date | None: granted or declined"},
    Field{"granted", "granted_fen", As::kMoney, "Money | None: credit granted"},
    Field{"drawn", "drawn_fen", As::kMoney, "Money | None: drawn so far"},
    Field{"annual_rate_bps", "annual_rate_bps", As::kPlain,
          "int | None: 1/100 of a percent a year"},
    Field{"reasons", "reasons", As::kPlain, "list[str]: codes of the decline's reasons"},
};

constexpr std::array kDeadlineFields = {
    Field{"rule", "rule", As::kPlain, "str: \"bank-decision\""},
    Field{"subject", "subject", As::kPlain, "str: id of the case, referral or slip"},
    Field{"effect", "effect", As::kPlain, "str: statutory or service"},
    Field{"state", "state", As::kPlain, "str: running, met, moot or void"},
    Field{"due", "due", As::kPlain, "str: RFC 3339, the day's last second"},
    Field{"due_on", "due", As::kDate, "datetime.date: the last day"},
    Field{"nominal_on", "due_nominal", As::kDate, "datetime.date: before rolling"},
    Field{"overdue", "overdue", As::kPlain, "bool: passed and still running"},
    Field{"provisional", "provisional", As::kPlain, "bool: a year's notice is not known yet"},
};

py::object value_of(const Snapshot& place, As as) {
  const nlohmann::json& json = place.json();
  if (json.is_null() || as == As::kPlain) return to_python(json);
  if (as == As::kMoney) return py::cast(Money{json.get<Fen>()});
  return date_from(json.get<std::string>());
}

template <class Class, std::size_t N>
void define_fields(py::class_<Class>& type, const std::array<Field, N>& fields) {
  for (const Field& field : fields)
    type.def_property_readonly(
        field.name,
        [path = std::string(field.path), as = field.as](const Class& self) {
          return value_of(self.at(path), as);
        },
        field.doc);
  type.def(
      "get",
      [](const Class& self, const std::string& path, const py::object& otherwise) {
        return self.has(path) ? to_python(self.at(path).json()) : otherwise;
      },
      "path"_a, "otherwise"_a = py::none(),
      "A field by its path in the snapshot; `otherwise` where it is not there.");
}

template <class Class>
py::list each(const Snapshot& self, const char* field) {
  const Snapshot all = self.at(field);
  py::list list;
  for (std::size_t i = 0; i < all.size(); ++i) list.append(py::cast(Class(all.item(i))));
  return list;
}

py::object calendar_of(const Case& self) {
  if (!self.has("calendar")) return py::cast(Calendar());
  auto calendar = Calendar::from_json(self.at("calendar").json().dump());
  if (!calendar) throw py::value_error(describe(calendar.error()).advice.en);
  return py::cast(*calendar);
}

// "C" of "C13"; none where the industry is not known.
py::object industry_section(const Enterprise& self) {
  const nlohmann::json& industry = self.at("industry").json();
  if (!industry.is_string() || industry.get_ref<const std::string&>().empty()) return py::none();
  return py::str(industry.get_ref<const std::string&>().substr(0, 1));
}

int working_days_left(const Deadline& self, const py::object& today, const py::object& calendar) {
  const py::object due = value_of(self.at("due"), As::kDate);
  return calendar.attr("working_days_between")(today, due).cast<int>();
}

template <class Class>
Class from_dict(const py::dict& snapshot) {
  return Class(Snapshot(std::make_shared<nlohmann::json>(to_json(snapshot, 4 << 20))));
}

void define_parts(py::module_& module) {
  py::class_<Enterprise> enterprise(module, "Enterprise",
                                    "A 经营主体. Fields raise MissingField where the manifest does "
                                    "not ask for them, and are None where nobody knows them.");
  enterprise.def(py::init(&from_dict<Enterprise>), "snapshot"_a);
  define_fields(enterprise, kEnterpriseFields);
  enterprise.def_property_readonly("industry_section", &industry_section,
                                   "str | None: the section's letter of GB/T 4754-2017, \"C\"");
  py::class_<Referral> referral(module, "Referral", "One case pushed to one bank (推送).");
  referral.def(py::init(&from_dict<Referral>), "snapshot"_a);
  define_fields(referral, kReferralFields);
  py::class_<Deadline> deadline(module, "Deadline", "A running clock (时限).");
  deadline.def(py::init(&from_dict<Deadline>), "snapshot"_a);
  define_fields(deadline, kDeadlineFields);
  deadline.def("working_days_left", &working_days_left, "today"_a, "calendar"_a,
               "Working days from `today` to the last day; negative when it has passed.");
}

void define_case(py::module_& module) {
  py::class_<Case> type(module, "Case",
                        "A case (融资协调事项) as the manifest's permissions show it. Fields raise "
                        "MissingField where the manifest does not ask for them.");
  type.def(py::init(&from_dict<Case>), "snapshot"_a);
  define_fields(type, kCaseFields);
  type.def_property_readonly(
      "enterprise", [](const Case& self) { return Enterprise(self.at("enterprise")); },
      "Enterprise: whose case it is");
  type.def_property_readonly(
      "referrals", [](const Case& self) { return each<Referral>(self, "referrals"); },
      "list[Referral]: the banks it was pushed to");
  type.def_property_readonly(
      "deadlines", [](const Case& self) { return each<Deadline>(self, "deadlines"); },
      "list[Deadline]: its clocks and its referrals'");
  type.def_property_readonly("calendar", &calendar_of, "Calendar: the working days in force");
}

}  // namespace

void define_objects(py::module_& module) {
  py::register_exception<MissingField>(module, "MissingField", PyExc_LookupError).attr("__doc__") =
      "The snapshot has no such field: list it in permissions.fields.";
  define_values(module);
  define_parts(module);
  define_case(module);
}

py::object case_of(const Snapshot& snapshot) { return py::cast(Case(snapshot)); }

}  // namespace qianqiao::host
