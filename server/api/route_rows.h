// The rows of the route table, in the order in which descriptions show them.
#pragma once

#include <vector>

#include "server/api/route_table.h"

namespace qianqiao {

std::vector<Route> route_rows();

// Parts of them, in files of their own.
void add_people_routes(std::vector<Route>& table);    // people_route_rows.cpp
void add_work_routes(std::vector<Route>& table);      // casework_route_rows.cpp
void add_subject_routes(std::vector<Route>& table);   // likewise
void add_progress_routes(std::vector<Route>& table);  // likewise
void add_workflow_routes(std::vector<Route>& table);  // workflow_route_rows.cpp
void add_plugin_routes(std::vector<Route>& table);    // joined_route_rows.cpp
void add_webhook_routes(std::vector<Route>& table);   // likewise
void add_document_routes(std::vector<Route>& table);  // document_route_rows.cpp

}  // namespace qianqiao
