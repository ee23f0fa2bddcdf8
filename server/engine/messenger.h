// Turns "tell these audiences" into messages of the outbox: finds who holds the role today, fills
// the text in, one message to each receiver and channel. Nothing leaves the house here.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "server/engine/directory.h"
#include "server/engine/hook_table.h"
#include "server/engine/rule_book.h"
#include "server/ports/store.h"
#include "workflows/base/random.h"

namespace qianqiao {

class Messenger {
 public:
  Messenger(Writer& writer, const RuleBook& rules, const Directory& directory,
            const HookTable& hooks, Random& random, Instant now);

  // A rung of a deadline's ladder was claimed; it should have fired at `due_at`.
  void tell_rung(const SubjectRow& subject, const DeadlineRow& deadline, const DeadlineRule& rule,
                 const RungRule& rung, Instant due_at);
  // An event asks for a notice.
  void tell_event(const SubjectRow& subject, const Notify& action);

 private:
  struct Receiver {
    const Person* person = nullptr;              // either a person
    const Organisation* organisation = nullptr;  // or an organisation's own system or mailbox
  };
  struct Letter {  // what is told, before it is addressed
    std::string notice;
    std::string kind;  // webhook "type"
    Text subject_line;
    std::string text;
    DeadlineId deadline = 0;
    std::string rung;
    bool gather = false;        // letters of one day to one receiver become one (催办函)
    std::string audience = {};  // as what the receiver at hand is told
  };
  using Fields = std::map<std::string, std::string>;

  void tell_event_to(const SubjectRow& subject, const std::string& notice_name,
                     const std::vector<std::string>& audience_names);
  std::vector<Receiver> receivers(const Audience& audience, const SubjectRow& subject);
  void tell(const SubjectRow& subject, const std::vector<std::string>& audience_names,
            Letter letter);
  void list_for_province(const SubjectRow& subject);
  void to_inbox(const SubjectRow& subject, const Person& person, const Letter& letter);
  void to_mailbox(const SubjectRow& subject, const Organisation& organisation,
                  const Letter& letter);
  void to_mail(const SubjectRow& subject, const Person& person, const Letter& letter);
  void to_plugins(const SubjectRow& subject, const std::vector<const Person*>& people,
                  const Letter& letter);
  // Leaves in office hours; gathered with others of its day where the letter is.
  void send_in_office_hours(const SubjectRow& subject, MessageRow row, const std::string& receiver,
                            const Letter& letter);
  void send(const SubjectRow& subject, MessageRow row, const std::string& digest_key,
            const Letter& letter);
  bool has_system(const Organisation& organisation) const;
  void to_systems(const SubjectRow& subject, const Organisation& organisation,
                  const Letter& letter);
  void to_system(const SubjectRow& subject, const Organisation& organisation, const Letter& letter,
                 MessageRow row);
  void nobody_to_tell(const SubjectRow& subject, const std::string& audience, const Letter& letter);
  MessageRow blank(const SubjectRow& subject, const char* channel, const Letter& letter);
  Fields fields(const SubjectRow& subject);
  const Definition& definition(const SubjectRow& subject) const;

  Writer& writer_;
  const RuleBook& rules_;
  const Directory& directory_;
  const HookTable& hooks_;
  Random& random_;
  const Instant now_;
};

}  // namespace qianqiao
