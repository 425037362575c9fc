import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** The absolute path of something in the working copy. */
export const fromRoot = (...segments) => join(root, ...segments)
