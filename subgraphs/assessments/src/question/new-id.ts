import { randomBytes } from 'node:crypto'

/** Random, so that neither an id nor the order of ids tells anything of the key. */
export function newId(): string {
  return randomBytes(8).toString('hex')
}
