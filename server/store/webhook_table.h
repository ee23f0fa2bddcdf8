// Webhooks of one connection.
#pragma once

#include <vector>

#include "server/ports/store.h"
#include "server/store/statement.h"

namespace qianqiao {

class WebhookTable {
 public:
  explicit WebhookTable(Connection& connection);

  std::optional<WebhookRow> find(std::int64_t id);
  std::vector<WebhookRow> list();
  std::vector<WebhookRow> of(const OrganisationId& organisation);
  std::int64_t insert(const WebhookRow& row);
  void update(const WebhookRow& row);

 private:
  Statement find_, list_, of_, insert_, update_;
};

}  // namespace qianqiao
