// The commands of `qianqiao`, one file each group. Each add_… adds its command to the program and
// leaves its exit code in the session when it runs.
#pragma once

#include "server/cli/session.h"

namespace CLI {
class App;
}

namespace qianqiao {

void add_serve_command(CLI::App& program, Session& session);
void add_demo_command(CLI::App& program, Session& session);
void add_simulate_command(CLI::App& program, Session& session);
void add_subject_commands(CLI::App& program, Session& session);
void add_document_commands(CLI::App& subject_group, Session& session,
                           const std::string& resource);  // of that group
void add_import_command(CLI::App& program, Session& session);
void add_deadline_command(CLI::App& program, Session& session);
void add_uscc_command(CLI::App& program, Session& session);
void add_verify_command(CLI::App& program, Session& session);
void add_report_commands(CLI::App& program, Session& session);
void add_doctor_command(CLI::App& program, Session& session);
void add_workflow_commands(CLI::App& program, Session& session);
void add_workflow_version_commands(CLI::App& workflow, Session& session);  // of that group
void add_backup_commands(CLI::App& program, Session& session);
void add_user_commands(CLI::App& program, Session& session);
void add_organisation_commands(CLI::App& program, Session& session);
void add_checkpoint_commands(CLI::App& program, Session& session);
void add_calendar_commands(CLI::App& program, Session& session);
void add_round_commands(CLI::App& program, Session& session);
void add_list_commands(CLI::App& program, Session& session);
void add_batch_commands(CLI::App& program, Session& session);
void add_webhook_commands(CLI::App& program, Session& session);
void add_notification_commands(CLI::App& program, Session& session);
void add_plugin_commands(CLI::App& program, Session& session);
void add_installed_plugin_commands(CLI::App& plugin, Session& session);  // of that group
void add_plugin_setting_commands(CLI::App& plugin, Session& session);
void add_plugin_table_commands(CLI::App& plugin, Session& session);

}  // namespace qianqiao
