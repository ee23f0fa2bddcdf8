// Every table of one connection, with its prepared statements.
#pragma once

#include "server/store/account_table.h"
#include "server/store/calendar_table.h"
#include "server/store/deadline_table.h"
#include "server/store/docket_table.h"
#include "server/store/document_table.h"
#include "server/store/enterprise_table.h"
#include "server/store/fact_table.h"
#include "server/store/history_table.h"
#include "server/store/message_table.h"
#include "server/store/people_table.h"
#include "server/store/plugin_table.h"
#include "server/store/progress_link_table.h"
#include "server/store/roster_table.h"
#include "server/store/saved_view_table.h"
#include "server/store/subject_table.h"
#include "server/store/webhook_table.h"
#include "server/store/work_table.h"
#include "server/store/workflow_table.h"

namespace qianqiao {

struct Tables {
  explicit Tables(Connection& connection)
      : subjects(connection),
        enterprises(connection),
        history(connection),
        deadlines(connection),
        facts(connection),
        work(connection),
        messages(connection),
        people(connection),
        accounts(connection),
        dockets(connection),
        rosters(connection),
        webhooks(connection),
        saved_views(connection),
        plugins(connection),
        workflows(connection),
        calendars(connection),
        documents(connection),
        progress_links(connection) {}

  SubjectTable subjects;
  EnterpriseTable enterprises;
  HistoryTable history;
  DeadlineTable deadlines;
  FactTable facts;
  WorkTable work;
  MessageTable messages;
  PeopleTable people;
  AccountTable accounts;
  DocketTable dockets;
  RosterTable rosters;
  WebhookTable webhooks;
  SavedViewTable saved_views;
  PluginTable plugins;
  WorkflowTable workflows;
  CalendarTable calendars;
  DocumentTable documents;
  ProgressLinkTable progress_links;
};

}  // namespace qianqiao
