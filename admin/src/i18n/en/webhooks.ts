// Where organisations' own systems are told.
export default {
  webhook: {
    note: "Where banks' and others' own systems are told; messages are signed by Standard Webhooks and say nothing of an enterprise.", make: 'Add an address', organisation: 'Organisation', name: 'Name', url: 'Address', all: 'Addresses', none: 'No addresses yet.', on: 'enabled', off: 'disabled', enabled: 'Enabled',
    changed: 'Changed', overlap: 'the former secret signs too until {at}', secret: 'The signing secret; save it now, it is not shown again:', secretAndTest: 'Secret and test', hours: 'Both secrets sign for (hours)', rotate: 'New secret', rotated: 'There is a new secret.', test: 'Send a test message', tested: 'A test message was queued; see below what becomes of it.',
    delete: 'Delete', deleteSure: 'Nothing is sent there any more; the log is kept.', save: 'Save', made: 'Added by {who} on {at}', deliveries: 'Deliveries', noDeliveries: 'Nothing was sent yet.', notice: 'Notice', message: 'Message', replay: 'Send again', from: 'From', to: 'To', replaySpan: 'Send those of this time again',
    replayed: '{n} queued to be sent again.',
  },
  webhookNotice: { webhook_test: 'test message' },
}
