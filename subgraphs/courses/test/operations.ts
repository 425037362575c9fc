/** The operations of the specs. */
const courseFields = /* GraphQL */ `
  id slug title summary description level language status publishedAt capacity enrollmentCount
  price { amountMinor currency }
  instructors { id }
  prerequisites { id }
  categories { slug }
  modules { id title }
  viewerCanEdit viewerCanPublish viewerIsFollowing
`

const userErrors = /* GraphQL */ `userErrors { __typename code message path }`

export const CreateCourse = /* GraphQL */ `
  mutation CreateCourse($title: String!, $description: String!, $slug: String, $summary: String, $level: CourseLevel, $language: String) {
    createCourse(title: $title, description: $description, slug: $slug, summary: $summary, level: $level, language: $language) {
      course { ${courseFields} }
      ${userErrors}
    }
  }
`

export const FindCourse = /* GraphQL */ `
  query FindCourse($id: ID!) { course(id: $id) { ${courseFields} } }
`

export const FindCourseBySlug = /* GraphQL */ `
  query FindCourseBySlug($slug: String!) {
    courseBySlug(slug: $slug) {
      id
    }
  }
`

export const AllCourses = /* GraphQL */ `
  query AllCourses(
    $first: Int
    $after: String
    $search: String
    $filter: CourseFilter
    $orderBy: CourseOrder
  ) {
    allCourses(first: $first, after: $after, search: $search, filter: $filter, orderBy: $orderBy) {
      edges {
        cursor
        node {
          id
          title
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`

/** A mutation of one `input` that answers `course`. */
export function courseMutation(name: string): string {
  const input = `${name[0]?.toUpperCase()}${name.slice(1)}Input`
  return /* GraphQL */ `
    mutation ($input: ${input}!) {
      ${name}(input: $input) {
        course { ${courseFields} }
        ${userErrors}
      }
    }
  `
}

export const PublishCourse = /* GraphQL */ `
  mutation ($input: PublishCourseInput!) {
    publishCourse(input: $input) {
      course {
        id
        status
        publishedAt
      }
      userErrors {
        __typename
        code
        path
        ... on CourseNotPublishableError {
          missing
          modulesWithoutLectures {
            id
          }
        }
      }
    }
  }
`

export const DeleteCourse = /* GraphQL */ `
  mutation ($input: DeleteCourseInput!) { deleteCourse(input: $input) { course { id } ${userErrors} } }
`

export const CreateModule = /* GraphQL */ `
  mutation ($input: CreateModuleInput!) { createModule(input: $input) { module { id title course { id } } ${userErrors} } }
`

export const RenameModule = /* GraphQL */ `
  mutation ($input: RenameModuleInput!) { renameModule(input: $input) { module { id title } ${userErrors} } }
`

export const MoveModule = /* GraphQL */ `
  mutation ($input: MoveModuleInput!) { moveModule(input: $input) { module { id } ${userErrors} } }
`

export const RemoveModule = /* GraphQL */ `
  mutation ($input: RemoveModuleInput!) {
    removeModule(input: $input) {
      module {
        id
      }
      userErrors {
        code
        ... on CourseNotPublishableError {
          missing
        }
      }
    }
  }
`

export const CreateCategory = /* GraphQL */ `
  mutation ($input: CreateCategoryInput!) { createCategory(input: $input) { category { id slug name parent { slug } } ${userErrors} } }
`

export const CreateProgram = /* GraphQL */ `
  mutation ($input: CreateProgramInput!) { createProgram(input: $input) { program { id slug } ${userErrors} } }
`

export const SetProgramCourses = /* GraphQL */ `
  mutation ($input: SetProgramCoursesInput!) { setProgramCourses(input: $input) { program { courses { id } } ${userErrors} } }
`

export const Entities = /* GraphQL */ `
  query ($representations: [_Any!]!) {
    _entities(representations: $representations) {
      ... on Course {
        id
        title
      }
      ... on Module {
        id
        title
      }
    }
  }
`

export const UserCourses = /* GraphQL */ `
  query ($representations: [_Any!]!, $first: Int! = 20, $after: String, $status: CourseStatus) {
    _entities(representations: $representations) {
      ... on User {
        id
        courses(first: $first, after: $after, status: $status) {
          edges {
            node {
              id
            }
          }
          pageInfo {
            hasNextPage
            endCursor
          }
        }
      }
    }
  }
`
