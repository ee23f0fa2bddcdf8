// SQL text of subjects, enterprises and counters.
#pragma once

#include "server/store/statement.h"

namespace qianqiao::sql {

#define QIANQIAO_SUBJECT_COLUMNS                                                         \
  "id, kind, county, township, case_id, referral_id, enterprise, organisation, branch, " \
  "opened_ms, closed_ms, stage, state, context, version, head, workflow_version"
#define QIANQIAO_SUBJECT_KINDS \
  "tittttttt"                  \
  "ii"                         \
  "tttibt"

inline constexpr std::string_view kSubjectKinds = QIANQIAO_SUBJECT_KINDS;
// What they are selected from follows: the table, or the enterprises of a search and it.
inline constexpr std::string_view kSelectSubjects = "SELECT " QIANQIAO_SUBJECT_COLUMNS " FROM ";
inline constexpr Sql kPlaceInSearch = {
    "SELECT e.rowid FROM subject s JOIN enterprise e ON e.id = s.enterprise WHERE s.id = :id", "t",
    "i"};

inline constexpr Sql kInsertSubject = {
    "INSERT INTO subject (" QIANQIAO_SUBJECT_COLUMNS
    ") VALUES (:id, :kind, :county, :township, :case_id, :referral_id, :enterprise, "
    ":organisation, :branch, :opened_ms, :closed_ms, :stage, :state, :context, :version, :head, "
    ":workflow_version)",
    QIANQIAO_SUBJECT_KINDS};
// Three updates, since a database rewrites every index of a column that is set, changed or not:
// the subject moves within its stage, to another stage, or anything about it changes.
inline constexpr Sql kAdvanceSubject = {
    "UPDATE subject SET state = :state, context = :context, version = :version, head = :head, "
    "workflow_version = :workflow_version, history_places = :history_places WHERE id = :id",
    "ttibtt"
    "t"};
inline constexpr Sql kMoveSubject = {
    "UPDATE subject SET stage = :stage, state = :state, context = :context, version = :version, "
    "head = :head, workflow_version = :workflow_version, history_places = :history_places "
    "WHERE id = :id",
    "tttibtt"
    "t"};
inline constexpr Sql kUpdateSubject = {
    "UPDATE subject SET county = :county, township = :township, case_id = :case_id, "
    "referral_id = :referral_id, enterprise = :enterprise, organisation = :organisation, "
    "branch = :branch, opened_ms = :opened_ms, closed_ms = :closed_ms, stage = :stage, "
    "state = :state, context = :context, version = :version, head = :head, "
    "workflow_version = :workflow_version, history_places = :history_places WHERE id = :id",
    "ttttttt"
    "ii"
    "tttibtt"
    "t"};
inline constexpr Sql kFindSubject = {
    "SELECT " QIANQIAO_SUBJECT_COLUMNS " FROM subject WHERE id = :id", "t", QIANQIAO_SUBJECT_KINDS};
inline constexpr Sql kFindStoredSubject = {"SELECT " QIANQIAO_SUBJECT_COLUMNS
                                           ", history_places FROM subject WHERE id = :id",
                                           "t", QIANQIAO_SUBJECT_KINDS "t"};
inline constexpr Sql kOpenCaseOf = {
    "SELECT " QIANQIAO_SUBJECT_COLUMNS
    " FROM subject WHERE enterprise = :enterprise AND kind = 0 AND closed_ms IS NULL",
    "t", QIANQIAO_SUBJECT_KINDS};
inline constexpr Sql kLastCaseOf = {"SELECT " QIANQIAO_SUBJECT_COLUMNS
                                    " FROM subject WHERE enterprise = :enterprise AND kind = 0 "
                                    "ORDER BY opened_ms DESC, id DESC LIMIT 1",
                                    "t", QIANQIAO_SUBJECT_KINDS};
inline constexpr Sql kChainHeads = {"SELECT id, version, head FROM subject ORDER BY id", "", "tib"};

inline constexpr Sql kPutParty = {
    "INSERT INTO subject_party (organisation, subject) VALUES (:organisation, :subject) "
    "ON CONFLICT DO NOTHING",
    "tt"};
inline constexpr Sql kDropParty = {
    "DELETE FROM subject_party WHERE organisation = :organisation AND subject = :subject", "tt"};
inline constexpr Sql kPartiesOf = {
    "SELECT organisation FROM subject_party WHERE subject = :subject ORDER BY organisation", "t",
    "t"};

#undef QIANQIAO_SUBJECT_COLUMNS
#undef QIANQIAO_SUBJECT_KINDS

#define QIANQIAO_ENTERPRISE_COLUMNS                                                    \
  "id, uscc, uscc_overridden, uscc_override_reason, name, kind, county, township, "    \
  "address, industry, contact_name, contact_phone, legal_representative, size_class, " \
  "attributes, created_ms"
#define QIANQIAO_ENTERPRISE_KINDS \
  "t"                             \
  "tittttttttttt"                 \
  "ti"

inline constexpr Sql kInsertEnterprise = {
    "INSERT INTO enterprise (" QIANQIAO_ENTERPRISE_COLUMNS
    ") VALUES (:id, :uscc, :uscc_overridden, :uscc_override_reason, :name, :kind, :county, "
    ":township, :address, :industry, :contact_name, :contact_phone, :legal_representative, "
    ":size_class, :attributes, :created_ms)",
    QIANQIAO_ENTERPRISE_KINDS};
inline constexpr Sql kUpdateEnterprise = {
    "UPDATE enterprise SET uscc = :uscc, uscc_overridden = :uscc_overridden, "
    "uscc_override_reason = :uscc_override_reason, name = :name, kind = :kind, "
    "county = :county, township = :township, address = :address, industry = :industry, "
    "contact_name = :contact_name, contact_phone = :contact_phone, "
    "legal_representative = :legal_representative, size_class = :size_class, "
    "attributes = :attributes, created_ms = :created_ms WHERE id = :id",
    "tittttttttttt"
    "ti"
    "t"};
inline constexpr Sql kFindEnterprise = {"SELECT " QIANQIAO_ENTERPRISE_COLUMNS
                                        " FROM enterprise WHERE id = :id",
                                        "t", QIANQIAO_ENTERPRISE_KINDS};
inline constexpr Sql kEnterpriseName = {"SELECT name FROM enterprise WHERE id = :id", "t", "t"};
inline constexpr Sql kEnterpriseByUscc = {"SELECT " QIANQIAO_ENTERPRISE_COLUMNS
                                          " FROM enterprise WHERE uscc = :uscc AND uscc <> ''",
                                          "t", QIANQIAO_ENTERPRISE_KINDS};
inline constexpr Sql kEnterpriseByName = {
    "SELECT " QIANQIAO_ENTERPRISE_COLUMNS
    " FROM enterprise WHERE county = :county AND name = :name AND uscc = '' ORDER BY id LIMIT 1",
    "tt", QIANQIAO_ENTERPRISE_KINDS};
inline constexpr Sql kEnterprisesByName = {
    "SELECT " QIANQIAO_ENTERPRISE_COLUMNS
    " FROM enterprise WHERE county = :county AND name = :name AND uscc = '' ORDER BY id",
    "tt", QIANQIAO_ENTERPRISE_KINDS};

inline constexpr std::string_view kEnterpriseKinds = QIANQIAO_ENTERPRISE_KINDS;
inline constexpr std::string_view kSelectEnterprises =
    "SELECT " QIANQIAO_ENTERPRISE_COLUMNS " FROM ";

inline constexpr Sql kAddToSearch = {
    "INSERT INTO enterprise_search (rowid, place, name, initials, code) "
    "SELECT rowid, :place, :name, :initials, :code FROM enterprise WHERE id = :id",
    "ttttt"};
// An index that does not store its text has to be told what it entered.
inline constexpr Sql kRemoveFromSearch = {
    "INSERT INTO enterprise_search (enterprise_search, rowid, place, name, initials, code) "
    "SELECT 'delete', rowid, :place, :name, :initials, :code FROM enterprise WHERE id = :id",
    "ttttt"};
inline constexpr Sql kIsSearchFilled = {"SELECT 1 FROM setting WHERE name = 'search.filled'", "",
                                        "i"};
inline constexpr Sql kMarkSearchFilled = {
    "INSERT INTO setting (name, value) VALUES ('search.filled', '1')"};
inline constexpr Sql kSearchedPage = {
    "SELECT id, name, uscc, county FROM enterprise WHERE id > :after ORDER BY id LIMIT :limit",
    "ti", "tttt"};
inline constexpr Sql kEnterprisePlace = {"SELECT rowid FROM enterprise WHERE id = :id", "t", "i"};

#undef QIANQIAO_ENTERPRISE_COLUMNS
#undef QIANQIAO_ENTERPRISE_KINDS

inline constexpr Sql kFindCounter = {
    "SELECT last FROM counter WHERE county = :county AND letter = :letter", "tt", "i"};
inline constexpr Sql kPutCounter = {
    "INSERT INTO counter (county, letter, last) VALUES (:county, :letter, :last) "
    "ON CONFLICT (county, letter) DO UPDATE SET last = excluded.last",
    "tti"};

}  // namespace qianqiao::sql
