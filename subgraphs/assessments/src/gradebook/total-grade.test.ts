import { describe, expect, it } from 'vitest'

import { createNumbers } from '../../test/numbers.ts'
import { AssessmentKind } from '../assessment/assessment.ts'
import { totalGrade } from './total-grade.ts'
import type { GradeEntry } from './total-grade.ts'

const nothing = { QUIZ: 0, EXAM: 0, ASSIGNMENT: 0 }

function quiz(score: number, weight = 1): GradeEntry {
  return { kind: AssessmentKind.QUIZ, score: score * 10_000, totalMarks: 1_000_000, weight: weight * 10_000 }
}

describe('the grade of a course', () => {
  it('is the weighted mean, exactly', () => {
    expect(totalGrade([quiz(50), quiz(100, 2)], nothing)).toBe(833_333)
  })

  it('is nothing while nothing with a weight counts', () => {
    expect(totalGrade([], nothing)).toBeNull()
    expect(totalGrade([quiz(50, 0)], nothing)).toBeNull()
  })

  it('drops the worst results of a kind, but never the last', () => {
    expect(totalGrade([quiz(0), quiz(50), quiz(100)], { ...nothing, QUIZ: 1 })).toBe(750_000)
    expect(totalGrade([quiz(40)], { ...nothing, QUIZ: 3 })).toBe(400_000)
  })

  it('drops what makes the total highest, not the lowest percentage', () => {
    expect(totalGrade([quiz(100), quiz(50), quiz(51, 9)], { ...nothing, QUIZ: 1 })).toBe(750_000)
  })

  it('never falls when any single score rises, whatever the rules', () => {
    const next = createNumbers(33)
    const kinds = Object.values(AssessmentKind)
    for (let round = 0; round < 400; round += 1) {
      const entries = Array.from({ length: 1 + next(8) }, () => {
        const totalMarks = 1 + next(200_000)
        const kind = kinds[next(kinds.length)] ?? AssessmentKind.QUIZ
        return { kind, totalMarks, score: next(totalMarks + 1), weight: next(4) * next(30_000) }
      })
      const drop = { QUIZ: next(4), EXAM: next(4), ASSIGNMENT: next(4) }
      const before = totalGrade(entries, drop) ?? 0
      for (const [raised, entry] of entries.entries()) {
        const score = entry.score + next(entry.totalMarks - entry.score + 1)
        const after = totalGrade(
          entries.map((other, index) => (index === raised ? { ...other, score } : other)),
          drop,
        )
        expect(after ?? 0).toBeGreaterThanOrEqual(before)
      }
      expect(before).toBeLessThanOrEqual(1_000_000)
    }
  })
})
