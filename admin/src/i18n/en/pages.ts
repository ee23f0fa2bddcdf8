export default {
  inbox: {
    choose: 'choose',
    note: 'Least time left first.', as: 'As', move: 'move', open: 'open', claim: 'Claim', release: 'Put back', handOver: 'Hand over', empty: 'Nothing waits for you.', until: 'Due', within: { overdue: 'Overdue only', today: 'Until today', week: 'Until this week' }, emptyUntil: 'Nothing is due by then.', mine: 'claimed by me', heldBy: 'claimed by {who}',
    to: 'To (user name)', toHelp: 'Somebody who is “{role}” too.', group: { overdue: 'Overdue', today: 'Today', week: 'This week', later: 'Later' },
  },
  roster: {
    columns: 'What the columns are', columnsHelp: 'Choose another meaning where one is wrong; name a heading below that is not listed. It is looked at again at once.', heading: 'Heading', takenFor: 'Taken for', use: { attribute: 'kept under its heading', ignored: 'not used' }, setColumn: 'Set', columnIs: '“{heading}” is {field}',
    note: 'Preview first, import second; bad rows never cost good ones.', file: 'File', choose: 'Roster (CSV or XLSX)', help: 'Any order of columns and the usual wordings. UTF-8, GB 18030, Excel or WPS files.', preview: 'Preview (writes nothing)',
    import: 'Import {n} rows', previewed: 'Preview (nothing written yet)', imported: 'Imported', download: 'Download the marked file', expires: 'The marked file is kept until {at}', problems: 'Rows with problems', row: 'Row', column: 'Column',
    severity: 'Severity', what: 'Problem and what to do', error: 'error', warning: 'warning', moreProblems: '{n} more problems, see the marked file.',
    count: { rows: 'Rows', valid: 'Usable', imported: 'New', updated: 'Updated', unchanged: 'Unchanged', merged: 'Merged', bad: 'Bad', marked: 'Marked', skipped: 'Skipped' },
    fault: { kind: 'Choose a CSV or XLSX file.', size: 'The file is too large; cut it into parts.', empty: 'The file is empty; choose another.' },
  },
  round: { title: 'Visiting rounds', name: 'Name', opens: 'Opens', ends: 'Ends (inclusive)', upcoming: 'upcoming', open: 'open', ended: 'ended', open_: 'Open a round' },
  window: {
    note: 'From the code to the receipt.', take: 'Take in and give a receipt', override: 'Why an invalid code is kept', address: 'Address', phone: 'Phone', amount: 'Need (CNY 10k)', purpose: 'Use of the loan', term: 'Term (months)',
    conditions: 'Basic conditions met', consent: 'The enterprise consents', typed: 'Typed by staff', remark: 'Remark',
    uscc: { help: '18 characters; full-width and lower case are corrected.', holds: 'The code holds', missing: 'Fill in the code (a family farm may have none).', length: '18 characters are needed', letters: 'A character that no code has', checksum: 'The check character is wrong; look at the licence. If it is so, say why' },
  },
  receipt: {
    title: 'Receipt', office: ' task force for loans to small enterprises', number: 'Receipt number', at: 'Received', need: 'Need', clerk: 'Clerk', elsewhere: "The enterprise is another county's. It was received; the city office decides.",
    next: 'The task force will help with the application. You can look how far it is at any time; ask at the window with this number if you have questions.', print: 'Print', again: 'Next enterprise', open: 'Open the case',
  },
  deadline: { tighter: '{rule}, tighter in {area}', note: 'Running deadlines, the next first.', show: 'Show', running: 'All running', overdue: 'Overdue only', rule: 'Kind', effect: 'Effect', empty: 'No such deadline.', what: 'What is owed', who: 'By whom' },
  dashboard: {
    ofSigned: 'of signed', ofBefore: 'of the step before',
    asOf: 'As of {at}', three: 'The three 100%s', beside: 'Beside the rate of grants, for comparison.', funnel: 'From signature to drawing', step: 'Step', count: 'Enterprises', share: 'Share of the signed', apart: 'Apart: ', late: 'Late banks', noneLate: 'No bank is late.',
    lateDecision: 'Undecided', lateFeedback: 'Feedback owed', longest: 'Longest', byCounty: 'By county', byBank: 'By bank', from: 'From', to: 'To', rules: 'Enterprises count once, whatever the number of banks; bank rows do not add up to county rows. Click a number for its list.',
  },
  letter: { note: 'What the system wrote to you, newest first.', unreadOnly: 'Unread only', empty: 'No letters.', read: 'Mark as read', readAt: 'read {at}', why: 'You receive it as {who}: "{rule}" has come to "{rung}".', whyEvent: 'You receive it as {who}.', about: 'About' },
  mandate: {
    note: 'Somebody acts for you while you are away; history names both.', give: 'Give a mandate', agent: 'Agent (user name)', from: 'From', until: 'Due', help: 'The agent must be able to hold the role; in a review nobody acts twice.', done: 'Given.', all: 'All mandates',
    empty: 'No mandates.', principal: 'Principal', me: '(me)', holds: 'in force', coming: 'to come', ended: 'ended',
  },
  directory: {
    import: 'Import a sheet', sheet: 'Workbook or CSV file', unknown: 'Unknown columns: {headings}. Rename them as below and choose the file again.', nothing: 'There is no row in it.', organisationsNote: 'Province, city, counties, townships; departments and banks.', organisationsHelp: 'Columns: id, parent, kind, name, area, email, webhook',
    peopleHelp: 'Columns: user_name, name, organisation, email, phone, roles (such as leader{\'@\'}411502)', preview: 'Would write {organisations} organisations and {people} people; {bad} bad rows.', done: 'Wrote {organisations} organisations and {people} people; {bad} bad rows.', row: 'Row {n}: ',
    put: 'Write', none: 'No organisations.', name: 'Name', id: 'Id', kind: 'Kind', email: 'Email', webhook: 'Webhook',
  },
  person: {
    note: 'Accounts and appointments.', add: 'Add a person', user: 'User name', name: 'Name', user_name: 'User name', organisation: 'Organisation', appointments: 'Appointments', manage: 'Manage', email: 'Email', phone: 'Phone', password: 'First password', none: 'No people.',
    more: '{n} more; find to narrow them down.', active: 'can sign in', disabled: 'disabled', noPassword: 'no password', end: 'End', appoint: 'Appoint', newPassword: 'New password', setPassword: 'Set password', enable: 'Enable', disable: 'Disable',
    unlock: 'Unlock', dropFactor: 'Drop second factor',
    did: { ended: 'Ended.', appointed: 'Appointed.', password: 'The password was set.', enabled: 'Enabled.', disabled: 'Disabled.', unlocked: 'Unlocked.', factor: 'The second factor was dropped.' },
  },
  apiKey: {
    note: "For banks' and other systems; a key is shown once.", make: 'Make a key', name: 'Name', person: 'Acts as', days: 'Days', writes: 'May write', made: 'Save it now, it is not shown again:', none: 'No keys.', hint: 'Begins with', scopes: 'Scopes',
    read: 'read', write: 'write', expires: 'Expires', used: 'Last used', never: 'never', revoke: 'Revoke', revoked: 'revoked',
  },
  delivery: {
    note: 'Every message, newest first: claimed, sent, delivered, read.', none: 'No messages.', claimed: 'Claimed', channel: 'Channel', to: 'To', subject: 'Subject', attempts: 'Attempts', error: 'Last error', retry: 'Send again',
    waiting: 'waiting', sent: 'sent', delivered: 'delivered', read: 'read', givenUp: 'given up',
  },
  incident: {
    title: 'Incidents', all: 'All incidents', kind: 'Kind', subject: 'About', detail: 'What happened', none: 'No incident is open.', showAll: 'Closed ones too', showOpen: 'Open ones only', close: 'Close…', closeTitle: 'Close the incident', closed: 'What was done', itself: 'closed with what it was about',
    note: 'Say what was done, or why nothing is needed; a message that it is about stays unsent.', noteReceiver: 'So that somebody receives, appoint a person on the page People; later messages arrive, this one is not sent again.',
  },
  audit: { note: 'Sign-ins, revealed numbers, exports, changes of accounts.', person: 'Person', action: 'Action', at: 'At', object: 'Object', detail: 'Detail', address: 'Address', none: 'Nothing.', operator: 'operator' },
  chain: {
    title: 'Verify all history', check: 'Verify', note: 'Replays all history and compares it with states, digests and signed checkpoints. Takes a while where there is much.', holds: 'all holds', differs: '{n} differences',
    counts: '{rows} rows, {subjects} subjects and {deadlines} deadlines checked.',
  },
  readiness: { title: '{place}: before the first case', house: 'The whole city', county: 'Show', missing: 'Missing', done: 'There', later: 'Later', mend: 'Mend it', complete: 'Nothing is missing', others: '{n} others' },
  doctor: { note: 'Is all in order?', check: 'Check', found: 'Found', ok: 'ok', warn: 'mind', fail: 'failed' },
  calendar: {
    title: 'Working days of {year}', note: "By the State Council's notice.", provisional: "The year's notice is not loaded: weekends only, deadlines that touch it are provisional.", inWords: 'Holidays and make-up days', none: 'none', load: 'Load a notice', file: 'Notice (JSON)',
    unreadable: 'The file cannot be read; is it JSON?', moves: '{n} deadlines would move, see below; nothing is loaded yet.', loaded: 'Loaded; {n} deadlines moved.', put: 'Load it', propose: 'Propose it for somebody else to confirm', takesTwo: 'A notice moves statutory dates: it is loaded once somebody else confirms it.', takesOne: 'Its years are to come and have no notice, and no deadline moves: one person is enough.', proposed: 'Proposed. It waits for somebody else and is not loaded yet.', otherwise: 'It moved other deadlines than when it was proposed; these are the ones.', more: 'Only the first {n} are listed.',
    waiting: 'Notices that wait to be confirmed', byWhom: 'Proposed by {who}: {years}, {n} deadlines moved then', look: 'What moves', confirm: 'Confirm and load', withdraw: 'Withdraw', own: 'You proposed it; somebody else must confirm it.', none2: 'Nothing moves.', next: 'More', remove: 'Remove the notice of {year}', removeSure: '{year} is then computed by weekends only, until a new notice is loaded. A notice by which deadlines were computed stays.', removeIt: 'Remove it', removed: 'The notice of {year} was removed.', subject: 'About', before: 'Before', after: 'After',
  },
  m: {
    navigation: 'Phone', visits: 'Visits', outbox: 'To send', desk: 'Desk', planned: 'Planned', open: 'To visit', none: 'No enterprise to visit.', offline: 'No network. This is the list of {at}; what you fill in is kept here and sent once there is a network.',
    met: 'Did you meet them?', channel: 'How', on: 'Date', outcome: 'Outcome', situation: 'Situation and operation', amount: 'How much (CNY 10k)', purpose: 'What for', term: 'For how long (months, optional)', remark: 'Remark (optional)',
    keptHelp: 'Kept as you type; it goes from this phone only once the server has confirmed it.', send: 'Submit', sent: 'The server has confirmed it.', kept: 'Kept on this phone, sent once there is a network.', back: 'Back to the list', refused: 'The server did not take it; your text is still here:', conflict: 'Somebody else changed this case; your text is still here. Check it and submit again:',
    state: { draft: 'not submitted', queued: 'waits to be sent', refused: 'needs you' }, nothingWaits: 'Nothing waits to be sent.', sendAll: 'Send now',
  },
}
