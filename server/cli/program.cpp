#include "server/cli/program.h"

#include <CLI/CLI.hpp>

#include "server/cli/commands.h"

namespace qianqiao {

int run_program(int argc, char** argv, const Adapters& adapters) {
  CLI::App program("牵桥：小微企业融资协调 / coordinates finance for small enterprises",
                   "qianqiao");
  program.require_subcommand(1);
  program.set_help_all_flag("--help-all", "全部命令 / all commands");
  program.get_formatter()->column_width(34);
  Session session{adapters};
  add_serve_command(program, session);
  add_demo_command(program, session);
  add_subject_commands(program, session);
  add_import_command(program, session);
  add_deadline_command(program, session);
  add_uscc_command(program, session);
  add_simulate_command(program, session);
  add_verify_command(program, session);
  add_checkpoint_commands(program, session);
  add_doctor_command(program, session);
  add_report_commands(program, session);
  add_workflow_commands(program, session);
  add_backup_commands(program, session);
  add_user_commands(program, session);
  add_organisation_commands(program, session);
  add_calendar_commands(program, session);
  add_round_commands(program, session);
  add_list_commands(program, session);
  add_batch_commands(program, session);
  add_webhook_commands(program, session);
  add_notification_commands(program, session);
  add_plugin_commands(program, session);
  try {
    program.parse(argc, argv);
  } catch (const CLI::Success& success) {  // help was asked for
    return program.exit(success) == 0 ? kDone : kUsage;
  } catch (const CLI::ParseError& error) {
    program.exit(error);
    return kUsage;
  }
  return session.exit_code;
}

}  // namespace qianqiao
