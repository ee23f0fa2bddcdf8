// SQL text of organisations, people and what they may do, and of the house's own small tables.
#pragma once

#include "server/store/statement.h"

namespace qianqiao::sql {

inline constexpr Sql kPutOrganisation = {
    "INSERT INTO organisation (id, parent, kind, name, area, email, webhook_url) "
    "VALUES (:id, :parent, :kind, :name, :area, :email, :webhook_url) "
    "ON CONFLICT (id) DO UPDATE SET parent = excluded.parent, kind = excluded.kind, "
    "name = excluded.name, area = excluded.area, email = excluded.email, "
    "webhook_url = excluded.webhook_url",
    "ttitttt"};
inline constexpr Sql kOrganisations = {
    "SELECT id, parent, kind, name, area, email, webhook_url FROM organisation ORDER BY id", "",
    "ttitttt"};

inline constexpr Sql kPutPerson = {
    "INSERT INTO person (id, name, home, email, phone, password_hash, disabled) "
    "VALUES (:id, :name, :home, :email, :phone, :password_hash, :disabled) "
    "ON CONFLICT (id) DO UPDATE SET name = excluded.name, home = excluded.home, "
    "email = excluded.email, phone = excluded.phone, password_hash = excluded.password_hash, "
    "disabled = excluded.disabled",
    "tttttti"};
inline constexpr Sql kPeople = {
    "SELECT id, name, home, email, phone, password_hash, disabled FROM person ORDER BY id", "",
    "tttttti"};

inline constexpr Sql kPutAppointment = {
    "INSERT INTO appointment (person, role, scope, from_day, until_day) "
    "VALUES (:person, :role, :scope, :from_day, :until_day) "
    "ON CONFLICT (person, role, scope, from_day) DO UPDATE SET until_day = excluded.until_day",
    "tttii"};
inline constexpr Sql kAppointments = {
    "SELECT person, role, scope, from_day, until_day FROM appointment "
    "ORDER BY person, role, scope, from_day",
    "", "tttii"};

inline constexpr Sql kInsertMandate = {
    "INSERT INTO mandate (principal, agent, from_day, until_day) "
    "VALUES (:principal, :agent, :from_day, :until_day) RETURNING id",
    "ttii", "i"};
inline constexpr Sql kMandates = {
    "SELECT id, principal, agent, from_day, until_day FROM mandate ORDER BY id", "", "ittii"};

inline constexpr Sql kPutRound = {
    "INSERT INTO round (id, county, name, opens_day, ends_day) "
    "VALUES (:id, :county, :name, :opens_day, :ends_day) "
    "ON CONFLICT (id) DO UPDATE SET county = excluded.county, name = excluded.name, "
    "opens_day = excluded.opens_day, ends_day = excluded.ends_day",
    "tttii"};
inline constexpr Sql kRounds = {
    "SELECT id, county, name, opens_day, ends_day FROM round ORDER BY id", "", "tttii"};

inline constexpr Sql kPutSetting = {
    "INSERT INTO setting (name, value) VALUES (:name, :value) "
    "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
    "tt"};
inline constexpr Sql kFindSetting = {"SELECT value FROM setting WHERE name = :name", "t", "t"};

inline constexpr Sql kPutDocument = {
    "INSERT INTO document (kind, version, content) VALUES (:kind, :version, :content) "
    "ON CONFLICT DO NOTHING",
    "ttt"};
inline constexpr Sql kDocuments = {
    "SELECT version, content FROM document WHERE kind = :kind ORDER BY position", "t", "tt"};
inline constexpr Sql kFindDocument = {
    "SELECT content FROM document WHERE kind = :kind AND version = :version", "tt", "t"};

}  // namespace qianqiao::sql
