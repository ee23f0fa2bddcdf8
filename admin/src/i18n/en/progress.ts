export default {
  progress: {
    title: 'How far is my application?', code: 'Code', codeHelp: 'Printed on your receipt: 16 letters and digits, in any case, with or without dashes.', look: 'Look', another: 'Another code',
    ask: 'No code, or it does not work? Ask at the window, with your receipt.', link: 'Enterprises: how far is my application?',
    asOf: 'As of {at}', county: 'Handled by', opened: 'Received', until: 'The code holds until {day}', stages: 'How far it is', next: 'Now', since: 'since {day}', on: '{day}',
    deadlines: 'Limits', due: 'by {day}', overdue: 'late; the task force presses', provisional: "provisional until that year's holidays are known",
    banks: 'Banks that it was pushed to', bank: 'Bank {n}', pushed: 'pushed {day}', materials: 'The bank waits for your materials: please hand them in soon.', private: 'This page shows no name of an enterprise, a person or a bank.',
    now: {
      Roster: 'Listed; a visit is to be arranged.', Visit_Unplanned: 'A visit is to be arranged.', Visit_Planned: 'A visit is arranged; the visitors will contact you.', Visit_Attempted: 'You were not met at the last visit; there will be another.',
      Received: 'Received. The city office decides which county handles it.', Application: 'The task force is helping you with the application.',
      Review_Preliminary: 'The preliminary review is under way.', Review_BankReview: "The task force's banker is reviewing it.", Review_LeaderReview: "The task force's leader is reviewing it.", Review_ConvenerSignature: 'The review is passed; the signature is to come.',
      Recommendation: 'Signed; to be pushed to the banks.', BankDecision: 'Pushed to the banks, which decide.', Feedback: 'No credit this time; the bank is telling the task force why.',
      Guidance: 'No credit this time. The task force is guiding you; you can apply again once things have improved.', Financing_Drawdown: 'The bank has granted credit.', Financing_PostLoan: 'The loan is paid out.',
      Excluded: 'Not taken onto the visiting roster.', Closed: 'Concluded.', Removed: 'Removed from the list.',
    },
    you: {
      Roster: 'Nothing for you to do yet; please answer your phone.', Visit_Unplanned: 'Nothing for you to do yet; please answer your phone.', Visit_Planned: 'Please answer your phone.', Visit_Attempted: 'Please answer your phone.',
      Received: 'Nothing for you to do yet; please answer your phone.', Application: 'Please gather what the task force asks for.',
      Review_Preliminary: 'Nothing for you to do; the task force will contact you if something is missing.', Review_BankReview: 'Nothing for you to do; the task force will contact you if something is missing.',
      Review_LeaderReview: 'Nothing for you to do; the task force will contact you if something is missing.', Review_ConvenerSignature: 'Nothing for you to do.',
      Recommendation: 'Nothing for you to do.', BankDecision: 'If a bank asks for materials, hand them in soon; it lists them all at once.', Feedback: 'The task force will contact you when it has the reasons.',
      Guidance: 'Please contact the task force about the reasons and what to improve.', Financing_Drawdown: 'Please arrange the drawing with the bank.', Financing_PostLoan: 'Please use the loan for what was agreed.',
      Excluded: 'If you have questions, ask at the window with your receipt.', Closed: 'If you need a loan again, apply at the window.', Removed: 'If you have questions, ask at the window with your receipt.',
    },
  },
  progressLink: {
    title: 'Progress for the enterprise', none: 'No code yet', until: 'holds until {day}', by: 'made by {who}, {at}', help: 'With the code the enterprise sees, without an account, how far it is, the limits and whose turn it is; no names of enterprises, people or banks. The code is shown once, when it is made: print it and hand it over.',
    make: 'Make a code', again: 'Make another (the old one is over)', revoke: 'End it', print: 'Print', slip: 'Your progress', scan: 'Scan with a phone, or open', type: 'and type the code', failed: 'The code was not made. The application is received; try again.', retry: 'Try again', case: 'Case',
  },
}
