/** A language tag in its canonical form (BCP 47, RFC 5646 section 4.5); null for anything that is none. */
export function toLanguageTag(tag: string): string | null {
  try {
    const [canonical] = Intl.getCanonicalLocales(tag)
    return canonical !== undefined && canonical.length <= 35 ? canonical : null
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}
