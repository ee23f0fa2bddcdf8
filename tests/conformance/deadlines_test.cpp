// Deadlines, rungs, tasks and lists.
#include "tests/conformance/store_suite.h"

namespace qianqiao {
namespace {

constexpr char kCase[] = "411502C000001";

std::vector<std::int64_t> deadline_ids(const std::vector<DeadlineRow>& rows) {
  std::vector<std::int64_t> out;
  for (const auto& row : rows) out.push_back(row.id);
  return out;
}

using DeadlineIds = std::vector<std::int64_t>;

void put_case(Writer& w, const std::string& id = kCase) { w.insert_subject(a_case(id, "E" + id)); }

TEST_P(StoreSuite, DeadlineComesBackAsItWas) {
  auto row = a_deadline(kCase, 1000);
  DeadlineRow bare;
  bare.subject = kCase;
  bare.budget = {BudgetUnit::kFixedDate, 0, Date(std::chrono::days(-1))};
  write([&](Writer& w) {
    put_case(w);
    row.id = w.insert_deadline(row);
    bare.id = w.insert_deadline(bare);
    EXPECT_EQ(w.deadline(row.id), row);
  });
  EXPECT_GT(row.id, 0);
  EXPECT_GT(bare.id, row.id);
  EXPECT_EQ(store_->reader()->deadline(row.id), row);
  EXPECT_EQ(store_->reader()->deadline(bare.id), bare);
  EXPECT_FALSE(store_->reader()->deadline(bare.id + 1));

  row.county = "411503";
  row.rule = "push";
  row.hook = "signed";
  row.clause = "（七）";
  row.effect = Effect::kStatutory;
  row.anchor_ms = 1;
  row.budget = {BudgetUnit::kCalendarDays, 5, Date(std::chrono::days(3))};
  row.rule_version = "v2";
  row.calendar_version = "c2";
  row.due_nominal = "2026-01-01";
  row.due_ms = 2;
  row.provisional = true;
  row.state = DeadlineState::kVoid;
  row.armed_ms = 3;
  row.armed_sequence = 5;
  row.stopped_ms = 4;
  row.supersedes = 1;
  row.next_rung = "";
  row.next_rung_ms.reset();
  write([&](Writer& w) { w.update_deadline(row); });
  EXPECT_EQ(store_->reader()->deadline(row.id), row);
  EXPECT_EQ(deadline_ids(store_->reader()->deadlines_of(kCase)), (DeadlineIds{row.id, bare.id}));
  EXPECT_TRUE(store_->reader()->deadlines_of("411502C000002").empty());
  EXPECT_EQ(deadline_ids(store_->reader()->all_deadlines(0, 1)), (DeadlineIds{row.id}));
  EXPECT_EQ(deadline_ids(store_->reader()->all_deadlines(row.id, 9)), (DeadlineIds{bare.id}));
}

TEST_P(StoreSuite, ADeadlineAdvancesAndStopsWithItsOtherFieldsAsTheyWere) {
  auto row = a_deadline(kCase, 1000);
  write([&](Writer& w) {
    put_case(w);
    row.id = w.insert_deadline(row);
  });
  row.calendar_version = "c2";
  row.next_rung = "overdue";
  row.next_rung_ms = 2000;
  write([&](Writer& w) { w.advance_deadline(row); });
  EXPECT_EQ(store_->reader()->deadline(row.id), row);
  EXPECT_EQ(store_->reader()->next_rung_instant(), from_milliseconds(2000));
  row.next_rung.clear();
  row.next_rung_ms.reset();
  write([&](Writer& w) { w.advance_deadline(row); });
  EXPECT_EQ(deadline_ids(store_->reader()->silent_deadlines(0, 9)), DeadlineIds{row.id});
  row.calendar_version = "c3";
  row.state = DeadlineState::kMoot;
  row.stopped_ms = 3000;
  write([&](Writer& w) { w.stop_deadline(row); });
  EXPECT_EQ(store_->reader()->deadline(row.id), row);
  EXPECT_TRUE(store_->reader()->silent_deadlines(0, 9).empty());
  EXPECT_EQ(store_->reader()->count_deadlines(Effect::kService, from_milliseconds(0)),
            (DeadlineCounts{0, 0, 0}));
}

// What is counted is what runs, whichever way it came to run or to stop.
TEST_P(StoreSuite, RunningDeadlinesAreCounted) {
  const auto count = [&](Effect effect, std::int64_t now_ms) {
    return store_->reader()->count_deadlines(effect, from_milliseconds(now_ms));
  };
  EXPECT_EQ(count(Effect::kService, 0), (DeadlineCounts{0, 0, 0}));
  auto row = a_deadline(kCase, 1000);
  const std::int64_t due = row.due_ms;
  std::vector<DeadlineRow> rows;
  write([&](Writer& w) {
    put_case(w);
    for (int i = 0; i < 4; ++i) {
      row.provisional = i == 3;
      row.effect = i == 2 ? Effect::kStatutory : Effect::kService;
      row.id = w.insert_deadline(row);
      rows.push_back(row);
    }
    auto stopped = row;
    stopped.state = DeadlineState::kMet;
    w.insert_deadline(stopped);
  });
  EXPECT_EQ(count(Effect::kService, due), (DeadlineCounts{3, 0, 1}));
  EXPECT_EQ(count(Effect::kService, due + 999), (DeadlineCounts{3, 0, 1}));
  EXPECT_EQ(count(Effect::kService, due + 1000), (DeadlineCounts{3, 3, 1}));
  EXPECT_EQ(count(Effect::kStatutory, due + 1000), (DeadlineCounts{1, 1, 0}));
  write([&](Writer& w) {
    rows[0].state = DeadlineState::kMoot;
    w.update_deadline(rows[0]);
    rows[3].due_ms += 86'400'000;
    rows[3].provisional = false;
    w.update_deadline(rows[3]);
    rows[1].next_rung = "overdue";
    w.update_deadline(rows[1]);
  });
  EXPECT_EQ(count(Effect::kService, due + 1000), (DeadlineCounts{2, 1, 0}));
  {
    const auto writer = store_->begin();
    writer->savepoint();
    writer->insert_deadline(rows[1]);
    writer->rollback_to_savepoint();
    rows[3].state = DeadlineState::kMet;
    writer->update_deadline(rows[3]);
  }  // not committed
  EXPECT_EQ(count(Effect::kService, due + 1000), (DeadlineCounts{2, 1, 0}));
  write([&](Writer& w) {
    for (auto& one : rows) {
      one.state = DeadlineState::kMet;
      w.update_deadline(one);
    }
  });
  EXPECT_EQ(count(Effect::kService, due + 1000), (DeadlineCounts{0, 0, 0}));
  rows[0].state = DeadlineState::kRunning;
  write([&](Writer& w) { w.update_deadline(rows[0]); });
  EXPECT_EQ(count(Effect::kService, due), (DeadlineCounts{1, 0, 0}));
}

// Across subjects, in order, page by page; nothing is lost or doubled where many fall due at once.
TEST_P(StoreSuite, RunningDeadlinesAreListedAsTheyFallDue) {
  constexpr std::int64_t kDay = 86'400'000;
  const SubjectRow of_case = a_case(kCase, "411502E000001");
  DeadlineIds in_order, of_other_county;
  write([&](Writer& w) {
    w.insert_enterprise(an_enterprise("411502E000001", ""));
    w.insert_subject(of_case);
    w.insert_subject(a_referral("411502Rabc", of_case, "BANK"));
    const auto put = [&](std::int64_t due_ms, const char* subject, auto change) {
      auto row = a_deadline(subject, 1);
      row.due_ms = due_ms;
      change(row);
      return w.insert_deadline(row);
    };
    const auto last = put(5 * kDay, kCase, [](auto& row) { row.rule = "push"; });
    for (int i = 0; i < 3; ++i) in_order.push_back(put(3 * kDay, "411502Rabc", [](auto&) {}));
    in_order.push_back(put(4 * kDay, kCase, [](auto& row) {
      row.county = "411503";
      row.effect = Effect::kStatutory;
      row.provisional = true;
    }));
    of_other_county.push_back(in_order.back());
    in_order.push_back(last);
    put(kDay, kCase, [](auto& row) { row.state = DeadlineState::kMet; });
  });
  const auto ids = [&](const DeadlineFilter& filter) {
    DeadlineIds out;
    for (const auto& listed : store_->reader()->running_deadlines(filter))
      out.push_back(listed.deadline.id);
    return out;
  };
  EXPECT_EQ(ids({}), in_order);
  DeadlineFilter page;
  page.limit = 2;
  DeadlineIds seen;
  while (true) {
    const auto rows = store_->reader()->running_deadlines(page);
    if (rows.empty()) break;
    for (const auto& listed : rows) seen.push_back(listed.deadline.id);
    page.after_due = from_milliseconds(rows.back().deadline.due_ms);
    page.after = rows.back().deadline.id;
  }
  EXPECT_EQ(seen, in_order);
  DeadlineFilter filter;
  filter.county = "411503";
  EXPECT_EQ(ids(filter), of_other_county);
  filter = {};
  filter.rule = "push";
  EXPECT_EQ(ids(filter), DeadlineIds{in_order.back()});
  filter = {};
  filter.effect = Effect::kStatutory;
  EXPECT_EQ(ids(filter), of_other_county);
  filter.provisional_only = true;
  filter.county = "411502";
  EXPECT_TRUE(ids(filter).empty());
  filter = {};
  filter.due_before = from_milliseconds(4 * kDay);
  EXPECT_EQ(ids(filter), (DeadlineIds{in_order[0], in_order[1], in_order[2]}));
  const ListedDeadline first = store_->reader()->running_deadlines({}).front();
  EXPECT_EQ(first.deadline, *store_->reader()->deadline(in_order[0]));
  EXPECT_EQ(first.kind, SubjectKind::kReferral);
  EXPECT_EQ(first.state, "Pushed");
  EXPECT_EQ(first.case_id, kCase);
  EXPECT_EQ(first.organisation, "BANK");
  EXPECT_EQ(first.enterprise_name, an_enterprise("411502E000001", "").name);
}

TEST_P(StoreSuite, SilentDeadlinesAreTheRunningOnesWithoutANextRung) {
  DeadlineIds silent;
  write([&](Writer& w) {
    put_case(w);
    w.insert_deadline(a_deadline(kCase, 1000));
    auto row = a_deadline(kCase, 0);
    row.next_rung_ms.reset();
    for (int i = 0; i < 3; ++i) silent.push_back(w.insert_deadline(row));
    row.state = DeadlineState::kMet;
    w.insert_deadline(row);
  });
  const auto reader = store_->reader();
  EXPECT_EQ(deadline_ids(reader->silent_deadlines(0, 9)), silent);
  EXPECT_EQ(deadline_ids(reader->silent_deadlines(silent[0], 1)), (DeadlineIds{silent[1]}));
}

TEST_P(StoreSuite, DueDeadlinesAreTheRunningOnesInOrder) {
  EXPECT_FALSE(store_->reader()->next_rung_instant());
  DeadlineIds at;
  write([&](Writer& w) {
    put_case(w);
    for (std::int64_t ms : {3000, 1000, 2000, 1000})
      at.push_back(w.insert_deadline(a_deadline(kCase, ms)));
    auto met = a_deadline(kCase, 500);
    met.state = DeadlineState::kMet;
    w.insert_deadline(met);
    auto spent = a_deadline(kCase, 0);
    spent.next_rung_ms.reset();
    w.insert_deadline(spent);
  });
  const auto reader = store_->reader();
  EXPECT_EQ(reader->next_rung_instant(), from_milliseconds(1000));
  EXPECT_TRUE(reader->due_deadlines(from_milliseconds(999), 10).empty());
  EXPECT_EQ(deadline_ids(reader->due_deadlines(from_milliseconds(1000), 10)),
            (DeadlineIds{at[1], at[3]}));
  EXPECT_EQ(deadline_ids(reader->due_deadlines(from_milliseconds(9999), 10)),
            (DeadlineIds{at[1], at[3], at[2], at[0]}));
  EXPECT_EQ(deadline_ids(reader->due_deadlines(from_milliseconds(9999), 3)),
            (DeadlineIds{at[1], at[3], at[2]}));
}

TEST_P(StoreSuite, DeadlinesTouchingAYear) {
  const auto ms = [](const char* text) { return to_milliseconds(*parse_instant(text)); };
  const auto spanning = [&](const char* anchor, const char* due) {
    auto row = a_deadline(kCase, 1);
    row.anchor_ms = ms(anchor);
    row.due_ms = ms(due);
    return row;
  };
  DeadlineId within = 0, across = 0, before = 0, unsure = 0, later = 0;
  write([&](Writer& w) {
    put_case(w);
    within = w.insert_deadline(spanning("2027-03-01T09:00", "2027-03-31T23:59:59"));
    across = w.insert_deadline(spanning("2026-12-28T09:00", "2027-01-04T23:59:59"));
    before = w.insert_deadline(spanning("2026-03-01T09:00", "2026-03-31T23:59:59"));
    later = w.insert_deadline(spanning("2028-01-01T00:00", "2028-01-31T23:59:59"));
    auto row = spanning("2026-03-01T09:00", "2026-03-31T23:59:59");
    row.provisional = true;
    unsure = w.insert_deadline(row);
    row = spanning("2027-03-01T09:00", "2027-03-31T23:59:59");
    row.state = DeadlineState::kMoot;
    w.insert_deadline(row);
  });
  const auto reader = store_->reader();
  EXPECT_EQ(deadline_ids(reader->deadlines_touching_year(2027, 0, 100)),
            (DeadlineIds{within, across, unsure}));
  EXPECT_EQ(deadline_ids(reader->deadlines_touching_year(2027, within, 1)), (DeadlineIds{across}));
  EXPECT_EQ(deadline_ids(reader->deadlines_touching_year(2026, 0, 100)),
            (DeadlineIds{across, before, unsure}));
  // A later rung of its ladder may still fall into the next year.
  auto late = spanning("2026-11-20T09:00", "2026-12-20T23:59:59");
  write([&](Writer& w) { late.id = w.insert_deadline(late); });
  EXPECT_EQ(deadline_ids(store_->reader()->deadlines_touching_year(2027, unsure, 100)),
            (DeadlineIds{late.id}));
  EXPECT_EQ(deadline_ids(reader->deadlines_touching_year(2028, 0, 100)),
            (DeadlineIds{later, unsure}));
}

TEST_P(StoreSuite, ARungIsClaimedOnce) {
  DeadlineId id = 0;
  const auto rung = [&](const char* name, std::int64_t due) {
    return RungRow{id, name, due, due + 7, name == std::string("ahead-7")};
  };
  write([&](Writer& w) {
    put_case(w);
    id = w.insert_deadline(a_deadline(kCase, 1000));
    EXPECT_TRUE(w.claim_rung(rung("overdue", 2000)));
    EXPECT_TRUE(w.claim_rung(rung("ahead-7", 1000)));
    EXPECT_FALSE(w.claim_rung(rung("overdue", 3000)));  // in the same transaction
  });
  write([&](Writer& w) { EXPECT_FALSE(w.claim_rung(rung("overdue", 2000))); });
  reopen();
  write([&](Writer& w) { EXPECT_FALSE(w.claim_rung(rung("ahead-7", 1000))); });
  EXPECT_EQ(store_->reader()->rungs_of(id),
            (std::vector{rung("ahead-7", 1000), rung("overdue", 2000)}));
  {
    const auto writer = store_->begin();
    EXPECT_TRUE(writer->claim_rung(rung("escalate-1", 4000)));  // never committed
  }
  write([&](Writer& w) { EXPECT_TRUE(w.claim_rung(rung("escalate-1", 4000))); });
  EXPECT_TRUE(store_->reader()->rungs_of(id + 1).empty());
}

TEST_P(StoreSuite, OneTaskPerSubjectAndKind) {
  const TaskRow first{kCase, "review.preliminary", "preliminary_reviewer", "411502", "", 1000, ""};
  TaskRow other{"411502C000002", "guidance", "preliminary_reviewer", "411502", "411502100", 500,
                "wang"};
  write([&](Writer& w) {
    put_case(w);
    put_case(w, "411502C000002");
    w.open_task(first);
    w.open_task(other);
    w.open_task({kCase, "removal", "county_convener", "411502", "", 1500, ""});
  });
  EXPECT_EQ(store_->reader()->tasks_of("411502C000002"), std::vector{other});
  EXPECT_EQ(store_->reader()->tasks_of(kCase).size(), 2u);
  EXPECT_EQ(store_->reader()->task("411502C000002", "guidance"), other);
  EXPECT_FALSE(store_->reader()->task("411502C000002", "removal"));
  other.role = "leader";
  other.opened_ms = 9000;
  other.claimed_by = "zhao";
  other.organisation = "";
  write([&](Writer& w) {
    w.open_task(other);
    w.close_task(kCase, "review.preliminary");
    w.close_task(kCase, "no such task");
  });
  EXPECT_EQ(store_->reader()->tasks_of("411502C000002"), std::vector{other});
  EXPECT_EQ(store_->reader()->tasks_of(kCase).size(), 1u);
}

std::vector<SubjectId> subjects_of(const std::vector<DueTask>& tasks) {
  std::vector<SubjectId> out;
  for (const auto& task : tasks) out.push_back(task.task.subject);
  return out;
}

TEST_P(StoreSuite, AnInboxHoldsARolesTasksWhereItIsAndLeastTimeLeftComesFirst) {
  const SubjectId a = "411502C000001", b = "411502C000002", c = "411502C000003",
                  d = "411503C000004";
  write([&](Writer& w) {
    for (const SubjectId& id : {a, b, c, d}) put_case(w, id);
    w.open_task({a, "guidance", "task_force", "411502", "", 1000, ""});
    w.open_task({b, "guidance", "task_force", "411502", "", 500, ""});
    w.open_task({c, "guidance", "task_force", "411502", "411502100", 400, ""});
    w.open_task({d, "guidance", "task_force", "411503", "", 300, ""});
    w.open_task({a, "review", "leader", "411502", "", 100, ""});
    auto clock = a_deadline(a, 1000);
    clock.due_ms = 9000;
    w.insert_deadline(clock);
    clock.due_ms = 8000;  // the one that ends first counts
    w.insert_deadline(clock);
    clock.due_ms = 10;
    clock.state = DeadlineState::kMet;  // stopped: not counted
    w.insert_deadline(clock);
    w.put_parties(d, {"dept-tax"});
  });
  const auto reader = store_->reader();
  using Ids = std::vector<SubjectId>;
  const auto county = reader->due_tasks({.role = "task_force", .counties = {"411502"}});
  EXPECT_EQ(subjects_of(county), (Ids{a, c, b}));
  EXPECT_EQ(county.front().due_ms, 8000);
  EXPECT_EQ(county.back().due_ms, DueTask::kNeverDue);
  EXPECT_EQ(subjects_of(reader->due_tasks({.role = "task_force", .organisations = {"411502100"}})),
            Ids{c});
  EXPECT_EQ(subjects_of(reader->due_tasks({.role = "task_force", .parties = {"dept-tax", "x"}})),
            Ids{d});
  EXPECT_EQ(subjects_of(reader->due_tasks({.role = "leader", .parties = {"dept-tax"}})), Ids{});
  EXPECT_EQ(subjects_of(reader->due_tasks({.role = "task_force"})), Ids{});
  EXPECT_EQ(subjects_of(reader->due_tasks(
                {.role = "task_force", .counties = {"411502", "411503"}, .parties = {"dept-tax"}})),
            (Ids{a, d, c, b}))
      << "each once";
  TaskQuery page{.role = "task_force", .counties = {"411502"}, .limit = 1};
  Ids seen;
  for (int guard = 0; guard < 10; ++guard) {
    const auto found = reader->due_tasks(page);
    if (found.empty()) break;
    seen.push_back(found.front().task.subject);
    page.after_due_ms = found.front().due_ms;
    page.after_opened_ms = found.front().task.opened_ms;
    page.after_subject = found.front().task.subject;
    page.after_kind = found.front().task.kind;
  }
  EXPECT_EQ(seen, (Ids{a, c, b}));
}

TEST_P(StoreSuite, ListsAreEnteredOnceAndLeft) {
  const ListEntryRow entry{"411502", "application", kCase, 1000, std::nullopt};
  write([&](Writer& w) {
    put_case(w);
    put_case(w, "411502C000002");
    w.enter_list(entry);
    w.enter_list({"411502", "application", kCase, 2000, std::nullopt});  // it is in already
    w.enter_list({"411502", "application", "411502C000002", 1500, std::nullopt});
    w.enter_list({"411502", "recommendation", kCase, 3000, std::nullopt});
  });
  EXPECT_EQ(store_->reader()->lists_of(kCase).front(), entry);
  EXPECT_EQ(store_->reader()->lists_of(kCase).size(), 2u);
  EXPECT_EQ(store_->reader()->list_entries({"411502", "application"}).size(), 2u);
  EXPECT_EQ(store_->reader()->list_entries({.county = "411502", .list = "application", .limit = 1}),
            std::vector{entry});
  EXPECT_EQ(store_->reader()
                ->list_entries({.county = "411502", .list = "application", .after = kCase})
                .front()
                .subject,
            "411502C000002");
  EXPECT_TRUE(store_->reader()->list_entries({"411503", "application"}).empty());

  write([&](Writer& w) {
    w.leave_list(kCase, "application", from_milliseconds(5000));
    w.leave_list(kCase, "application", from_milliseconds(6000));  // out already
    w.leave_list(kCase, "no such list", from_milliseconds(6000));
  });
  EXPECT_EQ(store_->reader()->lists_of(kCase).front(),
            (ListEntryRow{"411502", "application", kCase, 1000, 5000}));
  EXPECT_EQ(store_->reader()->list_entries({"411502", "application"}).size(), 1u);
  EXPECT_EQ(store_->reader()->list_entries({"411502", "application", true}).size(), 2u);
  const ListEntryRow again{"411502", "application", kCase, 7000, std::nullopt};
  write([&](Writer& w) { w.enter_list(again); });
  EXPECT_EQ(store_->reader()->lists_of(kCase).front(), again);
}

}  // namespace
}  // namespace qianqiao
