// Plugins of counties.
export default {
  plugin: {
    note: '本县区加进办理过程的程序：先检查、试运行，再启用；出了问题总有人接手。', installed: '已安装', none: '还没有安装插件。', unknown: '没有这个插件，或不属于您的县区。', name: '名称', versions: '共 {n} 版', allVersions: '各版本',
    hooks: '作用', installedAt: '安装', upload: '上传插件', file: '插件文件（ZIP）', uploadHelp: 'ZIP 内有 plugin.yaml、main.py 和 cases.yaml。上传只安装，不启用。', turn: '启用或停用', enable: '启用', disable: '停用', enabled: '已启用 {version}。', disabled: '已停用 {version}。',
    retry: '{at} 再试', health: { off: '未启用', on: '正常', open: '已熔断', half_open: '试探恢复' },
    hook: { step: '步骤', guard: '事前检查', on: '事后动作', notifier: '消息通道', validator: '表单检查', importer: '导入', report: '报表', scheduled: '定时任务' },
    hosts: '可以访问的主机', hostsHelp: '插件申请访问的主机；勾选并批准后才能访问。', approve: '批准所选', approved: '已批准 {n} 个。',
    try: '检查与试运行', tryNote: '不保存任何内容', check: '检查', examples: '试自带例子', example: '例子', onCase: '在哪个事项的副本上试（事项编号）', hookName: '作用点', firstStep: '第一个步骤', tryCase: '在副本上试', faults: '{n} 处问题', noFaults: '检查通过',
    passed: '通过', failed: '未通过', sandbox: '隔离方式：{sandbox}', differs: '与预期的差别', copyOf: '在副本上试：', nothingKept: '未保存', difference: '差别', before: '之前', after: '之后', noDifference: '这个事项没有变化。', noSteps: '没有待办步骤',
    what: { state: '状态', steps: '待办步骤' }, verdict: '答复', refused: '不会被接受', log: '日志', noLog: '没有日志。', level: '级别', text: '内容',
    edit: {
      title: '修改 {version}', note: '存为新版本，原版本不变', open: '修改文件', files: '插件的文件', text: '{file} 的内容', notText: '{file} 不是文本，不能在此修改；它照原样带入新版本。', removed: '新版本不再有 {file}。', mark: { changed: '已改', added: '新增', removed: '删去' },
      newFile: '新文件的路径', add: '添加文件', dropFile: '删去 {file}', restore: '恢复 {file}', version: '新版本号', save: '存为新版本', discard: '放弃改动', changes: '{n} 个文件有改动', saved: '已存为 {version}，尚未启用。请先检查、试运行。',
      help: '保存时与上传一样检查，通过才安装；改动的内容保留到那时。plugin.yaml 中的版本号会随之更改；您自己改了 plugin.yaml 时，请在其中写上新版本号。',
    },
    jobs: '调用与故障', noJobs: '还没有调用过。', refresh: '刷新', opened: '排定', decide: '处理', incident: '故障', next: '{at} 再试', replay: '重新调用', skip: '改由人员办理', skipNote: '不再调用插件，由责任人办理：', reason: '理由',
    job: { waiting: '等待', running: '进行中', done: '完成', failed: '失败', skipped: '改由人员' },
  },
  pluginFailure: { timeout: '超时', crash: '运行出错', refusal: '不予答复', bad_answer: '答复不合格式', denied: '越权被拒', unavailable: '不可用' },
}
