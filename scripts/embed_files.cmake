# embed_files(TARGET NAMESPACE FILE...): makes each file's text a part of the binary, so that an
# installed server needs no data folder beside it. The text is found by its file name:
#   qianqiao::NAMESPACE::embedded_file("events.yaml")
# and all names, in the order given, by qianqiao::NAMESPACE::embedded_names().
function(embed_files target namespace)
  set(generated ${CMAKE_CURRENT_BINARY_DIR}/embedded_${namespace}.cpp)
  set(entries "")
  set(names "")
  set(assembly "")
  set(index 0)
  foreach(file ${ARGN})
    cmake_path(ABSOLUTE_PATH file BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR})
    cmake_path(GET file FILENAME name)
    string(APPEND assembly
      "asm(\".section .rodata\\n.global ${namespace}_${index}_begin\\n${namespace}_${index}_begin:\\n\"\n"
      "    \".incbin \\\"${file}\\\"\\n.global ${namespace}_${index}_end\\n${namespace}_${index}_end:\\n\"\n"
      "    \".byte 0\\n.text\\n\");\n"
      "extern \"C\" const char ${namespace}_${index}_begin[], ${namespace}_${index}_end[];\n")
    string(APPEND entries
      "  if (name == \"${name}\")\n    return {${namespace}_${index}_begin, static_cast<std::size_t>(${namespace}_${index}_end - ${namespace}_${index}_begin)};\n")
    string(APPEND names "\"${name}\", ")
    set_property(SOURCE ${generated} APPEND PROPERTY OBJECT_DEPENDS ${file})
    math(EXPR index "${index} + 1")
  endforeach()
  file(CONFIGURE OUTPUT ${generated} CONTENT
"#include <string_view>
#include <vector>
@assembly@
namespace qianqiao::@namespace@ {
std::string_view embedded_file(std::string_view name) {
@entries@  return {};
}
const std::vector<std::string_view>& embedded_names() {
  static const std::vector<std::string_view> names = {@names@};
  return names;
}
}
" @ONLY)
  target_sources(${target} PRIVATE ${generated})
endfunction()
