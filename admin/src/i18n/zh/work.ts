// Finding, why it is so, imports as they go.
export default {
  search: {
    none: '没有找到。可以少写几个字再试。', noCase: '没有在办事项', known: '已登记的企业，选择后带出资料：', use: '带出 {name}', openCase: '在办事项 {id}', find: '找企业', findHint: '名称、拼音首字母或代码',
  },
  filter: { q: '名称、首字母或代码', overdue: '是否逾期', overdueOnly: '只看逾期', due: '几天内到期', days: '{n} 天内' },
  why: {
    title: '为什么是这样', show: '说明', hide: '收起', state: '现在是“{state}”', entered: '因何到此', since: '自 {at}，由 {who} 登记：', last: '最近一次', never: '还没有办理记录。', turn: '轮到谁',
    theirs: '由{who}办理。', waits: '{who}：{task}，自 {at}', nobody: '没有人的待办。', clocks: '在走的时限', noClock: '没有在走的时限。', cannot: '您现在不能办的', able: '您现在能办的', nothing: '没有。', system: '系统',
  },
  loan: {
    title: '授信与提款', granted: '授信', drawn: '提款', rate: '年利率', term: '期限', guarantee: '担保', kind: '类别', months: '{n}个月', fee: '年费率 {percent}%', decided: '{day}决定', offList: '清单外', corrected: '更正：{reason}',
    before: '更正（{reason}），原为 {day}', nothing: '尚未提款', ended: { CreditNotNeeded: '暂不用款', GrantLapsed: '授信失效' },
  },
  heat: { title: '县区 × 银行', measure: '看什么', none: '没有推送', scale: '色阶：', from: '≥ {n}' },
  board: {
    move: '移动…', moveOf: '移动{name}', moveTitle: '移动：{name}', from: '现在是“{state}”', to: '移到', by: '办理', others: '到“{stage}”要办理下列事项，现在不能由您办理：', noWay: '“{from}”没有一步直接到“{stage}”。', able: '您现在能办、会转到其他环节的：', open_: '打开事项', moved: '{name}：已登记“{what}”。', noteCards: '卡片拖到另一环节，或点“移动”，即打开能转到那里的表单。',
    empty: '没有在办事项。', open: '在办 {n} 项', overdue: '逾期 {n} 项', late: '逾期', noneLate: '没有逾期', ages: '立项至今', ageing: '在办多久了', cases: '在办', age: '{from}–{to} 天', older: '{n} 天以上', note: '天数从立项算起；逾期指事项自身的时限已过；金额是已申报的申请金额合计。点数字看名单。', amount: '申请金额',
  },
  view: {
    title: '视图', save: '保存为视图', mine: '自用', shared: '共享', sharedBy: '{who} 共享给{role}', dropIt: '删除此视图', dropped: '已删除视图“{name}”。', saved: '已保存视图“{name}”。', name: '名称', who: '给谁用', onlyMe: '只自己', aRole: '共享给一种职责',
    role: '职责', place: '在哪里', put: '保存', change: '更新同名视图', help: '保存现在的筛选条件；“几天内到期”按打开那天算。', helpShared: '担任此职责、在此机构及其下级的人都会看到；各人看到的名单仍以各自的权限为限。', fault: { name: '请写名称。', role: '请选择职责。' },
  },
  job: {
    title: '导入进度', status: { running: '进行中', done: '已完成', failed: '失败', cancelled: '已中止', interrupted: '中断' }, bar: '已读 {percent}%', rows: '已读 {rows} 行：可用 {good}，有误 {bad}',
    cancel: '中止导入', cancelHelp: '已导入的保留。', cancelled: '已中止。已导入的 {n} 行保留；要导入其余的，请再导入一次同一个文件，已有的不会重复。',
    interrupted: '服务曾中断。中断前已导入的 {n} 行保留；请再导入一次同一个文件，已有的不会重复。', interruptedLook: '服务曾中断，预览没有做完；请再预览一次。', recent: '导入过的名录', none: '还没有导入过。', started: '开始', who: '经办人',
    good: '可用', bad: '有误', kind: '方式', preview: '预览', import: '导入', open: '查看', freeze: '冻结为走访目标清单', frozen: '已冻结：', again: '请先选择文件，再导入。',
  },
}
