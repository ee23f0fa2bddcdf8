// What an enterprise reads of its case, and how it comes by the code.
export default {
  progress: {
    title: '查询办理进度', code: '查询码', codeHelp: '印在受理回执上，16位字母和数字；大小写、横线均可。', look: '查询', another: '换一个查询码',
    ask: '没有查询码或查询码不能用的，请凭回执到受理窗口询问。', link: '企业：凭回执查询办理进度',
    asOf: '截至 {at}', county: '办理单位', opened: '受理日期', until: '查询码有效至{day}', stages: '办到哪一步', next: '现在', since: '{day}起', on: '{day}',
    deadlines: '时限', due: '最迟{day}', overdue: '已过期，专班在督办', provisional: '待放假安排公布后确定',
    banks: '推送的银行', bank: '银行{n}', pushed: '{day}推送', materials: '银行在等您的材料，请尽快送交。', private: '本页不显示企业名称、人员和银行名称。',
    now: {
      Roster: '已列入名录，等待安排走访。', Visit_Unplanned: '等待安排走访。', Visit_Planned: '已安排走访，走访人员会与您联系。', Visit_Attempted: '上次走访没有见到您，将再次走访。',
      Received: '已受理，由市协调机制办公室确定由哪个县区办理。', Application: '工作专班正在指导您完成申报。',
      Review_Preliminary: '正在初审。', Review_BankReview: '专班的银行人员正在审核。', Review_LeaderReview: '专班组长正在审核。', Review_ConvenerSignature: '审核已经通过，等待召集人签字。',
      Recommendation: '已经签字，等待推送给银行。', BankDecision: '已经推送给银行，由银行决定是否授信。', Feedback: '这一次没有授信，银行正在向工作专班反馈原因。',
      Guidance: '这一次没有授信，工作专班正在辅导，条件具备后可以再次申请。', Financing_Drawdown: '银行已经授信。', Financing_PostLoan: '贷款已经发放。',
      Excluded: '没有列入走访名录。', Closed: '已经办结。', Removed: '已从清单移出。',
    },
    you: {
      Roster: '暂时不用做什么，请保持电话畅通。', Visit_Unplanned: '暂时不用做什么，请保持电话畅通。', Visit_Planned: '请保持电话畅通。', Visit_Attempted: '请保持电话畅通。',
      Received: '暂时不用做什么，请保持电话畅通。', Application: '请按工作专班的要求备齐资料。',
      Review_Preliminary: '暂时不用做什么；需要补充的，专班会与您联系。', Review_BankReview: '暂时不用做什么；需要补充的，专班会与您联系。',
      Review_LeaderReview: '暂时不用做什么；需要补充的，专班会与您联系。', Review_ConvenerSignature: '暂时不用做什么。',
      Recommendation: '暂时不用做什么。', BankDecision: '银行要材料的，请尽快送交；银行会一次列清。', Feedback: '专班收到原因后会与您联系。',
      Guidance: '请与工作专班联系，了解原因和怎样改进。', Financing_Drawdown: '请与银行约定提款。', Financing_PostLoan: '请按约定用途使用贷款。',
      Excluded: '如有疑问，请凭回执到受理窗口询问。', Closed: '如再需要贷款，请到受理窗口重新申请。', Removed: '如有疑问，请凭回执到受理窗口询问。',
    },
  },
  progressLink: {
    title: '企业查询进度', none: '还没有查询码', until: '有效至{day}', by: '{who}于{at}生成', help: '企业凭查询码不用登录即可看到办到哪一步、时限和轮到谁；看不到名称、人员和银行名称。查询码只在生成时显示一次，请打印交给企业。',
    make: '生成查询码', again: '换一个（以前的作废）', revoke: '作废', print: '打印', slip: '进度查询', scan: '用手机扫码，或打开', type: '输入查询码', failed: '查询码没有生成；受理已经登记，请再试一次。', retry: '再试一次', case: '事项',
  },
}
