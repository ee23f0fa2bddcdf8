// Who is visited when.
export default {
  plan: {
    note: 'Drag an enterprise onto the day of its visit; or choose some, and then a day.', tray: 'Enterprises to visit', none: 'No enterprise waits for a plan.', bar: 'Plan the chosen', to: 'Visit on', put: 'Plan', today: 'today', weekday: { 1: 'Mon', 2: 'Tue', 3: 'Wed', 4: 'Thu', 5: 'Fri', 6: 'Sat', 7: 'Sun' }, count: '{n} visits', option: '{day} ({n} so far)',
    done: '{n} planned for {day}.', holiday: 'holiday {from} to {to}', was: 'planned for {day}', attempts: '{n} visits failed', team: 'Team', ownTeam: 'As before, or its township', channel: 'How', earlier: 'Two weeks back', later: 'Two weeks on',
    round: '{name}: until {day}, {n} joined', noRound: 'No visiting round is open', more: 'Only the first {n} that are planned are shown; look by township.',
    group: { past: 'Their day has passed', attempted: 'Not met, to be visited again', unplanned: 'Not planned', elsewhere: 'On other days' },
    news: 'Plans to look at', noTeam: 'Not planned: no township is known of it. Choose a team first.', overlap: 'Planned. Another team visits it, or has just visited it: agree with them first, so that it is not disturbed twice.', noBack: 'A planned visit is not taken back; drag it onto another day. Where none is needed any more, open the case.', dismiss: 'Seen', dismissOf: 'Seen: {name}',
  },
}
