/**
 * What the file promises to its readers. `a-2a` = PDF/A-2a: archival, tagged, every font inside. `ua-1` = PDF/UA-1: accessible;
 * demands a title, a language and alternative texts of the template. `none` = a tagged PDF 1.7 without either promise.
 */
export type PdfStandard = 'a-2a' | 'ua-1' | 'none'

/** What can be written as JSON. */
export type PdfData =
  string | number | boolean | null | readonly PdfData[] | { readonly [key: string]: PdfData }

/** Something to print. */
export interface PdfDocument {
  /** The layout, in the renderer's language. Code of ours: what a person typed belongs into `data`, never in here. */
  readonly template: string
  /** What the template prints; it reads it as the file `data.json`. */
  readonly data: PdfData
  /** Pictures and other files by the name that the template reads them by: letters, digits, `.`, `-`, `_`. */
  readonly assets?: Readonly<Record<string, Uint8Array>>
  readonly standard: PdfStandard
  /** When the file says it was made. The same document gives the same bytes. */
  readonly createdAt: Date
}

/** Turns documents into PDF files. */
export interface PdfRenderer {
  /** @throws {PdfError} */
  render(document: PdfDocument): Promise<Uint8Array>
  /** Lets work in flight end and frees what rendering holds. */
  close(): Promise<void>
}

/**
 * `GLYPH_MISSING`: no font has a character of the text, and the standard forbids to print a box instead.
 * `INVALID_DOCUMENT`: the template, its data or an asset cannot be read, or break the standard.
 */
export type PdfErrorCode = 'GLYPH_MISSING' | 'INVALID_DOCUMENT'

/** A document that cannot be rendered; the same one will fail again. */
export class PdfError extends Error {
  override readonly name = 'PdfError'

  constructor(
    readonly code: PdfErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options)
  }
}

/**
 * Renders a document as the archival file that it asks for; when no font has a character of it, as a plain tagged PDF with a
 * box in that place. The standard forbids the box, and a file with a box beats none.
 * @throws {PdfError} `INVALID_DOCUMENT`
 */
export async function renderDespiteMissingGlyphs(
  renderer: PdfRenderer,
  document: PdfDocument,
): Promise<Uint8Array> {
  try {
    return await renderer.render(document)
  } catch (error) {
    if (!(error instanceof PdfError) || error.code !== 'GLYPH_MISSING') throw error
    return await renderer.render({ ...document, standard: 'none' })
  }
}
