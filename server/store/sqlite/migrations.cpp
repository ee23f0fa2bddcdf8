#include "server/store/sqlite/migrations.h"

#include <fmt/format.h>

namespace qianqiao {

namespace migration_files {
std::string_view embedded_file(std::string_view name);
}

const std::vector<Migration>& shipped_migrations() {
  static const std::vector<Migration> list = {
      {1, "001_initial.sql", migration_files::embedded_file("001_initial.sql")},
      {2, "002_accounts.sql", migration_files::embedded_file("002_accounts.sql")},
      {3, "003_inbox.sql", migration_files::embedded_file("003_inbox.sql")},
      {4, "004_deliveries.sql", migration_files::embedded_file("004_deliveries.sql")},
      {5, "005_operations.sql", migration_files::embedded_file("005_operations.sql")},
      {6, "006_receipts.sql", migration_files::embedded_file("006_receipts.sql")},
      {7, "007_search.sql", migration_files::embedded_file("007_search.sql")},
      {8, "008_lists.sql", migration_files::embedded_file("008_lists.sql")},
      {9, "009_webhooks.sql", migration_files::embedded_file("009_webhooks.sql")},
      {10, "010_rosters.sql", migration_files::embedded_file("010_rosters.sql")},
      {11, "011_plugins.sql", migration_files::embedded_file("011_plugins.sql")},
      {12, "012_workflows.sql", migration_files::embedded_file("012_workflows.sql")},
      {13, "013_plugin_hooks.sql", migration_files::embedded_file("013_plugin_hooks.sql")},
      {14, "014_saved_views.sql", migration_files::embedded_file("014_saved_views.sql")},
      {15, "015_plugin_upkeep.sql", migration_files::embedded_file("015_plugin_upkeep.sql")},
      {16, "016_calendar_proposals.sql",
       migration_files::embedded_file("016_calendar_proposals.sql")},
      {17, "017_calendar_feeds.sql", migration_files::embedded_file("017_calendar_feeds.sql")},
      {18, "018_history_places.sql", migration_files::embedded_file("018_history_places.sql")},
      {19, "019_case_order.sql", migration_files::embedded_file("019_case_order.sql")},
      {20, "020_documents.sql", migration_files::embedded_file("020_documents.sql")},
      {21, "021_progress_links.sql", migration_files::embedded_file("021_progress_links.sql")},
      {22, "022_incidents.sql", migration_files::embedded_file("022_incidents.sql")},
      {23, "023_letters.sql", migration_files::embedded_file("023_letters.sql")},
      {24, "024_case_amounts.sql", migration_files::embedded_file("024_case_amounts.sql")},
  };
  return list;
}

int stored_version(Connection& connection, const SqliteDialect& dialect) {
  const int version = ask_integer(connection, dialect, "PRAGMA user_version");
  const int application = ask_integer(connection, dialect, "PRAGMA application_id");
  if (application == kApplicationId) return version;
  if (ask_integer(connection, dialect, "SELECT count(*) FROM sqlite_schema") != 0 || version != 0 ||
      application != 0)
    throw StoreFailure("store.not_a_database", "another program's SQLite file");
  return 0;
}

int migrate(Connection& connection, const SqliteDialect& dialect,
            const std::vector<Migration>& migrations) {
  int version = stored_version(connection, dialect);
  for (const Migration& migration : migrations) {
    if (migration.version <= version) continue;
    run_script(connection, dialect, "BEGIN IMMEDIATE");
    try {
      run_script(connection, dialect, std::string(migration.sql));
      run_script(connection, dialect,
                 fmt::format("INSERT INTO schema_migration (version, name) VALUES ({}, '{}');"
                             "PRAGMA application_id = {}; PRAGMA user_version = {}; COMMIT",
                             migration.version, migration.name, kApplicationId, migration.version));
    } catch (const StoreFailure&) {
      if (in_database_transaction(connection)) run_script(connection, dialect, "ROLLBACK");
      throw;
    }
    version = migration.version;
  }
  return version;
}

}  // namespace qianqiao
