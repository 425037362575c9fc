import type { Environment } from 'monaco-editor'

/** Where the editor finds its workers: beside the bundle, on the page's own origin. */
const environment: Environment = {
  getWorker: (_workerId, label) => {
    const name = label === 'json' || label === 'graphql' ? label : 'editor'
    return new Worker(new URL(`./${name}.worker.js`, import.meta.url), { type: 'module' })
  },
}

Object.assign(globalThis, { MonacoEnvironment: environment })
