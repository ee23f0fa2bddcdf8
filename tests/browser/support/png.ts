// Screenshots made small: read as Chromium writes them, and written again with a palette of 256
// colours, which is all that a page of text has.
import { crc32, deflateSync, inflateSync } from 'node:zlib'

export interface Picture {
  width: number
  height: number
  rgb: Uint8Array
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

function paeth(left: number, up: number, corner: number): number {
  const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)]
  return a <= b && a <= c ? left : b <= c ? up : corner
}

export function readPng(file: Buffer): Picture {
  let width = 0
  let height = 0
  let channels = 4
  const parts: Buffer[] = []
  for (let at = SIGNATURE.length; at < file.length; ) {
    const length = file.readUInt32BE(at)
    const kind = file.toString('latin1', at + 4, at + 8)
    const body = file.subarray(at + 8, at + 8 + length)
    if (kind === 'IHDR') {
      ;[width, height] = [body.readUInt32BE(0), body.readUInt32BE(4)]
      channels = body[9] === 2 ? 3 : 4
    } else if (kind === 'IDAT') parts.push(body)
    at += 12 + length
  }
  const raw = inflateSync(Buffer.concat(parts))
  const stride = width * channels
  const rows = new Uint8Array(stride * height)
  for (let y = 0; y < height; ++y)
    for (let x = 0, filter = raw[y * (stride + 1)]!; x < stride; ++x) {
      const left = x >= channels ? rows[y * stride + x - channels]! : 0
      const up = y ? rows[(y - 1) * stride + x]! : 0
      const corner = y && x >= channels ? rows[(y - 1) * stride + x - channels]! : 0
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter]!
      rows[y * stride + x] = raw[y * (stride + 1) + 1 + x]! + guess
    }
  const rgb = new Uint8Array(width * height * 3)
  for (let i = 0; i < width * height; ++i) rgb.set(rows.subarray(i * channels, i * channels + 3), i * 3)
  return { width, height, rgb }
}

// The commonest colours; every other one becomes the nearest of them.
function paletteOf(rgb: Uint8Array): { palette: number[]; indexOf: (colour: number) => number } {
  const counts = new Map<number, number>()
  for (let i = 0; i < rgb.length; i += 3) {
    const colour = (rgb[i]! << 16) | (rgb[i + 1]! << 8) | rgb[i + 2]!
    counts.set(colour, (counts.get(colour) ?? 0) + 1)
  }
  const palette = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, 256).map(([colour]) => colour)
  const known = new Map(palette.map((colour, i) => [colour, i]))
  const far = (a: number, b: number) => ((a >> 16) - (b >> 16)) ** 2 + (((a >> 8) & 255) - ((b >> 8) & 255)) ** 2 + ((a & 255) - (b & 255)) ** 2
  const indexOf = (colour: number) => {
    let found = known.get(colour)
    if (found === undefined) {
      found = 0
      for (let i = 1; i < palette.length; ++i) if (far(palette[i]!, colour) < far(palette[found]!, colour)) found = i
      known.set(colour, found)
    }
    return found
  }
  return { palette, indexOf }
}

function chunk(kind: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(kind, 'latin1'), body])
  const ends = Buffer.alloc(8)
  ends.writeUInt32BE(body.length, 0)
  ends.writeUInt32BE(crc32(named), 4)
  return Buffer.concat([ends.subarray(0, 4), named, ends.subarray(4)])
}

export function writePng({ width, height, rgb }: Picture): Buffer {
  const { palette, indexOf } = paletteOf(rgb)
  const rows = Buffer.alloc((width + 1) * height)
  for (let y = 0; y < height; ++y)
    for (let x = 0; x < width; ++x) {
      const i = (y * width + x) * 3
      rows[y * (width + 1) + 1 + x] = indexOf((rgb[i]! << 16) | (rgb[i + 1]! << 8) | rgb[i + 2]!)
    }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 3, 0, 0, 0], 8)
  const colours = Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]))
  return Buffer.concat([SIGNATURE, chunk('IHDR', head), chunk('PLTE', colours), chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })), chunk('IEND', Buffer.alloc(0))])
}
