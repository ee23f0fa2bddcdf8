// Every statement that the store prepares, for tests of query plans and for the benchmark that
// runs the same text without SOCI.
#pragma once

#include <vector>

#include "server/store/account_sql.h"
#include "server/store/deadline_sql.h"
#include "server/store/docket_sql.h"
#include "server/store/fact_sql.h"
#include "server/store/history_sql.h"
#include "server/store/message_sql.h"
#include "server/store/people_sql.h"
#include "server/store/roster_sql.h"
#include "server/store/subject_sql.h"
#include "server/store/webhook_sql.h"
#include "server/store/work_sql.h"

namespace qianqiao::sql {

// Reads whole tables: verification, checkpoints, and the small tables held in memory.
inline const std::vector<const Sql*>& walks() {
  static const std::vector<const Sql*> list = {
      &kChainHeads,    &kRecordedHistory, &kCountHistory,   &kCheckpoints,
      &kOrganisations, &kPeople,          &kAppointments,   &kMandates,
      &kRounds,        &kApiKeys,         &kCountDeadlines, &kWebhooks,
  };
  return list;
}

// Everything else.
inline const std::vector<const Sql*>& searches() {
  static const std::vector<const Sql*> list = {
      &kInsertSubject,
      &kAdvanceSubject,
      &kMoveSubject,
      &kUpdateSubject,
      &kFindSubject,
      &kOpenCaseOf,
      &kLastCaseOf,
      &kPutParty,
      &kDropParty,
      &kPartiesOf,
      &kInsertEnterprise,
      &kUpdateEnterprise,
      &kFindEnterprise,
      &kEnterpriseByUscc,
      &kEnterpriseByName,
      &kEnterprisePlace,
      &kPlaceInSearch,
      &kAddToSearch,
      &kRemoveFromSearch,
      &kIsSearchFilled,
      &kMarkSearchFilled,
      &kSearchedPage,
      &kFindCounter,
      &kPutCounter,
      &kAppendHistory,
      &kHistoryOf,
      &kLatestHistoryInstant,
      &kLatestHistoryPosition,
      &kFindReceipt,
      &kFindOpeningReceipt,
      &kPutCheckpoint,
      &kLatestCheckpoint,
      &kInsertDeadline,
      &kUpdateDeadline,
      &kAdvanceDeadline,
      &kStopDeadline,
      &kFindDeadline,
      &kDeadlinesOf,
      &kAllDeadlines,
      &kDueDeadlines,
      &kNextRungInstant,
      &kDeadlinesTouchingYear,
      &kClaimRung,
      &kRungsOf,
      &kSilentDeadlines,
      &kPutCaseFact,
      &kFindCaseFact,
      &kPutReferralFact,
      &kFindReferralFact,
      &kSignedCases,
      &kSignedCasesOf,
      &kOpenTask,
      &kCloseTask,
      &kTasksOf,
      &kDueTasks,
      &kInbox,
      &kFindTask,
      &kEnterList,
      &kLeaveList,
      &kListEntries,
      &kListEntriesInStage,
      &kListEntriesInTownship,
      &kListsOf,
      &kInsertMessage,
      &kUpdateMessage,
      &kDueMessages,
      &kNextMessageInstant,
      &kMessages,
      &kMessagesOfCounty,
      &kMessagesTo,
      &kUnreadInbox,
      &kFindMessage,
      &kOpenDigest,
      &kInsertMessageLine,
      &kMessageLines,
      &kInsertIncident,
      &kCloseIncident,
      &kIncidents,
      &kOpenIncidents,
      &kCountWaitingMessages,
      &kCountOpenIncidents,
      &kPutOrganisation,
      &kPutPerson,
      &kPutAppointment,
      &kInsertMandate,
      &kPutRound,
      &kPutSetting,
      &kFindSetting,
      &kPutDocument,
      &kFindDocument,
      &kEnterprisesByName,
      &kDocuments,
      &kInsertSession,
      &kFindSession,
      &kTouchSession,
      &kDeleteSession,
      &kDeleteSessionsOf,
      &kDeleteExpiredSessions,
      &kPutSignIn,
      &kFindSignIn,
      &kInsertApiKey,
      &kFindApiKey,
      &kRevokeApiKey,
      &kTouchApiKey,
      &kInsertAudit,
      &kAudit,
      &kAuditOfPerson,
      &kAuditOfAction,
      &kAuditOfBoth,
      &kInsertDocket,
      &kFindDocket,
      &kDockets,
      &kAllDockets,
      &kSupersedeDocket,
      &kInsertDocketEntry,
      &kFreezeList,
      &kFreezeRoster,
      &kFreezeState,
      &kCopyDocket,
      &kFindDocketEntry,
      &kDocketEntries,
      &kSettleDocketEntry,
      &kDocketTally,
      &kDocketsSigning,
      &kPutRoster,
      &kFindRoster,
      &kRosters,
      &kInterruptRosters,
      &kInsertRosterEntry,
      &kRosterEntries,
      &kInsertWebhook,
      &kUpdateWebhook,
      &kFindWebhook,
      &kWebhooksOf,
      &kMessagesOfWebhook,
      &kMessagesOfWebhookBetween,
      &kMessagesCalled,
      &kGiveUpMessagesOf,
  };
  return list;
}

}  // namespace qianqiao::sql
