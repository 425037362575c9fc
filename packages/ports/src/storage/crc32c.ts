const polynomial = 0x82f63b78
const tables = createTables()

/**
 * CRC-32C (Castagnoli) of `bytes`, continuing from `previous`, eight bytes a step.
 *
 * @param previous - the result for the bytes before these
 * @returns an unsigned 32-bit number
 */
export function crc32c(bytes: Uint8Array, previous = 0): number {
  const [t0, t1, t2, t3, t4, t5, t6, t7] = tables
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const wholeSteps = bytes.length - (bytes.length % 8)
  let crc = ~previous
  let position = 0
  for (; position < wholeSteps; position += 8) {
    const low = crc ^ view.getInt32(position, true)
    const high = view.getInt32(position + 4, true)
    crc =
      at(t7, low) ^
      at(t6, low >>> 8) ^
      at(t5, low >>> 16) ^
      at(t4, low >>> 24) ^
      at(t3, high) ^
      at(t2, high >>> 8) ^
      at(t1, high >>> 16) ^
      at(t0, high >>> 24)
  }
  for (; position < bytes.length; position += 1) crc = at(t0, crc ^ view.getUint8(position)) ^ (crc >>> 8)
  return ~crc >>> 0
}

/** The way Google Cloud Storage writes a checksum: base64 of its four bytes, highest first. */
export function encodeCrc32c(crc: number): string {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(crc)
  return bytes.toString('base64')
}

type Tables = readonly [
  Int32Array,
  Int32Array,
  Int32Array,
  Int32Array,
  Int32Array,
  Int32Array,
  Int32Array,
  Int32Array,
]

function at(table: Int32Array, index: number): number {
  return table[index & 0xff] ?? 0
}

/** Table n gives what a byte contributes when n more bytes follow it. */
function createTables(): Tables {
  const first = Int32Array.from({ length: 256 }, (_, byte) => {
    let crc = byte
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ polynomial : crc >>> 1
    return crc
  })
  const following = (table: Int32Array) => table.map((crc) => at(first, crc) ^ (crc >>> 8))
  const t1 = following(first)
  const t2 = following(t1)
  const t3 = following(t2)
  const t4 = following(t3)
  const t5 = following(t4)
  const t6 = following(t5)
  return [first, t1, t2, t3, t4, t5, t6, following(t6)]
}
