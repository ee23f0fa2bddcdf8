export default {
  due: { none: 'no deadline', left: '{n} working day left | {n} working days left', leftNone: 'less than a working day left', today: 'due today', late: '{n} working day late | {n} working days late', lateToday: 'late' },
  form: {
    changed: 'Somebody recorded something meanwhile; see the history.', seen: 'I have seen it',
    optional: '(optional)', choose: 'Choose', wan: 'CNY 10k', clause: 'Under notice 329 of 2024, {clause}', nothing: 'Nothing to fill in; just record it.', submit: 'Record: {what}',
    step: 'Step', close: 'Close', kept: 'What you type is kept until it is recorded.', actingFor: 'Acting for', myself: 'myself', add: 'Add: {label}', drop: 'Remove', dropRow: 'Remove {label} {n}',
    fault: {
      missing: 'Fill this in', choose: 'Choose one', money: 'An amount in CNY 10k, up to six decimals', percent: 'A percentage, up to two decimals', integer: 'A whole number', low: 'Too small', high: 'Too large',
      long: 'At most {max} characters', short: 'At least {min} characters', date: 'A date', line: 'Fill this in', words: 'Fill this in', reason: 'Choose one', organisation: 'Choose one', flag: 'Choose one',
    },
  },
  action: { title: 'Next', turn: 'Turn of: {who}', nobody: 'Nobody has to act', other: 'More that can be done', none: 'There is nothing for you to do here now.', done: 'Recorded: {what}' },
  clock: {
    title: 'Deadlines', running: '{n} running', none: 'No clock is running.', showEnded: 'Show {n} ended', hideEnded: 'Hide the ended', statutory: 'statutory', service: 'service', provisional: "provisional: the year's notice is not loaded",
    met: 'met', moot: 'moot', void: 'void', due: 'due {due}', late: 'late', why: 'Why this day', counted: 'counted', skipped: 'not counted', lastDay: 'last day',
    ladder: 'Ladder', done: 'done', toCome: 'to come', noRung: 'No rungs.', anchor: 'Anchor {at}', versions: 'rules {rule}, calendar {calendar}',
    extended: 'Extended to {until}; permitted by {authority}; reason: {reason}; recorded by {actor}',
  },
  rung: { ahead: 'reminder {n} working days before', overdue: 'overdue letter', escalate: 'escalation {n}', over: 'ends by itself' },
  history: { title: 'History', upkeep: 'with upkeep', raw: 'Raw', none: 'Nothing yet.', system: 'System', notNeeded: 'The step “{step}” is not needed by its condition', byItself: 'The step “{step}” completed by itself', for: '{actor} (for {principal})' },
  col: {
    case: 'Case', enterprise: 'Enterprise', state: 'State', stage: 'Stage', county: 'County', township: 'Township', opened: 'Opened', closed: 'Closed', due: 'Due', bank: 'Bank', pushed: 'Pushed',
    referral: 'Referral', slip: 'Slip', department: 'Department',
  },
  cases: { empty: 'No case matches.', open: 'Open or closed', openOnly: 'Open only', clear: 'Clear', opened_from: 'Opened from', opened_before: 'Opened before', sort: 'Sort by this; once more the other way round' },
  case: { stages: 'Stages', stepDone: 'done', application: 'Application', referrals: 'Referrals to banks', slips: 'Slips', noSlips: 'No slips.', follows: 'Follows' },
  review: { title: 'Three reviews and the signature', note: 'four different people', passed: 'passed', returned: 'returned', rejected: 'rejected', now: 'in progress', waiting: 'not yet' },
  information: { title: 'Information for the review', open: '{n} missing', complete: 'complete', recorded: 'there', waived: 'waived', missing: 'missing' },
  enterprise: {
    title: 'Enterprise', name: 'Name', uscc: 'Social credit code', noUscc: 'no code', overridden: 'invalid code, kept with a reason', kind: 'Kind', place: 'Place', legal: 'Legal representative', contact: 'Contact',
    reveal: 'Show the number', revealWhy: 'Reason (goes into the audit log)',
  },
  sheet: {
    title: 'By spreadsheet', help: 'Download the sheet, fill in the outcome and the columns after it (amounts in 10,000 yuan, rates in per cent), and send it back. It is looked over first and recorded when you say so; a bad row leaves the others alone.',
    fetch: 'Download the sheet', file: 'Send it back filled in', problem: 'Problem', wouldRecord: '{n} entries can be recorded, {bad} problems; nothing is recorded yet.', recorded: '{n} entries recorded, {bad} problems.', post: 'Record {n} entries',
  },
  referral: {
    note: 'Referrals of all banks and how they stand.', bankNote: 'Enterprises referred to your bank, least time left first.', tabs: 'By step', empty: 'No such referral.',
    tab: { contact: 'To contact', contacted: 'Contacted', materials: 'Materials', decide: 'To decide', feedback: 'Feedback owed', draw: 'To be drawn', drawn: 'Drawn', all: 'All' },
  },
  documents: {
    title: 'Documents', count: '{n} document | {n} documents', none: 'No documents yet.', file: 'File', kind: 'Kind', size: 'Size', who: 'Added by', when: 'When', choose: 'Add files', orDrop: 'several at once, or drop them here',
    help: 'PDF, JPEG, PNG, XLSX, DOCX or plain text (.txt), 10 MB each at most, 50 in all. Choose the kind first, then the files: they are sent at once.',
    remove: 'Remove', removeOne: 'Remove {name}', removeTitle: 'Remove a document', removeHelp: 'Once “{name}” is removed its content is erased at once and cannot be brought back; history keeps its name and the reason.', removed: 'removed',
    uploads: 'Files being added', sending: 'Sending {name}', waiting: 'waiting', done: 'Added', because: ': ', again: 'Try {name} again', dismiss: 'Dismiss', dismissOne: 'Dismiss {name}',
  },
  materials: { title: 'Materials', open: '{n} missing', none: 'complete', in: 'in', missing: 'missing' },
  slip: {
    note: "An enterprise's difficulty, handed to departments and, if need be, upwards.", empty: 'No slips.', raise: 'Raise a slip', raised: 'The slip went to the task force.', raiseHelp: 'For a difficulty that a department can help with.', of: 'Slip: {who}',
    difficulty: 'Difficulty', green: 'green channel', parts: 'Parts', part: 'No.', request: 'Request', answer: 'Answer', waiting: 'waiting', handling: 'handling', done: 'done', not_possible: 'not possible',
    delivered: '{item} (delivered)', owed: '{item} owed by {due}',
  },
}
