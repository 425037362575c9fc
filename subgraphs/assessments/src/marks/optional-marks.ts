import { formatUnits } from './marks.ts'

/** Marks as the API writes them; null stays null. */
export function formatOptional(units: number | null): string | null {
  return units === null ? null : formatUnits(units)
}
