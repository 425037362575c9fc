import type { PdfErrorCode, PdfStandard } from './index.ts'

/** What a rendering thread is asked to do; its `workerData` is `{ fonts: string[] }`. */
export interface TypstTask {
  readonly template: string
  readonly files: readonly (readonly [name: string, content: Uint8Array])[]
  readonly standard: PdfStandard
  readonly createdAtSeconds: number
}

export type TypstResult =
  | { readonly ok: true; readonly pdf: Uint8Array }
  | { readonly ok: false; readonly code: PdfErrorCode; readonly message: string }

/** Renders one document. */
export default function run(task: TypstTask): TypstResult
