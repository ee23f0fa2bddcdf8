// Which accounts of a demo city may be entered without a password: those that the demo made itself,
// for as long as their passwords are the ones that it gave them. Kept as a setting of the store,
// which no request writes; a house without it is no demo.
#pragma once

#include <map>
#include <vector>

#include "server/ports/store.h"
#include "workflows/base/digest.h"

namespace qianqiao {

class DemoEntrances {
 public:
  static void keep(Writer& writer, const std::vector<Person>& made);
  static DemoEntrances kept(Reader& reader);  // empty: this is no demo

  bool empty() const { return passwords_.empty(); }
  // Made by the demo, its password never changed since, not disabled.
  bool lets_in(const Person& person) const;

 private:
  std::map<PersonId, Digest> passwords_;  // digests of what is stored of them
};

}  // namespace qianqiao
