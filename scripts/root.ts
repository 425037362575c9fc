import { fileURLToPath } from 'node:url'

/** The absolute path of something in the working copy. */
export function fromRoot(path: string): string {
  return fileURLToPath(new URL(`../${path}`, import.meta.url))
}
