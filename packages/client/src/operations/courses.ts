import { graphql } from '../generated/index.ts'

export const CreateCourse = graphql(`
  mutation CreateCourse($title: String!, $description: String!, $summary: String, $level: CourseLevel) {
    createCourse(title: $title, description: $description, summary: $summary, level: $level) {
      course {
        id
        slug
      }
      userErrors {
        code
        message
      }
    }
  }
`)

export const CreateCategory = graphql(`
  mutation CreateCategory($input: CreateCategoryInput!) {
    createCategory(input: $input) {
      category {
        id
      }
      userErrors {
        code
        message
      }
    }
  }
`)

export const SetCourseCategories = graphql(`
  mutation SetCourseCategories($input: SetCourseCategoriesInput!) {
    setCourseCategories(input: $input) {
      course {
        id
      }
      userErrors {
        code
        message
      }
    }
  }
`)

export const Categories = graphql(`
  query Categories {
    categories {
      id
      name
    }
  }
`)

export const CreateModule = graphql(`
  mutation CreateModule($input: CreateModuleInput!) {
    createModule(input: $input) {
      module {
        id
      }
      userErrors {
        code
        message
      }
    }
  }
`)

export const PublishCourse = graphql(`
  mutation PublishCourse($input: PublishCourseInput!) {
    publishCourse(input: $input) {
      course {
        id
        status
      }
      userErrors {
        code
        message
      }
    }
  }
`)

export const UnpublishCourse = graphql(`
  mutation UnpublishCourse($input: UnpublishCourseInput!) {
    unpublishCourse(input: $input) {
      course {
        id
        status
      }
      userErrors {
        code
        message
      }
    }
  }
`)

export const DeleteCourse = graphql(`
  mutation DeleteCourse($input: DeleteCourseInput!) {
    deleteCourse(input: $input) {
      userErrors {
        code
        message
      }
    }
  }
`)

export const SearchCourses = graphql(`
  query SearchCourses($search: String!) {
    allCourses(search: $search, first: 5) {
      edges {
        node {
          id
          title
          instructors {
            displayName
          }
          modules {
            title
            lectures {
              id
              title
              kind
              durationSeconds
            }
          }
          viewerEnrollment {
            status
            progressPercent
          }
        }
      }
    }
  }
`)

export const TaughtCourses = graphql(`
  query TaughtCourses {
    whoami {
      courses(first: 100) {
        edges {
          node {
            id
            title
            status
          }
        }
      }
    }
  }
`)

export const SetCoursePrice = graphql(`
  mutation SetCoursePrice($input: SetCoursePriceInput!) {
    setCoursePrice(input: $input) {
      course {
        id
        price {
          amountMinor
          currency
        }
      }
      userErrors {
        code
        message
      }
    }
  }
`)
