#include "plugins/host/plugin_session.h"

#include <pybind11/embed.h>
#include <unistd.h>

#include "plugins/host/objects.h"
#include "plugins/host/values.h"

namespace py = pybind11;

namespace qianqiao::host {
namespace {

using Json = nlohmann::json;

PluginSession* the_session = nullptr;

// The server said no to what the plugin asked for; it becomes an exception of the SDK.
class AskFailed : public std::runtime_error {
 public:
  AskFailed(bool denied, const std::string& text) : std::runtime_error(text), denied_(denied) {}
  bool denied() const { return denied_; }

 private:
  const bool denied_;
};

std::string shortened(std::string text, std::size_t most) {
  if (text.size() <= most) return text;
  text.resize(most);
  while (!text.empty() && (text.back() & 0xC0) == 0x80) text.pop_back();  // no half characters
  if (!text.empty() && (text.back() & 0x80)) text.pop_back();
  return text;
}

py::module_ runtime() { return py::module_::import("qianqiao._runtime"); }

// Kind and text of an exception that plugin code let out.
std::pair<std::string, std::string> told(const py::error_already_set& error) {
  if (error.matches(PyExc_MemoryError)) ::_exit(kOutOfMemory);
  try {
    // Python keeps where it was raised with the exception; pybind11 keeps it apart.
    if (error.trace()) PyException_SetTraceback(error.value().ptr(), error.trace().ptr());
    const auto both =
        runtime().attr("describe")(error.value()).cast<std::pair<std::string, std::string>>();
    return {both.first, shortened(both.second, protocol::kLongestText)};
  } catch (const std::exception&) {
    PyErr_Clear();
    return {"raised", "an exception that cannot be described"};
  }
}

}  // namespace

PYBIND11_EMBEDDED_MODULE(_qianqiao_host, module) {
  py::register_exception_translator([](std::exception_ptr pointer) {
    try {
      if (pointer) std::rethrow_exception(pointer);
    } catch (const AskFailed& failed) {
      const py::object errors = py::module_::import("qianqiao._errors");
      PyErr_SetString(py::object(errors.attr(failed.denied() ? "Denied" : "Unavailable")).ptr(),
                      failed.what());
    }
  });
  module.def("log", [](const std::string& level, const std::string& text) {
    PluginSession::current()->log(level, text);
  });
  module.def("ask", [](const std::string& what, const py::dict& with) {
    PluginSession& session = *PluginSession::current();
    return to_python(session.ask(what, to_json(with, session.largest_message())));
  });
}

PluginSession* PluginSession::current() { return the_session; }

PluginSession::PluginSession(Channel& channel, const Box& box, const protocol::HostLimits& limits)
    : channel_(channel),
      box_(box),
      largest_message_(static_cast<std::size_t>(limits.message_kib) << 10) {
  the_session = this;
}

void PluginSession::tell(const Json& message) {
  // Nothing can be said any more: the server has hung up.
  if (!channel_.send(message.dump(-1, ' ', false, Json::error_handler_t::replace)))
    ::_exit(kBroken);
}

void PluginSession::log(const std::string& level, const std::string& text) {
  tell({{"say", "log"}, {"level", level}, {"text", shortened(text, protocol::kLongestLogLine)}});
}

Json PluginSession::ask(const std::string& what, Json with) {
  const std::int64_t number = ++asks_;
  tell({{"say", "ask"}, {"ask", number}, {"what", what}, {"with", std::move(with)}});
  const auto frame = channel_.receive();
  if (!frame) ::_exit(kBroken);
  const Json reply = Json::parse(*frame);
  if (reply.contains("problem")) {
    const Json& problem = reply["problem"];
    throw AskFailed(problem["code"] == "denied", problem["text"].get<std::string>());
  }
  return reply.at("value");
}

bool PluginSession::load() {
  try {
    const py::list hooks = runtime().attr("load")(box_.plugin_folder());
    tell({{"say", "ready"}, {"hooks", to_json(hooks, 1 << 16)}});
    return true;
  } catch (const py::error_already_set& error) {
    const auto [kind, text] = told(error);
    tell({{"say", "failed"}, {"at", "load"}, {"kind", kind}, {"text", text}});
  } catch (const std::exception& error) {
    tell({{"say", "failed"},
          {"at", "load"},
          {"kind", "bad_answer"},
          {"text", shortened(error.what(), protocol::kLongestText)}});
  }
  return false;
}

void PluginSession::answer(const Json& call) {
  const Json& id = call.at("id");
  const auto refuse = [&](const std::string& kind, const std::string& text) {
    tell({{"say", "refused"},
          {"id", id},
          {"kind", kind},
          {"text", shortened(text, protocol::kLongestText)}});
  };
  try {
    const auto input = std::make_shared<const Json>(call.at("input"));
    py::list cases;
    py::dict rest;
    const Snapshot snapshot(input);
    for (const auto& [name, value] : input->items()) {
      if (name == "cases") {
        const Snapshot all = snapshot.at(name);
        for (std::size_t i = 0; i < all.size(); ++i) cases.append(case_of(all.item(i)));
      } else if (name == "event" || name == "message" || name == "form" || name == "table" ||
                 name == "period" || name == "settings") {
        rest[py::str(name)] = to_python(value);
      }
    }
    const py::object verdict = runtime().attr("run")(
        call.at("kind").get<std::string>(), call.at("hook").get<std::string>(),
        call.at("now").get<std::string>(), case_of(snapshot), cases, rest);
    tell({{"say", "answer"}, {"id", id}, {"verdict", to_json(verdict, largest_message_)}});
  } catch (const py::error_already_set& error) {
    const auto [kind, text] = told(error);
    refuse(kind, text);
  } catch (const std::bad_alloc&) {
    ::_exit(kOutOfMemory);
  } catch (const std::invalid_argument& error) {
    refuse("bad_answer", error.what());
  } catch (const std::exception& error) {
    refuse("raised", error.what());
  }
}

int PluginSession::live() {
  tell({{"say", "boxed"}, {"rung", box_.rung()}, {"layers", box_.layers()}});
  if (!load()) return 1;
  for (;;) {
    const auto frame = channel_.receive();
    if (!frame) return 0;
    answer(Json::parse(*frame));
  }
}

}  // namespace qianqiao::host
