import { describe, expect, it } from 'vitest'
import { directoryOf, readCsv, treeOf } from './directory.model'

describe('directory sheets', () => {
  it('are read with quotes, line breaks and a byte order mark', () => {
    expect(readCsv('\uFEFFa,b\r\n"x, ""y""","z\nz"\n\n')).toEqual([['a', 'b'], ['x, "y"', 'z\nz']])
  })
  it('are organisations or people by their columns', () => {
    expect(directoryOf('id,parent,kind,name\n1,,city,信阳市')).toEqual({
      organisations: [{ id: '1', kind: 'city', name: '信阳市' }],
    })
    expect(directoryOf('user_name,name,organisation,roles\na,甲,1,leader@1;visitor')).toEqual({
      people: [{ user_name: 'a', name: '甲', organisation: '1', appointments: [{ role: 'leader', scope: '1' }, { role: 'visitor' }] }],
    })
  })
  it('organisations stand under their parents; orphans at the top', () => {
    const tree = treeOf([{ id: '2', parent: '1' }, { id: '1', parent: '' }, { id: '9', parent: 'gone' }])
    expect(tree.map((node) => [node.item.id, node.depth])).toEqual([['1', 0], ['2', 1], ['9', 0]])
  })
})
