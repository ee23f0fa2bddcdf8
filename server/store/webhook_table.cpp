#include "server/store/webhook_table.h"

#include "server/store/columns.h"
#include "server/store/webhook_sql.h"

namespace qianqiao {

namespace {

template <class Columns, class Row>
void webhook_body(Columns& c, Row& row) {
  c.text(row.organisation);
  c.text(row.name);
  c.text(row.url);
  c.flag(row.enabled);
  c.bytes(row.secret);
  c.bytes(row.former_secret);
  c.integer(row.former_until_ms);
  c.text(row.created_by);
  c.integer(row.created_ms);
  c.integer(row.changed_ms);
  c.integer(row.deleted_ms);
}

std::vector<WebhookRow> fetch_webhooks(Statement& statement) {
  std::vector<WebhookRow> out;
  for (auto rows = statement.query(); rows.next();) {
    WebhookRow& row = out.emplace_back();
    Fetcher columns(rows);
    columns.integer(row.id);
    webhook_body(columns, row);
  }
  return out;
}

}  // namespace

WebhookTable::WebhookTable(Connection& connection)
    : find_(connection, sql::kFindWebhook),
      list_(connection, sql::kWebhooks),
      of_(connection, sql::kWebhooksOf),
      insert_(connection, sql::kInsertWebhook),
      update_(connection, sql::kUpdateWebhook) {}

std::optional<WebhookRow> WebhookTable::find(std::int64_t id) {
  auto found = fetch_webhooks(find_.integer(id));
  return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

std::vector<WebhookRow> WebhookTable::list() { return fetch_webhooks(list_); }

std::vector<WebhookRow> WebhookTable::of(const OrganisationId& organisation) {
  return fetch_webhooks(of_.text(organisation));
}

std::int64_t WebhookTable::insert(const WebhookRow& row) {
  Binder columns(insert_);
  webhook_body(columns, row);
  return insert_.run_for_id();
}

void WebhookTable::update(const WebhookRow& row) {
  Binder columns(update_);
  webhook_body(columns, row);
  columns.integer(row.id);
  update_.run();
}

}  // namespace qianqiao
