const pngSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const headerOffset = pngSignature.length
const headerLength = 13

export interface PictureSize {
  /** Pixels. */
  readonly width: number
  /** Pixels. */
  readonly height: number
}

/** The size that a PNG says it has (PNG specification, 11.2.1); null for anything that does not begin like one. */
export function readPngSize(bytes: Buffer): PictureSize | null {
  if (bytes.length < headerOffset + 8 + headerLength) return null
  if (!bytes.subarray(0, headerOffset).equals(pngSignature)) return null
  const isHeader =
    bytes.readUInt32BE(headerOffset) === headerLength &&
    bytes.toString('latin1', headerOffset + 4, headerOffset + 8) === 'IHDR'
  if (!isHeader) return null
  return { width: bytes.readUInt32BE(headerOffset + 8), height: bytes.readUInt32BE(headerOffset + 12) }
}
