// A control group for one host, where the server may make one: a cap on memory and processes, and
// a small share of the processor, so that plugins never slow the server down. Version 1 and 2.
#pragma once

#include <string>
#include <vector>

#include <sys/types.h>

namespace qianqiao {

class ControlGroup {
 public:
  // What cannot be had is left out.
  explicit ControlGroup(int memory_mib);
  ~ControlGroup();  // the host has been ended by then
  ControlGroup(const ControlGroup&) = delete;
  ControlGroup& operator=(const ControlGroup&) = delete;

  void add(pid_t process);  // before it has children
  const std::vector<std::string>& controllers() const { return controllers_; }  // in force

 private:
  void make_version_1(const std::string& controller, const std::string& own,
                      const std::string& name, int memory_mib);
  void make_version_2(const std::string& own, const std::string& name, int memory_mib);

  std::vector<std::string> folders_;
  std::vector<std::string> controllers_;
};

}  // namespace qianqiao
