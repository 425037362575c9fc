import { graphql } from './generated/index.ts'

/** Operations of this suite alone; those that the demo needs too are in @lyceum/client. */

export const CatalogueWithLectures = graphql(`
  query CatalogueWithLectures($first: Int!) {
    allCourses(first: $first) {
      edges {
        node {
          id
          instructors {
            displayName
          }
          modules {
            lectures {
              title
            }
          }
          viewerEnrollment {
            id
          }
        }
      }
    }
  }
`)

export const CoursePage = graphql(`
  query CoursePage($id: ID!) {
    course(id: $id) {
      title
      instructors {
        displayName
      }
      lectureCount
      viewerEnrollment {
        id
      }
    }
    unreadNotificationCount
  }
`)

export const CourseStatusById = graphql(`
  query CourseStatusById($id: ID!) {
    course(id: $id) {
      title
      status
      slug
      enrollmentCount
      prerequisites {
        id
      }
      viewerEnrollment {
        id
        status
      }
    }
  }
`)

export const AddAsPrerequisite = graphql(`
  mutation AddAsPrerequisite($input: SetCoursePrerequisitesInput!) {
    setCoursePrerequisites(input: $input) {
      course {
        id
      }
      userErrors {
        code
        path
      }
    }
  }
`)

export const CreateCourseWithSlug = graphql(`
  mutation CreateCourseWithSlug($title: String!, $slug: String!) {
    createCourse(title: $title, description: "", slug: $slug) {
      course {
        id
      }
      userErrors {
        code
        path
      }
    }
  }
`)

export const RenameCourse = graphql(`
  mutation RenameCourse($input: UpdateCourseDetailsInput!) {
    updateCourseDetails(input: $input) {
      course {
        id
      }
      userErrors {
        code
      }
    }
  }
`)

export const NotificationsOfViewer = graphql(`
  query NotificationsOfViewer {
    notifications(first: 100) {
      edges {
        node {
          type
          subject {
            __typename
            ... on Course {
              id
            }
            ... on Enrollment {
              id
            }
            ... on MediaAsset {
              id
            }
          }
        }
      }
    }
  }
`)

export const AssetPlayback = graphql(`
  query AssetPlayback($id: ID!) {
    mediaAsset(id: $id) {
      state
      versions {
        id
      }
      playback {
        masterPlaylistUrl
      }
      failure {
        reason
      }
    }
  }
`)

export const FollowCourse = graphql(`
  mutation FollowCourse($input: FollowCourseInput!) {
    followCourse(input: $input) {
      userErrors {
        code
        message
      }
    }
  }
`)

export const CancelEnrollment = graphql(`
  mutation CancelEnrollment($input: CancelEnrollmentInput!) {
    cancelEnrollment(input: $input) {
      enrollment {
        id
      }
      userErrors {
        code
      }
    }
  }
`)

export const AddAttachment = graphql(`
  mutation AddAttachment($input: AddAttachmentInput!) {
    addAttachment(input: $input) {
      attachment {
        id
      }
      userErrors {
        code
        message
      }
    }
  }
`)

export const AddCourseInstructor = graphql(`
  mutation AddCourseInstructor($input: AddCourseInstructorInput!) {
    addCourseInstructor(input: $input) {
      userErrors {
        code
        message
      }
    }
  }
`)

export const CreateAnnotation = graphql(`
  mutation CreateAnnotation($input: CreateAnnotationInput!) {
    createAnnotation(input: $input) {
      annotation {
        id
      }
      userErrors {
        code
        message
      }
    }
  }
`)

export const CreateExternalVideoLecture = graphql(`
  mutation CreateExternalVideoLecture($input: CreateExternalVideoLectureInput!) {
    createExternalVideoLecture(input: $input) {
      lecture {
        id
      }
      userErrors {
        code
        message
      }
    }
  }
`)

export const CreateProgram = graphql(`
  mutation CreateProgram($input: CreateProgramInput!) {
    createProgram(input: $input) {
      program {
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

export const EndedAttempt = graphql(`
  query EndedAttempt($id: ID!) {
    attempt(id: $id) {
      status
      isTimedOut
      submittedAt
      scorePercent
      questions {
        clientSequence
      }
    }
  }
`)

export const HandIn = graphql(`
  mutation HandIn($input: SubmitAssignmentInput!) {
    submitAssignment(input: $input) {
      submission {
        id
      }
      userErrors {
        code
        message
      }
    }
  }
`)

export const OwnHandedInFiles = graphql(`
  query OwnHandedInFiles($assessmentId: ID!) {
    assessment(id: $assessmentId) {
      viewerSubmissions {
        number
        hasReplacedFiles
        files {
          sha256
          download {
            url
          }
        }
      }
    }
  }
`)

export const HandedInFiles = graphql(`
  query HandedInFiles($assessmentId: ID!) {
    assessment(id: $assessmentId) {
      submissions {
        edges {
          node {
            number
            hasReplacedFiles
            files {
              sha256
              download {
                url
              }
              asset {
                state
                download {
                  url
                }
              }
            }
          }
        }
      }
      similarities {
        percent
        hasIdenticalFiles
      }
    }
  }
`)

export const DeleteMedia = graphql(`
  mutation DeleteMedia($input: DeleteMediaInput!) {
    deleteMedia(input: $input) {
      userErrors {
        code
        message
      }
    }
  }
`)

export const WhoAmI = graphql(`
  query WhoAmI {
    whoami {
      id
    }
  }
`)

export const Refresh = graphql(`
  mutation Refresh($refreshToken: String!) {
    refreshToken(refreshToken: $refreshToken) {
      accessToken
      refreshToken
      userErrors {
        code
        message
      }
    }
  }
`)
