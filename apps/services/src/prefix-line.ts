import type { Instance } from './plan-instances.ts'
import { serviceNames } from './services.ts'

const width = Math.max(...serviceNames.map((name) => name.length)) + 3
/** The colours of a terminal that are read well on black and on white. */
const colours = [36, 32, 33, 35, 34, 31, 96, 92, 93, 95, 94]

/** Puts the process's name before its line, each service in a colour of its own where the output is a terminal. */
export function prefixLine({ service, index }: Instance, line: string, isColoured: boolean): string {
  const name = `${index === 0 ? service : `${service} ${index + 1}`}`.padEnd(width)
  const colour = colours[serviceNames.indexOf(service) % colours.length]
  return isColoured ? `\u001B[${colour}m${name}\u001B[0m ${line}\n` : `${name} ${line}\n`
}
