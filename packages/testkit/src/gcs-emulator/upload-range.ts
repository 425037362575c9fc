/** Which bytes a PUT to an upload session brings, or that it only asks for the state. */
export type UploadRange =
  | { readonly kind: 'bytes'; readonly start: number; readonly end: number; readonly total: number | null }
  | { readonly kind: 'status'; readonly total: number | null }

/** Null when the headers contradict each other or say nothing. */
export function parseUploadRange(
  contentRange: string | undefined,
  contentLength: string | undefined,
): UploadRange | null {
  if (contentRange === undefined) return parseWhole(contentLength)
  const [, range = '', first, last, size = ''] = /^bytes (\*|(\d+)-(\d+))\/(\*|\d+)$/.exec(contentRange) ?? []
  if (range === '') return null
  const total = size === '*' ? null : Number(size)
  if (range === '*') return Number(contentLength ?? 0) === 0 ? { kind: 'status', total } : null
  const [start, end] = [Number(first), Number(last)]
  if (end < start || (total !== null && end >= total)) return null
  if (contentLength !== undefined && Number(contentLength) !== end - start + 1) return null
  return { kind: 'bytes', start, end, total }
}

function parseWhole(contentLength: string | undefined): UploadRange | null {
  if (contentLength === undefined) return null
  const total = Number(contentLength)
  return total === 0 ? { kind: 'status', total } : { kind: 'bytes', start: 0, end: total - 1, total }
}
