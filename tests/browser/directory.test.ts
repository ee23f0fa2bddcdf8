// Organisations and people come by workbook, with the headings, kinds and roles as people call them;
// an unknown column or a wrong row is named, and nothing of it is written.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Person, launch } from './support/browser'
import { account, found } from './support/county'
import { NOTHING, look } from './support/look'
import { Server } from './support/server'
import { zipped } from './support/zip'

let server: Server
let browser: Browser

beforeAll(async () => {
  ;[server, browser] = await Promise.all([Server.start(), launch()])
  await found(server)
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const xml = (text: string) => `<?xml version="1.0" encoding="UTF-8"?>${text}`
// The least that a workbook is.
function workbook(rows: string[][]) {
  const cells = (row: string[]) => row.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join('')
  return zipped({
    '[Content_Types].xml': xml('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'),
    '_rels/.rels': xml(`<Relationships xmlns="${RELATIONS}"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`),
    'xl/workbook.xml': xml(`<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="机构" sheetId="1" r:id="rId1"/></sheets></workbook>`),
    'xl/_rels/workbook.xml.rels': xml(`<Relationships xmlns="${RELATIONS}"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`),
    'xl/worksheets/sheet1.xml': xml(`<worksheet xmlns="${MAIN}"><sheetData>${rows.map((row) => `<row>${cells(row)}</row>`).join('')}</sheetData></worksheet>`),
  })
}
const file = (name: string, rows: string[][]) => ({ name, mimeType: 'application/octet-stream', buffer: workbook(rows) })

describe('a workbook', () => {
  it('brings organisations and then their people', async () => {
    const person = await Person.signedIn(browser, server.url, account('security'), {}, '/admin/organisations')
    const { page } = person
    await person.settled()
    const sheet = page.locator('#sheet')
    await sheet.setInputFiles(file('机构.xlsx', [['编号', '上级', '类别', '名称', '颜色'], ['soil', '411502', '部门', '浉河区自然资源局', '红']]))
    await page.locator('[role=alert]', { hasText: '不认识的列：颜色' }).waitFor()
    await sheet.setInputFiles(file('机构.xlsx', [['编号', '上级', '类别', '名称'], ['soil', '411502', '部门', '浉河区自然资源局'], ['odd', '411502', '没有这类', '无名']]))
    await page.getByText('将写入 1 个机构、0 人；有误 1 行。').waitFor()
    expect(await page.locator('li.danger-text').innerText()).toContain('第 3 行')
    expect(await look(person, 'directory-import')).toEqual(NOTHING)
    await page.locator('button', { hasText: '写入' }).click()
    await page.getByText('已写入 1 个机构').waitFor()
    await person.open('/admin/people')
    await sheet.setInputFiles(file('人员.xlsx', [['用户名', '姓名', '机构', '职责'], ['li.wei', '李伟', 'soil', '部门@soil']]))
    await page.getByText('将写入 0 个机构、1 人；有误 0 行。').waitFor()
    await page.locator('button', { hasText: '写入' }).click()
    await page.getByText('已写入 0 个机构、1 人').waitFor()
    const { items } = await server.ask<{ items: { user_name: string; appointments: { role: string; scope: string }[] }[] }>('GET', 'people')
    const added = items.find((one) => one.user_name === 'li.wei')
    expect(added?.appointments.map((one) => `${one.role}@${one.scope}`)).toEqual(['department@soil'])
    expect(person.troubles).toEqual([])
    await person.close()
  })
})
