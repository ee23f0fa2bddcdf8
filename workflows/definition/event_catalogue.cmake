# The catalogue of events, a target of its own: charts' tests need it without the rest.
add_library(qianqiao_event_catalogue STATIC
  ${CMAKE_CURRENT_LIST_DIR}/data_problems.cpp
  ${CMAKE_CURRENT_LIST_DIR}/event_catalogue.cpp
)
embed_files(qianqiao_event_catalogue event_files ../events.yaml)
target_link_libraries(qianqiao_event_catalogue
  PUBLIC qianqiao_domain
  PRIVATE fmt::fmt nlohmann_json::nlohmann_json yaml-cpp)
