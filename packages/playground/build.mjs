/** Bundles the playground into dist/: `playground.js`, its style sheet and the editor's workers. */
import { rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const inPackage = (path) => fileURLToPath(new URL(path, import.meta.url))

/** graphiql/style.css holds the editor's rules already, in the order GraphiQL relies on. */
const editorStylesComeOnce = {
  name: 'editor-styles-come-once',
  setup({ onLoad }) {
    onLoad({ filter: /monaco-editor[\\/].*\.css$/ }, () => ({ contents: '', loader: 'css' }))
  },
}

const options = {
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  legalComments: 'linked',
  define: { 'process.env.NODE_ENV': '"production"' },
  logLevel: 'warning',
  outdir: inPackage('dist'),
}

await rm(inPackage('dist'), { recursive: true, force: true })
await Promise.all([
  build({
    ...options,
    entryPoints: { playground: inPackage('browser/main.tsx') },
    jsx: 'automatic',
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    plugins: [editorStylesComeOnce],
  }),
  build({
    ...options,
    entryPoints: {
      'editor.worker': 'monaco-editor/esm/vs/editor/editor.worker.js',
      'json.worker': 'monaco-editor/esm/vs/language/json/json.worker.js',
      'graphql.worker': 'monaco-graphql/esm/graphql.worker.js',
    },
    absWorkingDir: inPackage('.'),
  }),
])
