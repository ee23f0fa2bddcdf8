// The same classes as a module for a plain Python: stubs are made of it, and the SDK's twins are
// held against it.
#include "plugins/host/objects.h"

PYBIND11_MODULE(_qianqiao, module) { qianqiao::host::define_objects(module); }
