import { describe, expect, it } from 'vitest'
import { nextTick, ref } from 'vue'
import { MOST, type Chosen } from './bulk.model'
import { allPages, useSelection } from './selection'

const row = (n: number): Chosen => ({ id: String(n), kind: 'cases', name: `企业${n}` })
const rows = (n: number, from = 0) => Array.from({ length: n }, (_, i) => row(from + i))

describe('chosen rows', () => {
  it('are chosen and let go, one or all, and go with the filters', async () => {
    const filters = ref('a')
    const selection = useSelection(filters, async () => ({ items: rows(3), more: false }))
    selection.toggle(row(1))
    selection.toggleAll(rows(3), true)
    selection.toggle(row(0))
    expect(selection.chosen.value.map((one) => one.id)).toEqual(['1', '2'])
    filters.value = 'b'
    await nextTick()
    expect(selection.chosen.value).toEqual([])
  })
  it('are no more than can be done at once', async () => {
    const selection = useSelection(ref(''), async () => ({ items: rows(MOST), more: true }))
    await selection.chooseAll()
    selection.toggle(row(MOST + 1))
    expect([selection.chosen.value.length, selection.more.value]).toEqual([MOST, true])
  })
  it('keep what went wrong', async () => {
    const selection = useSelection(ref(''), async () => { throw new Error('away') })
    await selection.chooseAll()
    expect([String(selection.problem.value), selection.busy.value]).toEqual(['Error: away', false])
  })
})

describe('all that match', () => {
  it('come page after page, each subject once', async () => {
    const pages = [{ items: rows(3), next_cursor: 'x' }, { items: rows(3, 2), next_cursor: null }]
    expect((await allPages(async (cursor) => pages[cursor ? 1 : 0]!, (one) => one)).items.map((one) => one.id)).toEqual(['0', '1', '2', '3', '4'])
  })
  it('end at the bound, and say so', async () => {
    let asked = 0
    const found = await allPages(async () => ({ items: rows(200, 200 * asked++), next_cursor: 'more' }), (one) => one)
    expect([found.items.length, found.more, asked]).toEqual([MOST, true, 3])
  })
})
