// Lists, their frozen versions, signatures and batches.
export default {
  list: {
    note: '清单冻结成版本，召集人逐项签字，再成批推送给意向银行。', tabs: '清单', name: { target: '走访目标清单', application: '申报清单', recommendation: '推荐清单', batches: '推送批次' },
    versions: '已冻结的版本', freeze: '冻结现在的清单', frozen: '已冻结，共 {n} 项：', noVersions: '还没有冻结过。', version: '版本', asOf: '截至', by: '经办人', cause: '缘由', cases: '所含事项', digest: '摘要（SM3）',
    digestHelp: '由各项内容算出；清单有任何改动，摘要就不同。', superseded: '已被取代', supersededBy: '签字已撤回，此版本不再办理，请看：', now: '现在的清单', former: '含已退出的', empty: '清单上没有事项。', entered: '列入', left: '退出',
    signedHelp: '冻结时收入等待召集人签字的和已签字未推送的各项。', stateThen: '冻结时的状态', outcome: '办理结果', tally: '待签 {open}，已签 {signed}，未签成 {refused}', versionOf: '{list} 第 {n} 版', causes: { frozen: '冻结', roster: '名录导入', signature_withdrawn: '签字撤回' },
  },
  outcome: { open: '待办', signed: '已签', pushed: '已推送', refused: '未办成' },
  sign: {
    title: '召集人签字', note: '逐项登记；不能签的写明原因，不影响其他项。', which: '签哪些', all: '全部未签的 {n} 项', some: '选中的 {n} 项', opinion: '意见', sign: '签字（{n} 项）', try: '先试一下（不登记）', trial: '试算',
    would: '可以', wouldNot: '不可以', wouldBe: '试算：{done} 项可以签，{refused} 项不可以；尚未登记。', done: '已签 {done} 项，{refused} 项未签成。', chooseAll: '选中全部未签的', choose: '选中 {name}',
  },
  batch: {
    one: '批次', none: '还没有批次。', made: '组成', from: '所据版本', chosen: '逐项选取', open: '待推送', make: '组成推送批次', makeNote: '已签字而未推送的各项', try: '先试一下（不登记）',
    wouldBe: '试算：{done} 项可以推送，{refused} 项不可以；尚未登记。', number: '推送批次第 {n} 批', tally: '待推送 {open}，已推送 {pushed}，未推成 {refused}', push: '推送给意向银行（{n} 项）', done: '已推送 {done} 项，{refused} 项未推成。',
  },
}
