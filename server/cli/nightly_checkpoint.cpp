#include "server/cli/nightly_checkpoint.h"

namespace qianqiao {

void sign_checkpoint(Engine& engine, Date day, const SigningKey& key) {
  const auto reader = engine.store().reader();
  const auto before = reader->checkpoints();
  if (!before.empty() && before.back().day >= format_date(day)) return;
  if (reader->count_history() == 0) return;
  const CheckpointRow row = make_checkpoint(*reader, day, key);
  engine.record([&](Writer& writer) { writer.put_checkpoint(row); });
}

}  // namespace qianqiao
