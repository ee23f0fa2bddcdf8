#include "plugins/host/values.h"

#include <stdexcept>

#include "workflows/base/instant.h"

namespace py = pybind11;

namespace qianqiao::host {
namespace {

constexpr int kDeepest = 16;

class Converter {
 public:
  explicit Converter(std::size_t most_bytes) : left_(most_bytes) {}

  nlohmann::json convert(PyObject* value, int depth) {
    if (depth > kDeepest) throw std::invalid_argument("nested too deeply");
    use(8);
    if (value == Py_None) return nullptr;
    if (PyBool_Check(value)) return value == Py_True;
    if (PyLong_Check(value)) return whole(value);
    if (PyUnicode_Check(value)) return text(value);
    if (PyList_Check(value) || PyTuple_Check(value)) return list(value, depth);
    if (PyDict_Check(value)) return object(value, depth);
    throw std::invalid_argument("no plain value: " + std::string(Py_TYPE(value)->tp_name));
  }

 private:
  void use(std::size_t bytes) {
    if (bytes > left_) throw std::invalid_argument("too large");
    left_ -= bytes;
  }

  static nlohmann::json whole(PyObject* value) {
    int overflow = 0;
    const long long number = PyLong_AsLongLongAndOverflow(value, &overflow);
    if (overflow != 0) throw std::invalid_argument("a number beyond 64 bits");
    return number;
  }

  std::string text(PyObject* value) {
    Py_ssize_t size = 0;
    const char* bytes = PyUnicode_AsUTF8AndSize(value, &size);
    if (!bytes) {
      PyErr_Clear();
      throw std::invalid_argument("text that is no UTF-8");
    }
    use(static_cast<std::size_t>(size));
    return {bytes, static_cast<std::size_t>(size)};
  }

  nlohmann::json list(PyObject* value, int depth) {
    nlohmann::json json = nlohmann::json::array();
    // A list may change under a strange subclass: its size is asked each time, its items borrowed
    // only after that.
    for (Py_ssize_t i = 0; i < PySequence_Fast_GET_SIZE(value); ++i)
      json.push_back(convert(PySequence_Fast_GET_ITEM(value, i), depth + 1));
    return json;
  }

  nlohmann::json object(PyObject* value, int depth) {
    nlohmann::json json = nlohmann::json::object();
    Py_ssize_t position = 0;
    PyObject *key = nullptr, *item = nullptr;
    while (PyDict_Next(value, &position, &key, &item)) {
      if (!PyUnicode_Check(key)) throw std::invalid_argument("a key that is no text");
      json[text(key)] = convert(item, depth + 1);
    }
    return json;
  }

  std::size_t left_;
};

}  // namespace

py::object to_python(const nlohmann::json& value) {
  switch (value.type()) {
    case nlohmann::json::value_t::boolean:
      return py::bool_(value.get<bool>());
    case nlohmann::json::value_t::number_integer:
      return py::int_(value.get<std::int64_t>());
    case nlohmann::json::value_t::number_unsigned:
      return py::int_(value.get<std::uint64_t>());
    case nlohmann::json::value_t::number_float:
      return py::float_(value.get<double>());
    case nlohmann::json::value_t::string:
      return py::str(value.get_ref<const std::string&>());
    case nlohmann::json::value_t::array: {
      py::list list;
      for (const auto& item : value) list.append(to_python(item));
      return list;
    }
    case nlohmann::json::value_t::object: {
      py::dict dict;
      for (const auto& [key, item] : value.items()) dict[py::str(key)] = to_python(item);
      return dict;
    }
    default:
      return py::none();
  }
}

nlohmann::json to_json(py::handle value, std::size_t most_bytes) {
  return Converter(most_bytes).convert(value.ptr(), 0);
}

py::object date_from(const std::string& text) {
  const auto day = parse_date(text.substr(0, 10));
  if (!day) throw py::value_error("not a date: " + text);
  const std::chrono::year_month_day parts(*day);
  return py::module_::import("datetime")
      .attr("date")(static_cast<int>(parts.year()), static_cast<unsigned>(parts.month()),
                    static_cast<unsigned>(parts.day()));
}

}  // namespace qianqiao::host
