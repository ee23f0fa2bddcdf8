export default {
  inbox: {
    choose: '选中',
    note: '剩余时间最少的在前。', as: '身份', move: '上下', open: '打开', claim: '认领', release: '放回', handOver: '转交', empty: '没有待办。', until: '期限', within: { overdue: '只看逾期', today: '今天到期为止', week: '本周到期为止' }, emptyUntil: '这个期限内没有待办。', mine: '我已认领', heldBy: '{who} 已认领',
    to: '转交给（用户名）', toHelp: '须是同样任“{role}”的人。', group: { overdue: '已逾期', today: '今天到期', week: '本周到期', later: '以后' },
  },
  roster: {
    columns: '各列认作什么', columnsHelp: '认错的可以另选；没有列出的表头，在下面写明它是哪一项。改后自动重新预览。', heading: '表头', takenFor: '认作', use: { attribute: '照表头留存', ignored: '不用' }, setColumn: '指定', columnIs: '“{heading}”认作{field}',
    note: '先预览，后导入；有问题的行不影响其他行。', file: '选择文件', choose: '名录文件（CSV 或 XLSX）', help: '列的顺序和常见写法都能识别。UTF-8、GB 18030 或 Excel、WPS 文件均可。', preview: '预览（不写入）',
    import: '导入 {n} 行', previewed: '预览结果（尚未写入）', imported: '导入结果', download: '下载标注后的文件', expires: '标注文件保留到 {at}', problems: '有问题的行', row: '行', column: '列',
    severity: '程度', what: '问题与办法', error: '错误', warning: '提示', moreProblems: '另有 {n} 个问题，见标注后的文件。',
    count: { rows: '总行数', valid: '可用', imported: '新增', updated: '更新', unchanged: '未变', merged: '合并', bad: '有误', marked: '已标注', skipped: '跳过' },
    fault: { kind: '请选择 CSV 或 XLSX 文件。', size: '文件太大，请分成几份。', empty: '文件是空的，请重新选择。' },
  },
  round: { title: '走访轮次', name: '名称', opens: '开始', ends: '截止（含当日）', upcoming: '未开始', open: '进行中', ended: '已结束', open_: '开始一轮走访' },
  window: {
    note: '从统一社会信用代码到回执。', take: '受理并出具回执', override: '代码有误仍受理的理由', address: '地址', phone: '联系电话', amount: '融资需求（万元）', purpose: '贷款用途', term: '期限（月）',
    conditions: '符合基本准入条件', consent: '企业已同意', typed: '由工作人员代填', remark: '备注',
    uscc: { help: '18 位；全角、小写会自动改正。', holds: '校验正确', missing: '请填写代码（家庭农场可以没有）。', length: '应为 18 位', letters: '含有不允许的字符', checksum: '校验位不符，请核对执照；确实如此时填写理由' },
  },
  receipt: {
    title: '受理回执', office: '小微企业融资协调工作专班', number: '回执编号', at: '受理时间', need: '融资需求', clerk: '经办人', elsewhere: '企业属于其他县区，已受理，由市协调机制办公室确定归属。',
    next: '专班将指导企业完成申报。办到哪一步可以随时查询；如有疑问，请凭回执编号到窗口询问。', print: '打印', again: '受理下一家', open: '打开事项',
  },
  deadline: { tighter: '{rule}，{area}更严的', note: '在走的时限，先到期的在前。', show: '显示', running: '全部在走的', overdue: '只看逾期', rule: '种类', effect: '效力', empty: '没有这样的时限。', what: '事项要求', who: '责任单位' },
  dashboard: {
    ofSigned: '占签字', ofBefore: '占上一步',
    asOf: '截至 {at}', three: '三个100%', beside: '与授信率并列，供对照。', funnel: '签字到提款', step: '环节', count: '户数', share: '占已签字的比例', apart: '另列：', late: '逾期的银行', noneLate: '没有银行逾期。',
    lateDecision: '逾期未决', lateFeedback: '逾期未反馈', longest: '最久', byCounty: '按县区', byBank: '按银行', from: '自', to: '至', rules: '按经营主体计户，一户推送两家银行只计一次；各银行相加不等于县区数。点数字看名单。',
  },
  letter: { note: '系统发给您的消息，最新的在前。', unreadOnly: '只看未读', empty: '没有消息。', read: '记为已读', readAt: '{at} 已读', why: '您收到它，因为您是{who}，而“{rule}”到了“{rung}”这一步。', whyEvent: '您收到它，因为您是{who}。', about: '涉及' },
  mandate: {
    note: '外出时请人代理；办理记录写明双方姓名。', give: '委托代理', agent: '代理人（用户名）', from: '自', until: '至', help: '代理人须能担任同样的职责；审核中同一人不能既办又代。', done: '已委托。', all: '全部代理',
    empty: '没有代理。', principal: '被代理人', me: '（我）', holds: '有效', coming: '未到', ended: '已结束',
  },
  directory: {
    import: '从表格导入', sheet: '表格文件（XLSX 或 CSV）', unknown: '不认识的列：{headings}。请按下面的列名改好再选。', nothing: '表格里没有数据行。', organisationsNote: '省、市、县区、乡镇，及部门和银行。', organisationsHelp: '列：编号、上级、类别、名称、区域、邮箱、网址（或 id, parent, kind, name, area, email, webhook）',
    peopleHelp: '列：用户名、姓名、机构、邮箱、电话、职责（如 专班组长{\'@\'}411502；或 user_name, name, organisation, email, phone, roles）', preview: '将写入 {organisations} 个机构、{people} 人；有误 {bad} 行。', done: '已写入 {organisations} 个机构、{people} 人；有误 {bad} 行。', row: '第 {n} 行：',
    put: '写入', none: '没有机构。', name: '名称', id: '编号', kind: '类别', email: '邮箱', webhook: '接口地址',
  },
  person: {
    note: '账号与任职。', add: '添加人员', user: '用户名', name: '姓名', user_name: '用户名', organisation: '机构', appointments: '任职', manage: '管理', email: '邮箱', phone: '电话', password: '初始密码', none: '没有人员。',
    more: '另有 {n} 人，请用查找缩小范围。', active: '可登录', disabled: '已停用', noPassword: '未设密码', end: '离任', appoint: '任命', newPassword: '新密码', setPassword: '设置密码', enable: '恢复', disable: '停用',
    unlock: '解除锁定', dropFactor: '取消动态口令',
    did: { ended: '已离任。', appointed: '已任命。', password: '密码已设置。', enabled: '已恢复。', disabled: '已停用。', unlocked: '已解除锁定。', factor: '动态口令已取消。' },
  },
  apiKey: {
    note: '银行等系统对接用；密钥只显示一次。', make: '新建密钥', name: '名称', person: '以谁的身份', days: '有效天数', writes: '可写入', made: '请立即保存，离开后不再显示：', none: '没有密钥。', hint: '开头', scopes: '权限',
    read: '读', write: '写', expires: '到期', used: '最近使用', never: '从未', revoke: '吊销', revoked: '已吊销',
  },
  delivery: {
    note: '发出的每一封消息：排定、发出、送达、已读；最新的在前。', none: '没有消息。', claimed: '排定', channel: '方式', to: '收信人', subject: '标题', attempts: '次数', error: '最近的错误', retry: '重新发送',
    waiting: '待发', sent: '已发', delivered: '已送达', read: '已读', givenUp: '发不出去',
  },
  incident: {
    title: '待处理的故障', all: '全部故障', kind: '种类', subject: '涉及', detail: '情况', none: '没有待处理的故障。', showAll: '已处理的也看', showOpen: '只看待处理的', close: '关闭…', closeTitle: '关闭故障', closed: '怎么处理的', itself: '随所涉事情关闭',
    note: '写明处理情况，或为什么不用处理；其中没有发出的消息不再发送。', noteReceiver: '要有人收信，请到“人员”登记任职；以后的消息会送到，这一条不再补发。',
  },
  audit: { note: '登录、查看完整号码、导出、账号变动。', person: '人员', action: '动作', at: '时间', object: '对象', detail: '内容', address: '来源', none: '没有记录。', operator: '本机操作员' },
  chain: {
    title: '核验全部历史', check: '开始核验', note: '把全部办理记录重新推演一遍，与现存状态、摘要和签名检查点比对。记录多时需要一会儿。', holds: '一致', differs: '{n} 处不一致',
    counts: '核验了 {rows} 条记录、{subjects} 个对象、{deadlines} 个时限。',
  },
  readiness: { title: '{place}：办理第一个事项之前', house: '全市', county: '查看', missing: '缺', done: '有', later: '届时', mend: '去补上', complete: '什么都不缺', others: '其余 {n} 项' },
  doctor: { note: '系统各处是否正常。', check: '检查', found: '结果', ok: '正常', warn: '注意', fail: '故障' },
  calendar: {
    title: '{year} 年工作日历', note: '依据国务院办公厅放假安排。', provisional: '本年通知未载入：只按周末推算，涉及的时限为暂定。', inWords: '放假与调休', none: '无', load: '载入新的放假安排', file: '通知文件（JSON）',
    unreadable: '文件读不懂，请检查是不是 JSON。', moves: '载入后有 {n} 个时限变动，见下表；尚未载入。', loaded: '已载入，{n} 个时限已变动。', put: '载入', propose: '提出，由另一人确认', takesTwo: '通知会变动法定时限，须由另一人确认后才载入。', takesOne: '这些年份尚未开始、从未载入，也没有时限变动，一人即可载入。', proposed: '已提出，等另一人确认；尚未载入。', otherwise: '变动与提出时不同，以此次列出的为准。', more: '只列出前 {n} 个。',
    waiting: '等待确认的放假安排', byWhom: '{who} 提出：{years} 年，提出时变动 {n} 个时限', look: '会变动哪些', confirm: '确认载入', withdraw: '撤回', own: '是您提出的，须由另一人确认。', none2: '没有变动。', next: '再列一些', remove: '移除 {year} 年的通知', removeSure: '{year} 年将只按周末推算，直到载入新的通知。已经据以计算过时限的通知不能移除。', removeIt: '移除', removed: '已移除 {year} 年的通知。', subject: '涉及', before: '原期限', after: '新期限',
  },
  m: {
    navigation: '手机导航', visits: '走访', outbox: '待发', desk: '桌面版', planned: '已安排', open: '待走访', none: '没有要走访的企业。', offline: '没有网络。下面是 {at} 的清单；填写的内容先存在本机，联网后自动发送。',
    met: '见到企业了吗', channel: '方式', on: '日期', outcome: '结果', situation: '基本情况和经营状况', amount: '需要多少（万元）', purpose: '用来做什么', term: '多长时间（月，可不填）', remark: '备注（可不填）',
    keptHelp: '内容随填随存，服务器确认后才从本机删除。', send: '提交', sent: '服务器已确认。', kept: '已存在本机，联网后自动发送。', back: '回到清单', refused: '服务器没有接受，内容还在：', conflict: '别人已经改动了这个事项，您的内容还在。请核对后再提交：',
    state: { draft: '未提交', queued: '等待发送', refused: '需要处理' }, nothingWaits: '没有待发的内容。', sendAll: '现在发送',
  },
}
