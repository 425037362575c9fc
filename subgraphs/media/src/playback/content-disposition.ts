/**
 * A `Content-Disposition` header with a name that a user chose (RFC 6266): letters and digits of ASCII in the plain form,
 * everything else percent-encoded, no path and no control characters.
 */
export function contentDisposition(kind: 'inline' | 'attachment', filename: string): string {
  const name = filename.replace(/^.*[/\\]/s, '').replace(/\p{C}/gu, '')
  const plain = name.replace(/[^A-Za-z0-9._ -]/g, '_') || 'file'
  const encoded = encodeURIComponent(Buffer.from(name || 'file').toString()).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `${kind}; filename="${plain}"; filename*=UTF-8''${encoded}`
}
