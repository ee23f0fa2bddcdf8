// Finding, why it is so, imports as they go.
export default {
  search: {
    none: 'Nothing found. Try with fewer letters.', noCase: 'no open case', known: 'Known already; choose one to fill in its particulars:', use: 'Fill in {name}', openCase: 'open case {id}', find: 'Find an enterprise', findHint: 'name, pinyin initials or code',
  },
  filter: { q: 'Name, initials or code', overdue: 'Overdue', overdueOnly: 'Overdue only', due: 'Due within', days: '{n} days' },
  why: {
    title: 'Why it is so', show: 'Explain', hide: 'Hide', state: 'It is in "{state}"', entered: 'How it came here', since: 'Since {at}, recorded by {who}:', last: 'Latest', never: 'Nothing was recorded yet.', turn: 'Whose turn',
    theirs: 'For {who}.', waits: '{who}: {task}, since {at}', nobody: 'Nobody has a task.', clocks: 'Running deadlines', noClock: 'No deadline is running.', cannot: 'What you cannot do now', able: 'What you can do now', nothing: 'Nothing.', system: 'the system',
  },
  loan: {
    title: 'Granted and drawn', granted: 'Granted', drawn: 'Drawn', rate: 'Yearly rate', term: 'Term', guarantee: 'Guarantee', kind: 'Kind', months: '{n} months', fee: 'yearly fee {percent}%', decided: 'decided {day}', offList: 'off the list', corrected: 'Corrected: {reason}',
    before: 'Corrected ({reason}), before {day}', nothing: 'Nothing drawn yet', ended: { CreditNotNeeded: 'not needed', GrantLapsed: 'lapsed' },
  },
  heat: { title: 'County by bank', measure: 'What to look at', none: 'nothing was pushed', scale: 'Scale:', from: '≥ {n}' },
  board: {
    move: 'Move…', moveOf: 'Move {name}', moveTitle: 'Move {name}', from: 'It is in "{state}"', to: 'To', by: 'By', others: 'What leads to "{stage}" is not yours to record now:', noWay: 'Nothing leads from "{from}" straight to "{stage}".', able: 'What you can record now that leads elsewhere:', open_: 'Open the case', moved: '{name}: "{what}" is recorded.', noteCards: 'Drag a card onto another stage, or use Move: the form that leads there opens.',
    empty: 'No open cases.', open: '{n} open', overdue: '{n} overdue', late: 'Overdue', noneLate: 'none overdue', ages: 'Since opening', ageing: 'How long cases have been open', cases: 'Open', age: '{from}–{to} days', older: '{n} days or more', note: 'Days count from the opening; overdue means that a clock of the case itself has passed; amounts are what those that applied apply for. Each number opens its list.', amount: 'applied for',
  },
  view: {
    title: 'Views', save: 'Save as a view', mine: 'your own', shared: 'shared', sharedBy: '{who} shared it with: {role}', dropIt: 'Delete this view', dropped: 'View "{name}" is deleted.', saved: 'View "{name}" is saved.', name: 'Name', who: 'For whom', onlyMe: 'Only me', aRole: 'Shared with a role',
    role: 'Role', place: 'Where', put: 'Save', change: 'Change the view of this name', help: 'Keeps the filters as they are; "due within days" counts from the day it is opened.', helpShared: 'Everybody who holds this role there or below sees it; what its list shows each of them is still only what they may see.', fault: { name: 'Give it a name.', role: 'Choose a role.' },
  },
  job: {
    title: 'Import under way', status: { running: 'running', done: 'done', failed: 'failed', cancelled: 'cancelled', interrupted: 'cut off' }, bar: '{percent}% read', rows: '{rows} rows read: {good} good, {bad} bad',
    cancel: 'Cancel the import', cancelHelp: 'What is in stays in.', cancelled: 'Cancelled. The {n} rows that were in stay in; for the rest, import the same file again: nothing is doubled.',
    interrupted: 'The server had stopped. The {n} rows that were in by then stay in; import the same file again: nothing is doubled.', interruptedLook: 'The server had stopped and the preview was not finished; preview again.', recent: 'Earlier imports', none: 'Nothing was imported yet.', started: 'Started', who: 'By',
    good: 'Good', bad: 'Bad', kind: 'Kind', preview: 'preview', import: 'import', open: 'Show', freeze: 'Freeze as the target list', frozen: 'Frozen:', again: 'Choose the file first, then import.',
  },
}
