// A bank's open referrals as a workbook, and the same filled in.
import { takeRaw, type Schemas } from '@/api/client'

export type SheetResult = Schemas['PluginFeedback']
export const SHEET_ADDRESS = '/api/v1/referral-sheet'

export async function sendSheet(file: File, dryRun: boolean): Promise<SheetResult> {
  const answer = await takeRaw(`${SHEET_ADDRESS}${dryRun ? '?dry_run=1' : ''}`, {
    method: 'POST', body: file, headers: { 'Content-Type': 'application/octet-stream' },
  })
  return (await answer.json()) as SheetResult
}
