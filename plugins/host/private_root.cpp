#include "plugins/host/private_root.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <memory>

#include "plugins/host/box_error.h"

namespace qianqiao::host {
namespace {

// The plugin's folder was checked before; these hold for whatever changed since.
constexpr int kDeepestFolder = 8;
constexpr off_t kLargestPlugin = 16 << 20;

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() { ::close(number_); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int number() const { return number_; }

 private:
  const int number_;
};

using Folder = std::unique_ptr<DIR, int (*)(DIR*)>;

void copy_file(int from_folder, int to_folder, const char* name, off_t& room) {
  const Descriptor from(must(::openat(from_folder, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC), name));
  const Descriptor to(
      must(::openat(to_folder, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0444), name));
  std::array<char, 1 << 16> part;
  for (;;) {
    const ssize_t got = must(::read(from.number(), part.data(), part.size()), name);
    if (got == 0) return;
    room -= got;
    if (room < 0) throw BoxError("the plugin's folder is too large");
    if (must(::write(to.number(), part.data(), static_cast<std::size_t>(got)), name) != got)
      throw BoxError("no room for the plugin's folder");
  }
}

// Files and folders; links and all else stay behind.
void copy_folder(int from, int to, int depth, off_t& room) {
  if (depth > kDeepestFolder) throw BoxError("the plugin's folder is too deep");
  const Folder entries(::fdopendir(must(::fcntl(from, F_DUPFD_CLOEXEC, 0), "dup")), ::closedir);
  if (!entries) throw BoxError("the plugin's folder cannot be read");
  while (const dirent* entry = ::readdir(entries.get())) {
    const std::string name = entry->d_name;
    struct stat about;
    if (name == "." || name == ".." || name == "__pycache__") continue;
    must(::fstatat(from, name.c_str(), &about, AT_SYMLINK_NOFOLLOW), name.c_str());
    if (S_ISREG(about.st_mode)) {
      copy_file(from, to, name.c_str(), room);
    } else if (S_ISDIR(about.st_mode)) {
      must(::mkdirat(to, name.c_str(), 0755), name.c_str());
      const int flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
      const Descriptor inner_from(must(::openat(from, name.c_str(), flags), name.c_str()));
      const Descriptor inner_to(must(::openat(to, name.c_str(), flags), name.c_str()));
      copy_folder(inner_from.number(), inner_to.number(), depth + 1, room);
    }
  }
}

// A copy of the mount tree at `path`, read-only, attached nowhere yet.
int read_only_tree(const std::string& path) {
  const int tree =
      must(::open_tree(AT_FDCWD, path.c_str(), OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC), path.c_str());
  mount_attr attributes{};
  attributes.attr_set = MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV;
  must(::mount_setattr(tree, "", AT_EMPTY_PATH, &attributes, sizeof(attributes)), "mount_setattr");
  return tree;
}

// Makes every folder on the way, below the working directory.
void make_folders(const std::string& path) {
  for (std::size_t slash = path.find('/', 1);; slash = path.find('/', slash + 1)) {
    const std::string part = "." + path.substr(0, slash);
    if (::mkdir(part.c_str(), 0755) != 0 && errno != EEXIST) throw BoxError("mkdir " + part);
    if (slash == std::string::npos) return;
  }
}

void attach(int tree, const std::string& at) {
  make_folders(at);
  must(::move_mount(tree, "", AT_FDCWD, ("." + at).c_str(), MOVE_MOUNT_F_EMPTY_PATH), "move_mount");
}

}  // namespace

const std::vector<std::string>& library_folders() {
  static const std::vector<std::string> folders = {QIANQIAO_PYTHON_LIBRARY,
                                                   QIANQIAO_SYSTEM_LIBRARY};
  return folders;
}

void enter_private_root(const std::string& plugin_folder, const std::string& sdk_folder) {
  must(::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr), "private mounts");
  // Everything is taken hold of before the new root hides it.
  const Descriptor plugin(
      must(::open(plugin_folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC), "plugin folder"));
  const Descriptor sdk(read_only_tree(sdk_folder));
  std::vector<std::unique_ptr<Descriptor>> libraries;
  for (const std::string& folder : library_folders())
    libraries.push_back(std::make_unique<Descriptor>(read_only_tree(folder)));

  // Any folder will do to stand on, and the plugin's is there for sure.
  must(::mount("qianqiao", plugin_folder.c_str(), "tmpfs", MS_NOSUID | MS_NODEV,
               "size=24m,nr_inodes=4096,mode=0755"),
       "tmpfs");
  must(::chdir(plugin_folder.c_str()), "chdir");
  for (std::size_t i = 0; i < libraries.size(); ++i)
    attach(libraries[i]->number(), library_folders()[i]);
  attach(sdk.number(), kSdkFolder);
  must(::symlink("usr/lib", "lib"), "symlink");
  make_folders(kPluginFolder);
  {
    const Descriptor copy(must(::open("./plugin", O_RDONLY | O_DIRECTORY | O_CLOEXEC), "copy"));
    off_t room = kLargestPlugin;
    copy_folder(plugin.number(), copy.number(), 0, room);
  }
  must(::syscall(SYS_pivot_root, ".", "."), "pivot_root");
  must(::umount2(".", MNT_DETACH), "umount");
  must(::chdir("/"), "chdir");
  must(::mount(nullptr, "/", nullptr,
               MS_REMOUNT | MS_BIND | MS_RDONLY | MS_NOSUID | MS_NODEV | MS_NOEXEC, nullptr),
       "read-only root");
}

}  // namespace qianqiao::host
