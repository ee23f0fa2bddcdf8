// Doing the same for many.
export default {
  bulk: {
    bar: 'Many at once', chosen: '{n} chosen', open: 'Do the same for all', all: 'Choose all that match ({most} at most)', none: 'Choose none', more: 'More than {most} match; the first {most} are chosen. Narrow the filters, or do these first.', choose: 'Choose {name}', chooseShown: 'Choose those shown',
    title: 'The same for {n}', note: 'Each is looked at first, then recorded one after another; a refusal does not stop the others. Opinions of a review, visits, grants and the like are written on their own pages.', looking: 'Looking at each: {done}/{all}', stop: 'Stop', nothing: 'Nothing can be recorded together for these now.', which: 'What to record', choice: '{what} (possible for {n})',
    would: 'Tried only: {n} could be recorded, {not} could not; nothing is recorded yet.', tally: '{done} recorded, {refused} refused, {waiting} not done.', record: 'Record ({n})', again: 'Try the rest again ({n})', oneByOne: 'One after another, and it can be stopped; when tried again after a stop or a lost network, nothing is recorded twice.',
    rows: 'Of each', subject: 'Number', before: 'Before', result: 'Result', colon: ': ', status: { would: 'possible', not: 'not possible', waiting: 'not done', sending: 'being recorded', done: 'recorded', refused: 'refused' },
    why: { kind: 'It is of another kind.', state: 'Not at the stage that it is in.', role: 'It is for: {who}.' },
  },
}
