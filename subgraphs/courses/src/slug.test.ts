import { describe, expect, it } from 'vitest'

import { chooseFreeSlug, toSlug } from './slug.ts'

describe('a slug', () => {
  it.each([
    ['Internet of Things: for Beginners!', 'internet-of-things-for-beginners'],
    ['Ångström & Café', 'angstrom-cafe'],
    ['日本語', 'course'],
    ['--', 'course'],
  ])('of %o is %o', (title, slug) => {
    expect(toSlug(title, 'course')).toBe(slug)
  })

  it('leaves room for a number', () => {
    expect(toSlug('a'.repeat(300), 'course').length).toBeLessThanOrEqual(70)
  })

  it('is numbered when it is taken', () => {
    expect(chooseFreeSlug('art', ['art', 'art-2', 'art-4'])).toBe('art-3')
    expect(chooseFreeSlug('art', ['art-2'])).toBe('art')
  })
})
