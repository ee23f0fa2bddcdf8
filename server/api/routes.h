// The handlers of all resources; route_table.cpp says where each is found. Each file
// *_routes.cpp holds one resource.
#pragma once

#include "server/api/exchange.h"
#include "server/api/service.h"
#include "workflows/base/result.h"

namespace qianqiao::routes {

// health_routes.cpp
Result<Answer> healthz(Service&, const Request&);
Result<Answer> readyz(Service&, const Request&);

// docs_routes.cpp
Result<Answer> show_openapi(Service&, const Request&);
Result<Answer> show_docs(Service&, const Request&);
Result<Answer> show_docs_style(Service&, const Request&);
Result<Answer> show_docs_script(Service&, const Request&);

// clock_routes.cpp
Result<Answer> show_clock(Service&, const Request&);
Result<Answer> move_clock(Service&, const Request&);

// subject_routes.cpp: the same for cases, referrals and slips
template <SubjectKind kind>
Result<Answer> list_subjects(Service&, const Request&);
template <SubjectKind kind>
Result<Answer> show_subject(Service&, const Request&);
template <SubjectKind kind>
Result<Answer> list_history(Service&, const Request&);
template <SubjectKind kind>
Result<Answer> list_allowed_events(Service&, const Request&);
template <SubjectKind kind>
Result<Answer> list_deadlines(Service&, const Request&);

// event_routes.cpp
template <SubjectKind kind>
Result<Answer> post_event(Service&, const Request&);
Result<Answer> open_case(Service&, const Request&);
Result<Answer> open_slip(Service&, const Request&);

// document_routes.cpp: of cases and referrals
template <SubjectKind kind>
Result<Answer> list_documents(Service&, const Request&);
template <SubjectKind kind>
Result<Answer> add_document(Service&, const Request&);
template <SubjectKind kind>
Result<Answer> fetch_document(Service&, const Request&);
template <SubjectKind kind>
Result<Answer> remove_document(Service&, const Request&);

// explanation_routes.cpp
template <SubjectKind kind>
Result<Answer> explain_subject(Service&, const Request&);

// enterprise_routes.cpp
Result<Answer> list_enterprises(Service&, const Request&);
Result<Answer> show_enterprise(Service&, const Request&);
Result<Answer> reveal_enterprise(Service&, const Request&);

// roster_routes.cpp
Result<Answer> import_roster(Service&, const Request&);
Result<Answer> list_rosters(Service&, const Request&);
Result<Answer> show_roster(Service&, const Request&);
Result<Answer> cancel_roster(Service&, const Request&);
Result<Answer> freeze_roster(Service&, const Request&);
Result<Answer> fetch_roster_report(Service&, const Request&);

// round_routes.cpp
Result<Answer> list_rounds(Service&, const Request&);
Result<Answer> open_round(Service&, const Request&);

// delivery_routes.cpp
Result<Answer> list_deliveries(Service&, const Request&);
Result<Answer> retry_delivery(Service&, const Request&);
// incident_routes.cpp
Result<Answer> list_incidents(Service&, const Request&);
Result<Answer> close_incident(Service&, const Request&);

// notification_routes.cpp
Result<Answer> list_notifications(Service&, const Request&);
Result<Answer> mark_notification_read(Service&, const Request&);

// change_routes.cpp
Result<Answer> stream_changes(Service&, const Request&);
Result<Answer> list_changes(Service&, const Request&);

// task_routes.cpp
Result<Answer> list_tasks(Service&, const Request&);
Result<Answer> claim_task(Service&, const Request&);
Result<Answer> release_task(Service&, const Request&);
Result<Answer> hand_task_over(Service&, const Request&);

// list_routes.cpp
Result<Answer> list_entries(Service&, const Request&);
Result<Answer> freeze_list(Service&, const Request&);
Result<Answer> list_versions(Service&, const Request&);
Result<Answer> show_list_version(Service&, const Request&);
Result<Answer> list_version_cases(Service&, const Request&);
Result<Answer> sign_list_version(Service&, const Request&);

// batch_routes.cpp
Result<Answer> create_batch(Service&, const Request&);
Result<Answer> push_batch(Service&, const Request&);
Result<Answer> list_batches(Service&, const Request&);
Result<Answer> show_batch(Service&, const Request&);

// people_routes.cpp
Result<Answer> list_people(Service&, const Request&);
Result<Answer> add_person(Service&, const Request&);
Result<Answer> change_password(Service&, const Request&);
Result<Answer> disable_person(Service&, const Request&);
Result<Answer> enable_person(Service&, const Request&);
Result<Answer> unlock_person(Service&, const Request&);
Result<Answer> drop_second_factor(Service&, const Request&);

// session_routes.cpp
Result<Answer> open_session(Service&, const Request&);
Result<Answer> show_session(Service&, const Request&);
Result<Answer> close_session(Service&, const Request&);
Result<Answer> show_me(Service&, const Request&);
Result<Answer> change_my_password(Service&, const Request&);
Result<Answer> propose_second_factor(Service&, const Request&);
Result<Answer> confirm_second_factor(Service&, const Request&);

// calendar_feed_routes.cpp
Result<Answer> show_my_calendar_feed(Service&, const Request&);
Result<Answer> make_my_calendar_feed(Service&, const Request&);
Result<Answer> revoke_my_calendar_feed(Service&, const Request&);
Result<Answer> fetch_calendar_feed(Service&, const Request&);

// progress_routes.cpp
Result<Answer> show_progress_link(Service&, const Request&);
Result<Answer> make_progress_link(Service&, const Request&);
Result<Answer> revoke_progress_link(Service&, const Request&);
Result<Answer> show_progress(Service&, const Request&);

// mail_wish_routes.cpp
Result<Answer> show_mail_wish(Service&, const Request&);
Result<Answer> put_mail_wish(Service&, const Request&);

// demo_routes.cpp
Result<Answer> list_demo_accounts(Service&, const Request&);
Result<Answer> enter_demo(Service&, const Request&);

// set_up_routes.cpp
Result<Answer> show_set_up(Service&, const Request&);
Result<Answer> set_up(Service&, const Request&);

// appointment_routes.cpp
Result<Answer> list_appointments(Service&, const Request&);
Result<Answer> put_appointment(Service&, const Request&);
Result<Answer> list_mandates(Service&, const Request&);
Result<Answer> give_mandate(Service&, const Request&);

// api_key_routes.cpp
Result<Answer> list_api_keys(Service&, const Request&);
Result<Answer> create_api_key(Service&, const Request&);
Result<Answer> revoke_api_key(Service&, const Request&);

// referral_sheet_routes.cpp
Result<Answer> fetch_referral_sheet(Service&, const Request&);
Result<Answer> post_referral_sheet(Service&, const Request&);

// stage_routes.cpp
Result<Answer> list_stages(Service&, const Request&);

// view_routes.cpp
Result<Answer> list_views(Service&, const Request&);
Result<Answer> save_view(Service&, const Request&);
Result<Answer> delete_view(Service&, const Request&);

// webhook_routes.cpp
Result<Answer> list_webhooks(Service&, const Request&);
Result<Answer> create_webhook(Service&, const Request&);
Result<Answer> show_webhook(Service&, const Request&);
Result<Answer> change_webhook(Service&, const Request&);
Result<Answer> delete_webhook(Service&, const Request&);
Result<Answer> rotate_webhook(Service&, const Request&);
Result<Answer> test_webhook(Service&, const Request&);
Result<Answer> replay_webhook(Service&, const Request&);
Result<Answer> list_webhook_deliveries(Service&, const Request&);

// plugin_routes.cpp
Result<Answer> list_plugins(Service&, const Request&);
Result<Answer> show_plugin(Service&, const Request&);
Result<Answer> install_plugin(Service&, const Request&);
Result<Answer> check_plugin(Service&, const Request&);
Result<Answer> test_plugin(Service&, const Request&);
Result<Answer> enable_plugin(Service&, const Request&);
Result<Answer> disable_plugin(Service&, const Request&);
Result<Answer> approve_plugin_hosts(Service&, const Request&);
Result<Answer> list_plugin_log(Service&, const Request&);

// plugin_edit_routes.cpp
Result<Answer> list_plugin_files(Service&, const Request&);
Result<Answer> edit_plugin(Service&, const Request&);

// plugin_setting_routes.cpp
Result<Answer> change_plugin_settings(Service&, const Request&);
Result<Answer> choose_plugin_channels(Service&, const Request&);

// plugin_table_routes.cpp
Result<Answer> make_plugin_report(Service&, const Request&);
Result<Answer> fetch_plugin_report(Service&, const Request&);
Result<Answer> import_plugin_feedback(Service&, const Request&);

// plugin_secret_routes.cpp
Result<Answer> enter_plugin_secret(Service&, const Request&);
Result<Answer> forget_plugin_secret(Service&, const Request&);

// plugin_job_routes.cpp
Result<Answer> list_plugin_jobs(Service&, const Request&);
Result<Answer> replay_plugin_job(Service&, const Request&);
Result<Answer> skip_plugin_job(Service&, const Request&);

// audit_routes.cpp
Result<Answer> list_audit(Service&, const Request&);

// organisation_routes.cpp
Result<Answer> list_organisations(Service&, const Request&);
Result<Answer> put_organisations(Service&, const Request&);
Result<Answer> read_directory_sheet(Service&, const Request&);

// workflow_routes.cpp
Result<Answer> show_workflow(Service&, const Request&);
Result<Answer> show_workflow_base(Service&, const Request&);
Result<Answer> show_workflow_merge(Service&, const Request&);
Result<Answer> list_workflow_versions(Service&, const Request&);
Result<Answer> show_workflow_version(Service&, const Request&);
Result<Answer> revert_workflow(Service&, const Request&);

// workflow_migration_routes.cpp
Result<Answer> migrate_workflow(Service&, const Request&);
Result<Answer> put_statute(Service&, const Request&);
// workflow_draft_routes.cpp
Result<Answer> list_drafts(Service&, const Request&);
Result<Answer> begin_draft(Service&, const Request&);
Result<Answer> show_draft(Service&, const Request&);
Result<Answer> change_draft(Service&, const Request&);
Result<Answer> discard_draft(Service&, const Request&);
Result<Answer> approve_draft(Service&, const Request&);
Result<Answer> check_draft(Service&, const Request&);
Result<Answer> merge_draft(Service&, const Request&);
Result<Answer> try_step_condition(Service&, const Request&);
Result<Answer> draft_impact(Service&, const Request&);
Result<Answer> publish_draft(Service&, const Request&);
// workflow_job_routes.cpp
Result<Answer> show_workflow_job(Service&, const Request&);
Result<Answer> cancel_workflow_job(Service&, const Request&);
// workflow_foresight.cpp
Result<Answer> foresee_draft(Service&, const Request&);

// calendar_routes.cpp
Result<Answer> show_calendar(Service&, const Request&);
Result<Answer> load_calendar(Service&, const Request&);
Result<Answer> remove_calendar(Service&, const Request&);
// calendar_proposal_routes.cpp
Result<Answer> list_calendar_proposals(Service&, const Request&);
Result<Answer> show_calendar_proposal(Service&, const Request&);
Result<Answer> list_calendar_moves(Service&, const Request&);
Result<Answer> confirm_calendar(Service&, const Request&);
Result<Answer> withdraw_calendar(Service&, const Request&);

// checkpoint_routes.cpp
Result<Answer> list_checkpoints(Service&, const Request&);

// deadline_routes.cpp
Result<Answer> list_running_deadlines(Service&, const Request&);

// doctor_routes.cpp
Result<Answer> show_doctor(Service&, const Request&);

// readiness_routes.cpp
Result<Answer> show_readiness(Service&, const Request&);

// figure_routes.cpp
Result<Answer> show_figures(Service&, const Request&);
Result<Answer> list_figure_cases(Service&, const Request&);

// metrics_routes.cpp
Result<Answer> show_metrics(Service&, const Request&);

// upkeep_routes.cpp
Result<Answer> verify_all(Service&, const Request&);
Result<Answer> take_backup(Service&, const Request&);

}  // namespace qianqiao::routes
