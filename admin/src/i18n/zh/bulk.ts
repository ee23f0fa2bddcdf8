// Doing the same for many.
export default {
  bulk: {
    bar: '批量', chosen: '已选 {n} 项', open: '批量办理', all: '选中符合条件的全部（最多 {most} 项）', none: '取消选择', more: '符合条件的超过 {most} 项，只选了前 {most} 项；请先缩小范围，或办完再选。', choose: '选中 {name}', chooseShown: '选中本页显示的',
    title: '批量办理 {n} 项', note: '先逐项查看，再逐项登记；一项不成不影响其他项。审核意见、走访记录、授信等要逐项写的，请在各自的页面办理。', looking: '正在逐项查看 {done}/{all}', stop: '停止', nothing: '所选各项现在没有可以一并办理的事。', which: '办理什么', choice: '{what}（可办 {n} 项）',
    would: '试算：可以登记 {n} 项，不可以 {not} 项；尚未登记。', tally: '已登记 {done} 项，未成 {refused} 项，未办 {waiting} 项。', record: '登记（{n} 项）', again: '再试其余的（{n} 项）', oneByOne: '逐项登记，可随时停止；停止或断网后再试，已登记的不会重复。',
    rows: '逐项结果', subject: '编号', before: '办理前', result: '结果', colon: '：', status: { would: '可以', not: '不可以', waiting: '未办', sending: '正在登记', done: '已登记', refused: '未成' },
    why: { kind: '不是这一类。', state: '现在的环节不能办这件事。', role: '由{who}办理。' },
  },
}
