// JSON and Python's plain values, both ways. Private to this folder.
#pragma once

#include <pybind11/pybind11.h>

#include <nlohmann/json.hpp>

namespace qianqiao::host {

pybind11::object to_python(const nlohmann::json& value);

// None, bool, int (64 bits), str, list, tuple and dict with keys of str. Throws
// std::invalid_argument, which says what is wrong, for everything else: decimals, depth beyond the
// protocol's, more than `most_bytes` of text and values in all.
nlohmann::json to_json(pybind11::handle value, std::size_t most_bytes);

pybind11::object date_from(const std::string& text);  // datetime.date of "2025-01-24…"

}  // namespace qianqiao::host
