// Plugins of counties.
export default {
  plugin: {
    note: 'What the county added to its process: checked and tried first, then enabled; whatever goes wrong ends with a person.', installed: 'Installed', none: 'No plugins are installed yet.', unknown: "There is no such plugin, or it is another county's.", name: 'Name', versions: '{n} versions', allVersions: 'Versions',
    hooks: 'Hooks', installedAt: 'Installed', upload: 'Upload a plugin', file: 'Plugin (ZIP)', uploadHelp: 'A ZIP file with plugin.yaml, main.py and cases.yaml. Uploading installs it and does not enable it.', turn: 'Enable or disable', enable: 'Enable', disable: 'Disable', enabled: '{version} is enabled.', disabled: '{version} is disabled.',
    retry: 'tried again at {at}', health: { off: 'not enabled', on: 'in use', open: 'breaker open', half_open: 'breaker half open' },
    hook: { step: 'step', guard: 'guard', on: 'after', notifier: 'channel', validator: 'form check', importer: 'import', report: 'report', scheduled: 'at set times' },
    hosts: 'Hosts it may reach', hostsHelp: 'Hosts that the plugin asks for; it reaches those that are ticked and approved.', approve: 'Approve the ticked', approved: '{n} approved.',
    try: 'Check and try', tryNote: 'nothing is kept', check: 'Check', examples: 'Try its own examples', example: 'Example', onCase: 'On a copy of which case (its number)', hookName: 'Hook', firstStep: 'the first step', tryCase: 'Try on a copy', faults: '{n} problems', noFaults: 'no problems',
    passed: 'passed', failed: 'failed', sandbox: 'Isolation: {sandbox}', differs: 'Differs from what was expected', copyOf: 'On a copy of', nothingKept: 'nothing was kept', difference: 'Difference', before: 'Before', after: 'After', noDifference: 'Nothing of this case would change.', noSteps: 'no open steps',
    what: { state: 'State', steps: 'Open steps' }, verdict: 'Verdict', refused: 'Would be refused', log: 'Log', noLog: 'Nothing was logged.', level: 'Level', text: 'Text',
    edit: {
      title: 'Change {version}', note: 'saved as a new version; this one stays as it is', open: 'Change its files', files: "The plugin's files", text: 'Text of {file}', notText: '{file} is not text and cannot be changed here; the new version has it as it is.', removed: 'The new version has no {file}.', mark: { changed: 'changed', added: 'new', removed: 'removed' },
      newFile: "A new file's path", add: 'Add the file', dropFile: 'Remove {file}', restore: 'Restore {file}', version: 'New version', save: 'Save as a new version', discard: 'Discard changes', changes: '{n} files changed', saved: 'Saved as {version}, not enabled yet. Check and try it first.',
      help: 'It is checked like an upload and installed only if nothing is wrong; what you typed is kept until then. The version in plugin.yaml changes with it; where you change plugin.yaml yourself, write the new version there.',
    },
    jobs: 'Calls and incidents', noJobs: 'It was not called yet.', refresh: 'Refresh', opened: 'Opened', decide: 'Decide', incident: 'incident', next: 'again at {at}', replay: 'Call again', skip: 'Leave to people', skipNote: 'The plugin is not called any more; whoever is responsible does it:', reason: 'Reason',
    job: { waiting: 'waiting', running: 'running', done: 'done', failed: 'failed', skipped: 'left to people' },
  },
  pluginFailure: { timeout: 'took too long', crash: 'crashed', refusal: 'refused to answer', bad_answer: 'answered out of form', denied: 'overstepped', unavailable: 'unavailable' },
}
