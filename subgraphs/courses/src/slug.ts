import { z } from 'zod'

const maximumSlugLength = 80

/** A slug that a person chose. */
export const slugSchema = z
  .string()
  .trim()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'A slug has lower-case letters and digits, with single hyphens between')
  .max(maximumSlugLength)

/** The words of a title in ASCII, with hyphens between; `fallback` when nothing of it can be written so. */
export function toSlug(title: string, fallback: string): string {
  const words = title
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, maximumSlugLength - 10)
    .replace(/-+$/, '')
  return words === '' ? fallback : words
}

/** The slug itself, or the first of `slug-2`, `slug-3` ... that is free. */
export function chooseFreeSlug(slug: string, taken: readonly string[]): string {
  const known = new Set(taken)
  if (!known.has(slug)) return slug
  let number = 2
  while (known.has(`${slug}-${number}`)) number += 1
  return `${slug}-${number}`
}
