// Lists, their frozen versions, signatures and batches.
export default {
  list: {
    note: 'A list is frozen as a version, signed case by case by the convener, and pushed to the intended banks in a batch.', tabs: 'Lists', name: { target: 'Target list', application: 'Application list', recommendation: 'Recommendation list', batches: 'Batches' },
    versions: 'Frozen versions', freeze: 'Freeze the list as it is', frozen: 'Frozen, {n} cases:', noVersions: 'Nothing was frozen yet.', version: 'Version', asOf: 'As of', by: 'By', cause: 'Cause', cases: 'Cases', digest: 'Digest (SM3)',
    digestHelp: 'Made of every case; any change to the list changes it.', superseded: 'superseded', supersededBy: 'A signature was withdrawn; this version is not used any more. See', now: 'On the list now', former: 'with those that left', empty: 'Nothing on the list.', entered: 'Entered', left: 'Left',
    signedHelp: 'Freezing takes in what waits for the convener and what is signed and not yet pushed.', stateThen: 'State when frozen', outcome: 'Outcome', tally: '{open} to sign, {signed} signed, {refused} refused', versionOf: '{list}, version {n}', causes: { frozen: 'frozen', roster: 'roster import', signature_withdrawn: 'signature withdrawn' },
  },
  outcome: { open: 'to do', signed: 'signed', pushed: 'pushed', refused: 'refused' },
  sign: {
    title: "The convener's signature", note: 'Recorded case by case; what cannot be signed says why and stops no other.', which: 'Which', all: 'All {n} that are not signed', some: 'The {n} chosen', opinion: 'Opinion', sign: 'Sign ({n})', try: 'Try first (records nothing)', trial: 'Trial',
    would: 'would do', wouldNot: 'would not', wouldBe: 'Trial: {done} can be signed, {refused} cannot; nothing is recorded yet.', done: '{done} signed, {refused} refused.', chooseAll: 'Choose all that are not signed', choose: 'Choose {name}',
  },
  batch: {
    one: 'Batch', none: 'No batches yet.', made: 'Made', from: 'From version', chosen: 'chosen one by one', open: 'To push', make: 'Make a batch', makeNote: 'of what is signed and not yet pushed', try: 'Try first (records nothing)',
    wouldBe: 'Trial: {done} can be pushed, {refused} cannot; nothing is recorded yet.', number: 'Batch {n}', tally: '{open} to push, {pushed} pushed, {refused} refused', push: 'Push to the intended banks ({n})', done: '{done} pushed, {refused} refused.',
  },
}
