// GB 32100-2015: what a clerk types is normalised and checked before it is sent.
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]

export type UsccFault = 'length' | 'letters' | 'checksum'

export const normaliseUscc = (text: string) =>
  text
    .normalize('NFKC')
    .replace(/[\s-]/g, '')
    .toUpperCase()

export function usccFault(code: string): UsccFault | undefined {
  if (code.length !== 18) return 'length'
  const values = [...code].map((letter) => ALPHABET.indexOf(letter))
  if (values.some((value) => value < 0)) return 'letters'
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * (values[i] ?? 0), 0)
  return (31 - (sum % 31)) % 31 === values[17] ? undefined : 'checksum'
}
