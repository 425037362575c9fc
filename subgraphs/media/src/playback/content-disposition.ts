/** The ending that goes with what the bytes are: a text that is saved as .html would be opened as one. */
const endings: Readonly<Record<string, string>> = {
  'application/pdf': '.pdf',
  'image/jpeg': '.jpg',
  'image/png': '.png',
  'image/webp': '.webp',
  'text/plain; charset=utf-8': '.txt',
}

/**
 * A `Content-Disposition` header with a name that a user chose (RFC 6266): letters and digits of ASCII in the plain form,
 * everything else percent-encoded, no path, no control characters, and the ending of the content type.
 */
export function contentDisposition(contentType: string, filename: string): string {
  const kind = contentType.startsWith('image/') ? 'inline' : 'attachment'
  const name = safeName(contentType, filename)
  const plain = name.replace(/[^A-Za-z0-9._ -]/g, '_')
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `${kind}; filename="${plain}"; filename*=UTF-8''${encoded}`
}

function safeName(contentType: string, filename: string): string {
  const base = filename.replace(/^.*[/\\]/s, '').replace(/\p{C}/gu, '')
  const stem = base.replace(/\.[^.]*$/, '')
  return `${stem || 'file'}${endings[contentType] ?? '.bin'}`
}
