// Looking for things, why, imports as they go, lists and batches, webhooks.
export default {
  search: {
    label: '查找企业或事项', hint: '名称、拼音首字母或代码', key: '按 / 键', found: '找到 {n} 条', none: '没有找到。可以少写几个字再试。', enterprises: '经营主体', cases: '融资协调事项', referrals: '银行推送',
    slips: '批分单', noCase: '没有在办事项', all: '在列表中查看全部“{q}”', known: '已登记的企业，选择后带出资料：', use: '带出 {name}', openCase: '在办事项 {id}', find: '找企业', findHint: '名称、拼音首字母或代码',
  },
  filter: { q: '名称、首字母或代码', overdue: '是否逾期', overdueOnly: '只看逾期', due: '几天内到期', days: '{n} 天内' },
  why: {
    title: '为什么是这样', show: '说明', hide: '收起', state: '现在是“{state}”', entered: '因何到此', since: '自 {at}，由 {who} 登记：', last: '最近一次', never: '还没有办理记录。', turn: '轮到谁',
    waits: '{who}：{task}，自 {at}', nobody: '没有人的待办。', clocks: '在走的时限', noClock: '没有在走的时限。', cannot: '您现在不能办的', able: '您现在能办的', nothing: '没有。', system: '系统',
  },
  job: {
    title: '导入进度', status: { running: '进行中', done: '已完成', failed: '失败', cancelled: '已中止', interrupted: '中断' }, bar: '已读 {percent}%', rows: '已读 {rows} 行：可用 {good}，有误 {bad}',
    cancel: '中止导入', cancelHelp: '已导入的保留。', cancelled: '已中止。已导入的 {n} 行保留；要导入其余的，请再导入一次同一个文件，已有的不会重复。',
    interrupted: '服务曾中断。中断前已导入的 {n} 行保留；请再导入一次同一个文件，已有的不会重复。', interruptedLook: '服务曾中断，预览没有做完；请再预览一次。', recent: '导入过的名录', none: '还没有导入过。', started: '开始', who: '经办人',
    good: '可用', bad: '有误', kind: '方式', preview: '预览', import: '导入', open: '查看', freeze: '冻结为走访目标清单', frozen: '已冻结：', again: '请先选择文件，再导入。',
  },
  list: {
    title: '清单与批次', note: '清单冻结成版本，召集人按版本签字，签过的组成批次推送。', kinds: '清单种类', target: '走访目标清单', application: '申报清单', recommendation: '推荐清单', batches: '推送批次', county: '县区', entries: '现在清单上的',
    empty: '清单是空的。', entered: '列入', left: '移出', all: '含已移出的', versions: '各版本', noVersions: '还没有冻结过。', freeze: '冻结成一个版本', freezeHelp: '冻结后清单再变，版本不变；变过的事项签字时会逐项说明。', frozen: '已冻结：{id}，{n} 项。',
    version: '版本', number: '第 {n} 版', asOf: '截至', by: '经办人', cases: '项数', digest: 'SM3 摘要', tally: '结果', cause: { frozen: '冻结', roster: '随名录冻结', signature_withdrawn: '撤回签字' }, origin: '依据', superseded: '已由 {id} 取代',
    outcome: { open: '待办', signed: '已签字', pushed: '已推送', refused: '未办成' }, count: '{what} {n}', problem: '原因', chooseCounty: '请选择县区。', pick: '选择 {name}', picked: '只办选中的 {n} 项', pickNone: '不选则全部办理。',
  },
  sign: { title: '召集人签字', opinion: '审核意见', try: '先试一遍（不登记）', do: '签字', tried: '试运行结果（尚未登记）', done: '签字结果', nothing: '没有要办的事项。', acting: '代谁签字（用户名，选填）', needOpinion: '请填写审核意见。' },
  batch: {
    note: '签过字的推荐清单组成批次，推送给意向银行。', make: '由此版本组成批次', makeHelp: '只收已签字的事项。', try: '先试一遍（不推送）', do: '组成批次', made: '已组成批次', push: '推送给意向银行', pushHelp: '推送后银行即可看到；不能收回，只能逐项撤回。',
    pushed: '推送结果', empty: '还没有批次。', id: '批次', at: '组成', of: '所据版本', oneByOne: '逐项选取', items: '逐项结果', settled: '办理',
  },
  webhook: {
    note: '业务系统接收消息的地址。消息带签名（Standard Webhooks）。', add: '登记接收地址', organisation: '机构', name: '名称', url: '地址', urlHelp: 'https:// 开头的地址。', secret: '签名密钥。请立即存入接收系统，离开后不再显示：', none: '没有接收地址。',
    enabled: '在用', disabled: '已停用', enable: '恢复', disable: '停用', drop: '删除', dropSure: '再按一次删除', rotate: '更换密钥', overlap: '新旧并用（小时）', overlapping: '旧密钥用到 {at}', test: '发送测试消息', tested: '测试消息已排定，见下面的投递记录。',
    manage: '管理', log: '投递记录', noLog: '还没有投递。', message: '消息编号', notice: '内容种类', claimed: '排定', attempts: '次数', error: '最近的错误', replay: '重发', replayed: '已排定重发 {n} 条。', replaySpan: '重发一段时间内的', from: '自', to: '至',
    state: { waiting: '待发', delivered: '已送达', givenUp: '发不出去' }, copy: '复制', copied: '已复制', done: '已更改。', close: '收起',
  },
}
