// Who is visited when.
export default {
  plan: {
    note: '把企业拖到要走访的那天；也可以勾选几户，再选日期。', tray: '待走访的企业', none: '没有待安排的企业。', bar: '安排所选企业', to: '安排到', put: '安排', today: '今天', weekday: { 1: '周一', 2: '周二', 3: '周三', 4: '周四', 5: '周五', 6: '周六', 7: '周日' }, count: '{n} 户', option: '{day}（已有 {n} 户）',
    done: '已安排 {n} 户到{day}。', holiday: '{from}至{to}放假', was: '安排于{day}', attempts: '已走访未果 {n} 次', team: '走访单位', ownTeam: '原单位或所在乡镇', channel: '走访方式', earlier: '往前两周', later: '往后两周',
    round: '{name}：到{day}，已纳入 {n} 户', noRound: '没有进行中的走访轮次', more: '只显示已安排的前 {n} 户；请按乡镇查看。',
    group: { past: '计划日已过', attempted: '走访未果，待再约', unplanned: '未安排', elsewhere: '安排在其他日子' },
    news: '需要留意的安排', noTeam: '没有安排：这户没有登记乡镇，请先选择走访单位。', overlap: '已安排。近期已有其他单位走访或安排走访这户，请先行协调，避免重复打扰。', noBack: '已安排的走访不能撤回，可以拖到另一天；不再需要走访的，请打开事项办理。', dismiss: '知道了', dismissOf: '知道了：{name}',
  },
}
