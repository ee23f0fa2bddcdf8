// Who is who: organisations with their webhooks, people, appointments and mandates, in memory (they
// are few and every command asks). Immutable: a change makes a new one. Safe to share between
// threads.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "server/ports/store.h"
#include "workflows/domain/audience.h"
#include "workflows/domain/people.h"

namespace qianqiao {

class Directory {
 public:
  explicit Directory(Reader& reader);

  const Organisation* organisation(std::string_view id) const;  // null: unknown
  const Person* person(std::string_view id) const;
  const std::vector<Organisation>& organisations() const { return organisations_; }
  const std::vector<Person>& people() const { return people_; }

  // Is `inner` the organisation `outer` or below it in the tree?
  bool is_within(std::string_view inner, std::string_view outer) const;
  // `outer` and all organisations below it.
  std::vector<OrganisationId> within(std::string_view outer) const;
  // The nearest organisation of this kind at or above `id`; empty: none.
  OrganisationId above(std::string_view id, OrganisationKind kind) const;

  // All appointments of this person, past and future too.
  std::vector<const Appointment*> appointments(std::string_view person) const;
  // Appointments of this person in force on that day.
  std::vector<const Appointment*> appointments(std::string_view person, Date day) const;
  // People with this role, for exactly this organisation, on that day, not disabled; by user name.
  std::vector<const Person*> holders(std::string_view role, std::string_view scope, Date day) const;
  // The mandate under which `agent` acts for `principal` on that day; null: none.
  const Mandate* mandate(std::string_view principal, std::string_view agent, Date day) const;

  // For whom `agent` may act on that day; each once.
  std::vector<PersonId> principals(std::string_view agent, Date day) const;

  // The webhooks of exactly this organisation, disabled ones too.
  std::vector<const WebhookRow*> webhooks(std::string_view organisation) const;

  // Where an audience is looked for: the organisations from a subject, nearest first.
  std::vector<OrganisationId> places(const Audience& audience, const SubjectRow& subject) const;

 private:
  std::vector<Organisation> organisations_;
  std::vector<Person> people_;
  std::vector<Appointment> appointments_;
  std::vector<Mandate> mandates_;
  std::vector<WebhookRow> webhooks_;
  std::unordered_map<std::string, std::size_t> organisation_index_, person_index_;
  std::multimap<std::string, std::size_t, std::less<>> children_;
  std::multimap<std::string, std::size_t, std::less<>> appointments_by_person_;
  std::multimap<std::string, std::size_t, std::less<>> appointments_by_scope_;
};

}  // namespace qianqiao
