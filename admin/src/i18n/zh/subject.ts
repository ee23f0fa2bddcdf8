export default {
  due: { none: '无时限', left: '剩余{n}个工作日', leftNone: '剩余不足1个工作日', today: '今天到期', late: '逾期{n}个工作日', lateToday: '已逾期' },
  form: {
    changed: '您填写期间，别人有了新的办理，见办理记录。', seen: '我已看过',
    optional: '（选填）', choose: '请选择', wan: '万元', clause: '依据 信发改财金〔2024〕329号 {clause}', nothing: '不需要填写内容，直接登记即可。', submit: '登记：{what}',
    step: '步骤', close: '收起', kept: '填写的内容会保留到登记成功。', actingFor: '代理', myself: '本人', add: '添加{label}', drop: '删去', dropRow: '删去第 {n} 项{label}',
    fault: {
      missing: '请填写', choose: '请选择', money: '请填写万元数，最多六位小数', percent: '请填写百分数，最多两位小数', integer: '请填写整数', low: '太小', high: '太大',
      long: '最多 {max} 个字', short: '至少 {min} 个字', date: '请填写日期', line: '请填写', words: '请填写', reason: '请选择', organisation: '请选择', flag: '请选择',
    },
  },
  action: { title: '下一步', turn: '轮到 {who}', nobody: '无人待办', other: '其他可办的事', none: '您现在没有可办的事。', done: '已登记：{what}' },
  clock: {
    title: '时限', running: '{n} 个在走', none: '没有在走的时限。', showEnded: '显示已结束的 {n} 个', hideEnded: '收起已结束的', statutory: '法定', service: '服务', provisional: '暂定：当年放假通知未载入',
    met: '已办', moot: '不再适用', void: '已作废', due: '期限 {due}', late: '逾期办理', why: '为什么是这天', counted: '计入', skipped: '不计', lastDay: '最后一日',
    ladder: '督办阶梯', done: '已执行', toCome: '将执行', noRung: '没有督办台阶。', anchor: '起算 {at}', versions: '规则 {rule}，日历 {calendar}',
    extended: '延长至 {until}；批准：{authority}；理由：{reason}；经办：{actor}',
  },
  rung: { ahead: '到期前{n}个工作日提醒', overdue: '逾期催办', escalate: '第{n}级督办', over: '期满自动完成' },
  history: { title: '办理记录', upkeep: '含系统维护', raw: '原始记录', none: '还没有记录。', system: '系统', notNeeded: '步骤“{step}”按条件不需办理', byItself: '步骤“{step}”自动完成', for: '{actor}（代 {principal}）' },
  col: {
    case: '事项', enterprise: '经营主体', state: '状态', stage: '阶段', county: '县区', township: '乡镇街道', opened: '建立', closed: '办结', due: '时限', bank: '银行', pushed: '推送日期',
    referral: '推送', slip: '批分单', department: '部门',
  },
  cases: { empty: '没有符合条件的事项。', open: '是否办结', openOnly: '只看未办结', clear: '清除条件', opened_from: '该日起立项', opened_before: '该日前立项', sort: '点一下排序，再点倒序' },
  case: { stages: '办理阶段', stepDone: '已完成', application: '申报内容', referrals: '推送的银行', slips: '批分单', noSlips: '没有批分单。', follows: '接续事项' },
  review: { title: '三级审核与签字', note: '四个环节由不同的人办理', passed: '通过', returned: '退回', rejected: '不通过', now: '正在办理', waiting: '未到' },
  information: { title: '审核信息', open: '还缺 {n} 种', complete: '已齐备', recorded: '已有', waived: '免于提供', missing: '缺' },
  enterprise: {
    title: '经营主体', name: '名称', uscc: '统一社会信用代码', noUscc: '无代码', overridden: '代码有误，按理由收下', kind: '类型', place: '所在地', legal: '法定代表人', contact: '联系人',
    reveal: '查看完整号码', revealWhy: '查看理由（将记入审计）',
  },
  sheet: {
    title: '用表格办理', help: '下载办理表，填写“结果”及其后各列（授信金额以万元计，利率以百分数计），再交回。交回后先检查，确认了才登记；有问题的行不影响其他行。',
    fetch: '下载办理表', file: '交回填好的表', problem: '问题', wouldRecord: '可以登记 {n} 项，有问题 {bad} 处；尚未登记。', recorded: '已登记 {n} 项，有问题 {bad} 处。', post: '登记 {n} 项',
  },
  referral: {
    note: '各银行的推送及其进展。', bankNote: '推送给本行的企业，剩余时间最少的在前。', tabs: '按所处环节', empty: '没有这样的推送。',
    tab: { contact: '待对接', contacted: '已对接', materials: '收集材料', decide: '待决定', feedback: '待反馈', draw: '待提款', drawn: '已提款', all: '全部' },
  },
  documents: {
    title: '材料文件', count: '{n} 份', none: '还没有材料。', file: '文件', kind: '种类', size: '大小', who: '添加人', when: '时间', choose: '添加文件', orDrop: '可选多个，也可把文件拖到这里',
    help: 'PDF、JPEG、PNG、XLSX、DOCX 或纯文本（.txt），每份至多 10 MB，共至多 50 份。选好种类再选文件，选中即上传。',
    remove: '移除', removeOne: '移除 {name}', removeTitle: '移除材料', removeHelp: '移除“{name}”后，文件内容立即删除，不能恢复；办理记录仍保留文件名和理由。', removed: '已移除',
    uploads: '正在添加的文件', sending: '正在上传 {name}', waiting: '等待', done: '已添加', because: '：', again: '再试一次 {name}', dismiss: '收起', dismissOne: '收起 {name}',
  },
  materials: { title: '材料', open: '还缺 {n} 份', none: '已齐', in: '已交', missing: '缺' },
  slip: {
    note: '企业遇到的困难，转交部门办理，必要时向上级反映。', empty: '没有批分单。', raise: '填写批分单', raised: '批分单已提交专班。', raiseHelp: '企业有困难需要部门协助时填写。', of: '批分单：{who}',
    difficulty: '困难问题', green: '绿色通道', parts: '分办事项', part: '序号', request: '请求事项', answer: '答复', waiting: '待办', handling: '办理中', done: '已办', not_possible: '办不了',
    delivered: '{item}（已补齐）', owed: '欠 {item}，{due} 前补齐',
  },
}
