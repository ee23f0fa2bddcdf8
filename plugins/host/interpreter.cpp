#include "plugins/host/interpreter.h"

#include <dlfcn.h>
#include <pybind11/embed.h>
#include <pybind11/stl.h>

#include <stdexcept>
#include <vector>

#include "plugins/host/objects.h"

namespace py = pybind11;

PYBIND11_EMBEDDED_MODULE(_qianqiao, module) { qianqiao::host::define_objects(module); }

namespace qianqiao::host {
namespace {

constexpr char kNativeFolder[] = QIANQIAO_PYTHON_LIBRARY "/lib-dynload";
// Modules of native code that are not part of the interpreter itself.
constexpr const char* kNative[] = {"_json",   "_contextvars", "_datetime",       "_decimal",
                                   "_typing", "_queue",       "_multibytecodec", "_codecs_cn"};
// Where the library cannot be read any more, what plugins commonly use must be there before.
constexpr const char* kCommon[] = {"base64",
                                   "bisect",
                                   "calendar",
                                   "collections",
                                   "copy",
                                   "csv",
                                   "datetime",
                                   "decimal",
                                   "dataclasses",
                                   "enum",
                                   "fractions",
                                   "functools",
                                   "hashlib",
                                   "heapq",
                                   "hmac",
                                   "io",
                                   "itertools",
                                   "json",
                                   "math",
                                   "random",
                                   "re",
                                   "statistics",
                                   "string",
                                   "textwrap",
                                   "time",
                                   "traceback",
                                   "typing",
                                   "unicodedata",
                                   "urllib.parse",
                                   "encodings.gb18030",
                                   "encodings.idna",
                                   "linecache",
                                   "tokenize"};

void check(const PyStatus& status) {
  if (PyStatus_Exception(status))
    throw std::runtime_error(status.err_msg ? status.err_msg : "Python does not start");
}

void append(PyConfig& config, const std::string& folder) {
  wchar_t* wide = Py_DecodeLocale(folder.c_str(), nullptr);
  check(PyWideStringList_Append(&config.module_search_paths, wide));
  PyMem_RawFree(wide);
}

// Loads a module's code and no more: it can still be imported when nothing can be mapped as code
// any longer, and what importing it takes, decimal's collections or json's re, is spent by the
// plugin that wants it, not at every start.
void load_native(const std::string& name, const std::vector<std::string>& suffixes) {
  for (const std::string& suffix : suffixes)
    if (::dlopen((kNativeFolder + ("/" + name + suffix)).c_str(), RTLD_NOW) != nullptr) return;
  py::module_::import(name.c_str());  // it lies elsewhere
}

}  // namespace

void start_python(const Box& box) {
  PyPreConfig before;
  PyPreConfig_InitIsolatedConfig(&before);
  before.utf8_mode = 1;
  check(Py_PreInitialize(&before));

  PyConfig config;
  PyConfig_InitIsolatedConfig(&config);
  config.site_import = 0;
  config.write_bytecode = 0;
  config.install_signal_handlers = 0;
  config.pathconfig_warnings = 0;
  config.module_search_paths_set = 1;
  append(config, QIANQIAO_PYTHON_LIBRARY);
  append(config, kNativeFolder);
  append(config, box.sdk_folder());
  py::initialize_interpreter(&config, 0, nullptr, /*add_program_dir_to_path=*/false);
}

void import_before_shutting(const Box& box) {
  const auto suffixes =
      py::module_::import("_imp").attr("extension_suffixes")().cast<std::vector<std::string>>();
  for (const char* name : kNative) load_native(name, suffixes);
  py::module_::import("qianqiao");
  py::module_::import("qianqiao._runtime");
  if (box.keeps_library()) return;
  for (const char* name : kCommon) py::module_::import(name);
}

}  // namespace qianqiao::host
