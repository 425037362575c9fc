import { describe, expect, it } from 'vitest'

import { openSchool } from './school.ts'
import type { School } from './school.ts'

const Catalogue = /* GraphQL */ `
  query ($first: Int!, $search: String) {
    allCourses(first: $first, search: $search) {
      edges {
        node {
          id
          viewerIsFollowing
          categories {
            id
            parent {
              id
            }
          }
          instructors {
            id
            viewerIsFollowing
            courses(first: 3) {
              edges {
                node {
                  modules {
                    id
                  }
                }
              }
            }
          }
          modules {
            id
            course {
              id
            }
          }
          prerequisites {
            id
            modules {
              id
            }
          }
        }
      }
    }
  }
`

/** Sixty published courses, each with another instructor, two modules, a category and a prerequisite. */
async function fillCatalogue({ world }: School): Promise<void> {
  const statements = [
    `INSERT INTO courses.category (slug, name) SELECT 'c' || n, 'Category ' || n FROM generate_series(1, 60) n`,
    `INSERT INTO courses.course (slug, title, description, status, published_at)
     SELECT 's' || n, 'Gardening ' || n, '', 'PUBLISHED', now() - n * interval '1 minute' FROM generate_series(1, 60) n`,
    `INSERT INTO courses.course_instructor SELECT id, uuidv7(), 0 FROM courses.course`,
    `INSERT INTO courses.module (course_id, title, position)
     SELECT id, 'm', p FROM courses.course, unnest(ARRAY['a0', 'a1']) p`,
    `INSERT INTO courses.course_category SELECT course.id, category.id
     FROM courses.course JOIN courses.category ON 'c' || substr(course.slug, 2) = category.slug`,
    `INSERT INTO courses.course_prerequisite SELECT a.id, b.id, 0
     FROM courses.course a JOIN courses.course b ON substr(b.slug, 2)::int = substr(a.slug, 2)::int + 1`,
  ]
  for (const statement of statements) await world.dependencies.pool.query(statement)
}

describe('allCourses', () => {
  it.each([null, 'gardning'])('runs as many statements for 50 as for 5 (search: %o)', async (search) => {
    await using school = await openSchool()
    await fillCatalogue(school)
    const { world, student } = school
    const count = async (first: number) =>
      await world.countStatements(async () => {
        const { data, errors } = await student.execute(Catalogue, { first, search })
        expect(errors).toBeUndefined()
        expect(data.allCourses.edges).toHaveLength(first)
      })
    const few = await count(5)
    expect(few).toBeGreaterThan(3)
    expect(await count(50)).toBe(few)
    expect(few).toBeLessThanOrEqual(10)
  })
})
