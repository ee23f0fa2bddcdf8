// Looking for things, why, imports as they go, lists and batches, webhooks.
export default {
  search: {
    label: 'Find an enterprise or a case', hint: 'name, pinyin initials or code', key: 'key /', found: '{n} found', none: 'Nothing found. Try with fewer letters.', enterprises: 'Enterprises', cases: 'Cases', referrals: 'Referrals',
    slips: 'Slips', noCase: 'no open case', all: 'Show all of "{q}" in the list', known: 'Known already; choose one to fill in its particulars:', use: 'Fill in {name}', openCase: 'open case {id}', find: 'Find an enterprise', findHint: 'name, pinyin initials or code',
  },
  filter: { q: 'Name, initials or code', overdue: 'Overdue', overdueOnly: 'Overdue only', due: 'Due within', days: '{n} days' },
  why: {
    title: 'Why it is so', show: 'Explain', hide: 'Hide', state: 'It is in "{state}"', entered: 'How it came here', since: 'Since {at}, recorded by {who}:', last: 'Latest', never: 'Nothing was recorded yet.', turn: 'Whose turn',
    waits: '{who}: {task}, since {at}', nobody: 'Nobody has a task.', clocks: 'Running deadlines', noClock: 'No deadline is running.', cannot: 'What you cannot do now', able: 'What you can do now', nothing: 'Nothing.', system: 'the system',
  },
  job: {
    title: 'Import under way', status: { running: 'running', done: 'done', failed: 'failed', cancelled: 'cancelled', interrupted: 'cut off' }, bar: '{percent}% read', rows: '{rows} rows read: {good} good, {bad} bad',
    cancel: 'Cancel the import', cancelHelp: 'What is in stays in.', cancelled: 'Cancelled. The {n} rows that were in stay in; for the rest, import the same file again: nothing is doubled.',
    interrupted: 'The server had stopped. The {n} rows that were in by then stay in; import the same file again: nothing is doubled.', interruptedLook: 'The server had stopped and the preview was not finished; preview again.', recent: 'Earlier imports', none: 'Nothing was imported yet.', started: 'Started', who: 'By',
    good: 'Good', bad: 'Bad', kind: 'Kind', preview: 'preview', import: 'import', open: 'Show', freeze: 'Freeze as the target list', frozen: 'Frozen:', again: 'Choose the file first, then import.',
  },
  list: {
    title: 'Lists and batches', note: 'A list is frozen as a version; the convener signs a version; what is signed is pushed as a batch.', kinds: 'Lists', target: 'Target list', application: 'Application list', recommendation: 'Recommendation list', batches: 'Batches', county: 'County', entries: 'On the list now',
    empty: 'The list is empty.', entered: 'Entered', left: 'Left', all: 'those that left too', versions: 'Versions', noVersions: 'It was never frozen.', freeze: 'Freeze as a version', freezeHelp: 'A version stays as it is when the list changes; a case that changed is named when it is signed.', frozen: 'Frozen: {id}, {n} cases.',
    version: 'Version', number: 'Version {n}', asOf: 'As of', by: 'By', cases: 'Cases', digest: 'SM3 digest', tally: 'Outcome', cause: { frozen: 'frozen', roster: 'frozen with a roster', signature_withdrawn: 'signature withdrawn' }, origin: 'Made from', superseded: '{id} stands for it now',
    outcome: { open: 'open', signed: 'signed', pushed: 'pushed', refused: 'refused' }, count: '{what} {n}', problem: 'Why', chooseCounty: 'Choose a county.', pick: 'Choose {name}', picked: 'Only the {n} chosen', pickNone: 'With none chosen, all are done.',
  },
  sign: { title: "Convener's signature", opinion: 'Opinion', try: 'Try it first (nothing is recorded)', do: 'Sign', tried: 'What would come of it (nothing is recorded yet)', done: 'What came of it', nothing: 'There is nothing to do.', acting: 'For whom (user name, optional)', needOpinion: 'Fill in an opinion.' },
  batch: {
    note: 'Signed cases of the recommendation list are made a batch and pushed to the intended banks.', make: 'Make a batch of this version', makeHelp: 'Only signed cases are taken.', try: 'Try it first (nothing is pushed)', do: 'Make the batch', made: 'The batch is made', push: 'Push to the intended banks', pushHelp: 'Banks see it at once; it cannot be called back, only withdrawn case by case.',
    pushed: 'What came of it', empty: 'There is no batch yet.', id: 'Batch', at: 'Made', of: 'Made from', oneByOne: 'chosen one by one', items: 'Case by case', settled: 'Done',
  },
  webhook: {
    note: 'Where a system of yours is told. Messages are signed (Standard Webhooks).', add: 'Add a webhook', organisation: 'Organisation', name: 'Name', url: 'Address', urlHelp: 'It begins with https://.', secret: 'Signing secret. Put it into the receiving system now; it is not shown again:', none: 'There is no webhook.',
    enabled: 'in use', disabled: 'disabled', enable: 'Enable', disable: 'Disable', drop: 'Delete', dropSure: 'Press again to delete', rotate: 'New secret', overlap: 'Both sign for (hours)', overlapping: 'the former secret signs until {at}', test: 'Send a test message', tested: 'A test message is on its way; see the log below.',
    manage: 'Manage', log: 'Deliveries', noLog: 'Nothing was delivered yet.', message: 'Message', notice: 'About', claimed: 'Scheduled', attempts: 'Attempts', error: 'Latest error', replay: 'Send again', replayed: '{n} will be sent again.', replaySpan: 'Send those of a time again', from: 'From', to: 'Until',
    state: { waiting: 'waiting', delivered: 'delivered', givenUp: 'given up' }, copy: 'Copy', copied: 'Copied', done: 'Changed.', close: 'Hide',
  },
}
