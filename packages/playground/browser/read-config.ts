import { playgroundConfigElementId } from '../src/playground-config.ts'
import type { PlaygroundConfig } from '../src/playground-config.ts'

/** The configuration that our own server wrote into the page. */
export function readConfig(page: Document): PlaygroundConfig {
  const text = page.getElementById(playgroundConfigElementId)?.textContent
  if (text == null) throw new Error(`The page has no element with the id "${playgroundConfigElementId}".`)
  return JSON.parse(text) as PlaygroundConfig
}
