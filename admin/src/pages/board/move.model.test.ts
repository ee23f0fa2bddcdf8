import { describe, expect, it } from 'vitest'
import charts from 'virtual:charts'
import type { AllowedEvent } from '@/services/subjects'
import { answerFor, eventsTo, targetsOf } from './move.model'

const chart = charts.find((one) => one.kind === 'case')!
const event = (name: string, permitted: boolean): AllowedEvent => ({ event: name, clause: '', sentence: { zh: '', en: '' }, roles: [], schema: {}, permitted })

describe('where a card may go', () => {
  it('is what the chart says of its state', () => {
    expect(eventsTo(chart, 'Application', 'Review')).toEqual(['ApplicationSubmitted'])
    expect(eventsTo(chart, 'Review.Preliminary', 'Review')).toContain('ReviewApproved')
    expect(eventsTo(chart, 'Review.ConvenerSignature', 'Recommendation')).toEqual(['ReviewApproved'])
    expect(eventsTo(chart, 'Roster', 'BankDecision')).toEqual([])
    expect(targetsOf('Review.Preliminary')).not.toContain('Review')
  })
  it('opens what this person may record', () => {
    const answer = answerFor(chart, 'Application', 'Review', [event('ApplicationSubmitted', true), event('Withdrawn', true)])
    expect([answer.forms.map((one) => one.event), answer.others]).toEqual([['ApplicationSubmitted'], []])
  })
  it('names what is others’, and where else it can go', () => {
    const answer = answerFor(chart, 'Review.ConvenerSignature', 'Recommendation', [event('ReviewApproved', false), event('ReviewReturned', true), event('Withdrawn', true)])
    expect([answer.forms, answer.others.map((one) => one.event)]).toEqual([[], ['ReviewApproved']])
    expect(answer.elsewhere.map((one) => [one.event.event, one.stages])).toEqual([['ReviewReturned', ['Application']]])
  })
})
