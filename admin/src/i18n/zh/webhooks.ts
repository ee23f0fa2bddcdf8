// Where organisations' own systems are told.
export default {
  webhook: {
    note: '银行等机构自己的系统从这里得到通知；消息按 Standard Webhooks 签名，不含企业资料。', make: '登记接收地址', organisation: '机构', name: '名称', url: '接收地址', all: '已登记的接收地址', none: '还没有登记接收地址。', on: '启用', off: '停用', enabled: '启用',
    changed: '更改', overlap: '旧密钥并用至 {at}', secret: '签名密钥，请立即保存，离开后不再显示：', secretAndTest: '密钥与测试', hours: '新旧密钥并用（小时）', rotate: '更换密钥', rotated: '密钥已更换。', test: '发送测试消息', tested: '测试消息已排定，结果见投递记录。',
    delete: '删除', deleteSure: '删除后不再通知，投递记录保留。', save: '保存', made: '{who} 于 {at} 登记', deliveries: '投递记录', noDeliveries: '还没有投递过。', notice: '通知', message: '消息编号', replay: '重发', from: '自', to: '至', replaySpan: '重发这段时间的',
    replayed: '已排定重发 {n} 条。',
  },
  webhookNotice: { webhook_test: '测试消息' },
}
