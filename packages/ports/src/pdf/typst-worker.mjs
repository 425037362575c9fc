// Plain JavaScript, because a worker thread starts without the loader that runs the rest.
import { readFileSync } from 'node:fs'

import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { workerData } from 'piscina'

// A folder that does not exist: a template reads what it was handed and nothing from the disk.
const workspace = '/lyceum-document'
// Generations of memoized layout that are kept; without an end the cache grows with every name printed.
const cachedGenerations = 10

const compiler = NodeCompiler.create({
  workspace,
  fontArgs: [{ fontBlobs: workerData.fonts.map((path) => readFileSync(path)) }],
})

/**
 * @param {import('./typst-worker.d.mts').TypstTask} task
 * @returns {import('./typst-worker.d.mts').TypstResult}
 */
export default function run({ template, files, standard, createdAtSeconds }) {
  try {
    compiler.resetShadow()
    for (const [name, content] of files) compiler.mapShadow(`${workspace}/${name}`, Buffer.from(content))
    const compiled = compiler.compile({ mainFileContent: template, resetRead: true })
    if (compiled.result === null) return refuse(describe(compiled.takeDiagnostics()))
    return { ok: true, pdf: new Uint8Array(print(compiled.result, standard, createdAtSeconds)) }
  } catch (error) {
    return refuse(String(error))
  } finally {
    compiler.evictCache(cachedGenerations)
  }
}

function print(document, standard, creationTimestamp) {
  return compiler.pdf(document, { creationTimestamp, ...(standard !== 'none' && { pdfStandard: standard }) })
}

function describe(error) {
  return error === null ? 'unknown error' : JSON.stringify(compiler.fetchDiagnostics(error))
}

function refuse(message) {
  const code = message.includes('could not be displayed with font') ? 'GLYPH_MISSING' : 'INVALID_DOCUMENT'
  return { ok: false, code, message: message.slice(0, 2_000) }
}
