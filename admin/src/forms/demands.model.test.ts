import { describe, expect, it } from 'vitest'
import { fieldsOfEvent } from './catalogue.model'
import { demanded } from './demands.model'

const asked = (state: string) =>
  demanded('ReviewApproved', state, fieldsOfEvent('cases', 'ReviewApproved')).map((field) => `${field.key}${field.required ? '!' : ''}`)

describe('what a review asks', () => {
  it('depends on its level', () => {
    expect(asked('Review.Preliminary').sort()).toEqual(['findings!', 'no_new_implicit_debt!', 'opinion!'])
    expect(asked('Review.BankReview')).toContain('conflict_of_interest!')
    expect(asked('Review.ConvenerSignature').sort()).toEqual(['list_version', 'opinion!'])
  })
})
