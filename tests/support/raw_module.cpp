// For hostile plugins of the tests: what they could do if they got native code to run, which the
// product's host never gives them. The box has to hold all the same.
#include <pybind11/embed.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>

namespace {

long call(long number, std::intptr_t a, std::intptr_t b, std::intptr_t c, std::intptr_t d,
          std::intptr_t e, std::intptr_t f) {
  const long result = ::syscall(number, a, b, c, d, e, f);
  return result < 0 ? -errno : result;
}

}  // namespace

PYBIND11_EMBEDDED_MODULE(_raw, module) {
  namespace py = pybind11;
  using namespace pybind11::literals;
  module.def("call", &call, "number"_a, "a"_a = 0, "b"_a = 0, "c"_a = 0, "d"_a = 0, "e"_a = 0,
             "f"_a = 0);
  module.def("address", [](const py::bytes& bytes) {
    return reinterpret_cast<std::intptr_t>(PyBytes_AS_STRING(bytes.ptr()));
  });
  module.def("crash", [] {
    volatile std::uintptr_t nowhere = 8;  // the compiler must not see it coming
    *reinterpret_cast<volatile int*>(nowhere) = 1;
  });
  // The old door for 32-bit calls: 20 is getpid there.
  module.def("call_32", [](long number) {
    long result = number;
#if defined(__x86_64__)
    asm volatile("int $0x80" : "+a"(result) : : "memory", "r8", "r9", "r10", "r11");
#endif
    return result;
  });
}
