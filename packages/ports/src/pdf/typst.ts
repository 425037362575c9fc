import { Piscina } from 'piscina'

import { findFonts } from './fonts.ts'
import { PdfError } from './index.ts'
import type { PdfDocument, PdfRenderer } from './index.ts'
import type { TypstResult, TypstTask } from './typst-worker.mjs'

export interface TypstRendererOptions {
  /** Documents rendered at the same moment, each by a thread that holds the fonts (about 30 MB). @default 1 */
  readonly threads?: number
  /** Longest time for a document, in milliseconds; then its thread is ended. @default 20_000 */
  readonly timeoutMs?: number
}

const assetName = /^[a-zA-Z0-9_-][a-zA-Z0-9._-]*$/

/**
 * Renders Typst templates. In a thread: a page takes 2 to 10 ms, but loading the fonts and the first Chinese name take over
 * 50 ms, and no document may hold up the event loop. The thread starts with the first document and ends when idle.
 */
export function createTypstRenderer({
  threads = 1,
  timeoutMs = 20_000,
}: TypstRendererOptions = {}): PdfRenderer {
  let pool: Piscina<TypstTask, TypstResult> | undefined

  function startPool(): Piscina<TypstTask, TypstResult> {
    return new Piscina<TypstTask, TypstResult>({
      filename: new URL('./typst-worker.mjs', import.meta.url).href,
      workerData: { fonts: findFonts() },
      minThreads: 0,
      maxThreads: threads,
      idleTimeout: 60_000,
    })
  }

  return {
    async render(document) {
      pool ??= startPool()
      const result = await pool.run(toTask(document), { signal: AbortSignal.timeout(timeoutMs) })
      if (!result.ok) throw new PdfError(result.code, `The document cannot be rendered: ${result.message}`)
      return result.pdf
    },
    async close() {
      await pool?.close()
    },
  }
}

function toTask({ template, data, assets = {}, standard, createdAt }: PdfDocument): TypstTask {
  const misnamed = Object.keys(assets).find((name) => !assetName.test(name) || name === 'data.json')
  if (misnamed !== undefined) throw new PdfError('INVALID_DOCUMENT', `An asset cannot be called ${misnamed}`)
  return {
    template,
    files: [['data.json', Buffer.from(JSON.stringify(data))], ...Object.entries(assets)],
    standard,
    createdAtSeconds: Math.floor(createdAt.getTime() / 1_000),
  }
}
