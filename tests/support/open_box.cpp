// A box that holds nothing in: for the control of the hostile plugins only. What they do with it
// shows that they are real attacks and that it is the box that stops them.
#include "plugins/host/box.h"

namespace qianqiao::host {

Box::Box(std::string rung, const protocol::Start& start)
    : rung_(std::move(rung)), start_(start), plugin_folder_(start.folder), sdk_folder_(start.sdk) {}
bool Box::is_rung(std::string_view) { return true; }
int Box::namespaces_of(std::string_view) { return 0; }
std::string Box::obstacle(std::string_view, const protocol::Start&) { return ""; }
void Box::enter() {}
void Box::shut() {}

}  // namespace qianqiao::host
