#include "server/main/serve.h"

#include <pthread.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "server/api/api_key.h"
#include "server/api/client_origin.h"
#include "server/api/http_door.h"
#include "server/api/log.h"
#include "server/api/readiness.h"
#include "server/api/roster_jobs.h"
#include "server/api/set_up.h"
#include "server/api/workflow_jobs.h"
#include "server/cli/exit_code.h"
#include "server/cli/house.h"
#include "server/main/plugin_notifying.h"
#include "server/main/settings.h"
#include "server/main/upkeep.h"
#include "server/main/webhook_sending.h"
#include "server/main/wiring.h"
#include "server/notify/channels.h"
#include "server/notify/email_notifier.h"
#include "server/notify/outgoing_client.h"
#include "server/notify/webhook_notifier.h"

namespace qianqiao {
namespace {

// Blocked in every thread from the start; one thread waits for them.
sigset_t stop_signals() {
  sigset_t set;
  sigemptyset(&set);
  for (const int signal : {SIGTERM, SIGINT, SIGUSR1}) sigaddset(&set, signal);
  return set;
}

int refuse(const Error& error) {
  log_error("server.not_started", {{"code", error.code}});
  std::fprintf(stderr, "%s\n", to_line(error).c_str());
  return exit_code_of(error);
}

// In the log for programs, and in words for whoever has to make room or mend the disk.
void tell_of(const StoreFailure& failure, const std::string& directory) {
  const std::string reason = failure.what();
  log_error("store.failed", {{"code", failure.code}, {"reason", reason}});
  const Error error{failure.code, {{"path", directory}, {"reason", reason}}};
  std::fprintf(stderr, "%s\n", to_line(error).c_str());
}

Result<std::string> api_key_of(const ServeOptions& options, const Settings& settings) {
  if (const char* given = std::getenv("QIANQIAO_API_KEY"); given != nullptr && *given != '\0') {
    if (std::string_view(given).size() < kShortestApiKey)
      return fail("api_key.too_short", {{"path", "QIANQIAO_API_KEY"}});
    return std::string(given);
  }
  const std::string& file = settings.api_key_file;
  return load_or_create_api_key(file.empty() ? options.directory + "/api-key" : file);
}

// share/ beside the program; it need not be there.
std::string shipped_web_root() {
  std::error_code problem;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", problem);
  return problem ? std::string() : (program.parent_path() / "share").string();
}

Result<SigningKey> signing_key_of(const ServeOptions& options, const Settings& settings) {
  return SigningKey::load_or_create(signing_key_path(options.directory, settings.signing_key_file));
}

// After a restore without its key, say: `verify` will name every earlier checkpoint.
void tell_of_another_key(House& house, const SigningKey& key) {
  try {
    const auto before = house.store().reader()->checkpoints();
    if (!before.empty() && before.back().public_key != key.public_key())
      log_error("checkpoint.key_changed", {{"newest", before.back().day}});
  } catch (const StoreFailure&) {  // whoever asks the store next says so
  }
}

Result<std::unique_ptr<Channels>> channels_of(const Settings& settings, House& house) {
  auto channels = std::make_unique<Channels>();
  channels->add("inbox", std::make_unique<InboxNotifier>());
  static const SystemClock wall;
  auto webhook = make_webhook_notifier(
      settings.notify.webhook,
      webhook_secrets(settings, house.store(), house.service().accounts->box(), wall), wall);
  if (!webhook) return fail(webhook.error());
  channels->add("plugin", through_plugins(house.plugins().runner()));
  channels->add("webhook", through_webhooks(*std::move(webhook), house.store()));
  if (settings.notify.smtp.host.empty()) return channels;
  auto mail = make_email_notifier(settings.notify.smtp);
  if (!mail) return fail(mail.error());
  channels->add("email", *std::move(mail));
  return channels;
}

// For the checklist: settings files are read here only.
void remember_mail(House& house, bool configured) {
  const std::string now = configured ? "1" : "";
  if (house.store().reader()->setting(kSendsMail).value_or("") == now) return;
  house.queue()
      .run([&](Engine& engine) {
        engine.record([&](Writer& writer) { writer.put_setting(kSendsMail, now); });
      })
      .get();
}

ClockMover::Outward outward_of(Upkeep& upkeep) {
  ClockMover::Outward outward;
  outward.deliver = [&upkeep] { return upkeep.deliver() + upkeep.run_jobs(); };
  outward.next_chore = [](Instant now) { return std::optional(Upkeep::next_signing(now)); };
  outward.do_chores = [&upkeep] {
    upkeep.sign_due_checkpoint();
    upkeep.tidy_up();
  };
  return outward;
}

// Serves until a signal; the exit code.
int run(House& house, const HttpDoor::Options& door_options, Upkeep& upkeep,
        const std::atomic<bool>& store_failed) {
  auto door = HttpDoor::open(house.service(), door_options);
  if (!door) return refuse(door.error());
  upkeep.start();
  std::printf("listening on %s\n", (*door)->address().c_str());
  if (const SetUp& set_up = *house.service().set_up; set_up.is_open())
    std::printf("首次设置码 / first-run set-up code: %s\n", set_up.code().c_str());
  std::fflush(stdout);
  log_info("server.started", {{"address", (*door)->address()},
                              {"clock", house.is_simulated() ? "simulated" : "system"}});
  const sigset_t signals = stop_signals();
  int signal = 0;
  sigwait(&signals, &signal);
  (*door)->stop();
  upkeep.stop();
  house.service().workflow_jobs->stop();
  house.service().roster_jobs->stop();
  house.queue().stop();
  log_info("server.stopped", {{"reason", store_failed ? "store" : "signal"}});
  return store_failed ? kUnreachable : kDone;
}

}  // namespace

int serve(const ServeOptions& options) {
  const sigset_t signals = stop_signals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  const auto settings = read_settings(options.config_path);
  if (!settings) return refuse(settings.error());
  if (auto level = set_log_level(settings->log_level); !level) return refuse(level.error());
  const auto outgoing = make_outgoing_client(settings->notify.webhook, settings->plugin_relays);
  if (!outgoing) return refuse(outgoing.error());
  // Once the database fails nothing more is acknowledged; the next start recovers.
  std::atomic<bool> store_failed = false;
  House::Options house_options{options.directory, StoreAccess::kCreate, options.clock, options.at,
                               [&](const StoreFailure& failure) {
                                 if (store_failed.exchange(true)) return;
                                 tell_of(failure, options.directory);
                                 ::kill(::getpid(), SIGUSR1);
                               }};
  auto house = House::open(house_options, wire(outgoing->get()));
  if (!house) return refuse(house.error());
  const auto key = api_key_of(options, *settings);
  if (!key) return refuse(key.error());
  auto signing_key = signing_key_of(options, *settings);
  if (!signing_key) return refuse(signing_key.error());
  (*house)->service().signing_public_key = signing_key->public_key();
  tell_of_another_key(**house, *signing_key);
  const auto channels = channels_of(*settings, **house);
  if (!channels) return refuse(channels.error());
  (*house)->service().webhook_objection = [webhook =
                                               settings->notify.webhook](const std::string& url) {
    return objection_to_webhook(url, webhook);
  };
  remember_mail(**house, !settings->notify.smtp.host.empty());
  Upkeep upkeep(**house, **channels, *std::move(signing_key));
  (*house)->set_outward(outward_of(upkeep));
  HttpDoor::Options door_options;
  door_options.listen = options.listen.value_or(settings->listen);
  Premises& premises = (*house)->service().premises;
  premises.listen = door_options.listen;
  premises.loopback_only =
      is_loopback(door_options.listen.substr(0, door_options.listen.rfind(':')));
  premises.tls = !settings->tls_certificate_file.empty();
  door_options.api_key = *key;
  door_options.tls = {settings->tls_certificate_file, settings->tls_key_file};
  door_options.trusted_proxies = settings->trusted_proxies;
  door_options.web_root = settings->web_root.value_or(shipped_web_root());
  door_options.limits = settings->http_limits;
  return run(**house, door_options, upkeep, store_failed);
}

}  // namespace qianqiao
