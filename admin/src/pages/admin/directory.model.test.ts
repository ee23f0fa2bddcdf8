import { describe, expect, it } from 'vitest'
import { directoryOf, treeOf } from './directory.model'

const sheet = (...rows: string[][]) => rows.map((cells, i) => ({ number: i + 1, cells }))

describe('directory sheets', () => {
  it('are organisations or people by their columns', () => {
    expect(directoryOf(sheet(['id', 'parent', 'kind', 'name'], ['1', '', 'city', '信阳市']))).toEqual({
      input: { organisations: [{ id: '1', kind: 'city', name: '信阳市' }] }, numbers: [2], unknown: [],
    })
    expect(directoryOf(sheet(['user_name', 'name', 'organisation', 'roles'], ['a', '甲', '1', 'leader@1;visitor'])).input).toEqual({
      people: [{ user_name: 'a', name: '甲', organisation: '1', appointments: [{ role: 'leader', scope: '1' }, { role: 'visitor' }] }],
    })
  })
  it('may say all that in Chinese', () => {
    expect(directoryOf(sheet(['编号', '上级', '类别', '名称'], ['2', '1', '县区', '浉河区'])).input).toEqual({
      organisations: [{ id: '2', parent: '1', kind: 'county', name: '浉河区' }],
    })
    expect(directoryOf(sheet(['用户名', '姓名', '机构', '职责'], ['a', '甲', '1', '工作专班@1；走访人员'])).input).toEqual({
      people: [{ user_name: 'a', name: '甲', organisation: '1', appointments: [{ role: 'task_force', scope: '1' }, { role: 'visitor' }] }],
    })
  })
  it('with a heading that is no field, or without rows, are nothing yet', () => {
    expect(directoryOf(sheet(['id', '颜色'], ['1', '红']))).toEqual({ numbers: [2], unknown: ['颜色'] })
    expect(directoryOf([])).toEqual({ numbers: [], unknown: [] })
  })
  it('organisations stand under their parents; orphans at the top', () => {
    const tree = treeOf([{ id: '2', parent: '1' }, { id: '1', parent: '' }, { id: '9', parent: 'gone' }])
    expect(tree.map((node) => [node.item.id, node.depth])).toEqual([['1', 0], ['2', 1], ['9', 0]])
  })
})
