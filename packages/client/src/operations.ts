import { graphql } from './generated/index.ts'

/** The operations that demo data, the demo and the end-to-end tests share. Their types come from the composed supergraph. */

export const CreateUser = graphql(`
  mutation CreateUser($email: String!, $password: String!, $username: String, $displayName: String) {
    createUser(email: $email, password: $password, username: $username, displayName: $displayName) {
      user {
        id
        username
      }
      userErrors {
        code
        message
      }
    }
  }
`)

export const SignIn = graphql(`
  mutation SignIn($username: String!, $password: String!) {
    tokenAuth(username: $username, password: $password) {
      accessToken
      refreshToken
      expiresAt
      user {
        id
        displayName
      }
      userErrors {
        code
        message
      }
    }
  }
`)

export const GrantRole = graphql(`
  mutation GrantRole($input: GrantRoleInput!) {
    grantRole(input: $input) {
      user {
        id
        roles
      }
      userErrors {
        code
        message
      }
    }
  }
`)

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

export const CreateTextLecture = graphql(`
  mutation CreateTextLecture($input: CreateTextLectureInput!) {
    createTextLecture(input: $input) {
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

export const CreateMediaLecture = graphql(`
  mutation CreateMediaLecture($input: CreateMediaLectureInput!) {
    createMediaLecture(input: $input) {
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

export const CreateUpload = graphql(`
  mutation CreateUpload($input: CreateUploadInput!) {
    createUpload(input: $input) {
      asset {
        id
      }
      upload {
        url
        contentType
      }
      userErrors {
        code
        message
      }
    }
  }
`)

export const CompleteUpload = graphql(`
  mutation CompleteUpload($input: CompleteUploadInput!) {
    completeUpload(input: $input) {
      asset {
        id
        state
      }
      userErrors {
        code
        message
      }
    }
  }
`)

export const AddCaptions = graphql(`
  mutation AddCaptions($input: AddCaptionsInput!) {
    addCaptions(input: $input) {
      asset {
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

export const Enroll = graphql(`
  mutation Enroll($userId: ID!, $courseId: ID!) {
    createEnrollment(userId: $userId, courseId: $courseId) {
      enrollment {
        id
        status
        progressPercent
      }
      userErrors {
        code
        message
      }
    }
  }
`)

export const MediaState = graphql(`
  query MediaState($id: ID!) {
    mediaAsset(id: $id) {
      state
      percent
      durationSeconds
      failure {
        reason
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

export const LecturePlayback = graphql(`
  query LecturePlayback($id: ID!) {
    lecture(id: $id) {
      viewerCanWatch
      media {
        state
        durationSeconds
        playback {
          masterPlaylistUrl
          posterUrl
        }
      }
    }
  }
`)

export const RecordProgress = graphql(`
  mutation RecordProgress($input: RecordProgressInput!) {
    recordProgress(input: $input) {
      progress {
        watchedPercent
        positionSeconds
        isCompleted
      }
      userErrors {
        code
        message
      }
    }
  }
`)

export const MarkLectureRead = graphql(`
  mutation MarkLectureRead($input: MarkLectureReadInput!) {
    markLectureRead(input: $input) {
      progress {
        isCompleted
      }
      userErrors {
        code
        message
      }
    }
  }
`)

export const EnrollmentProgress = graphql(`
  query EnrollmentProgress($id: ID!) {
    enrollment(id: $id) {
      status
      progressPercent
      completedAt
    }
  }
`)

export const MediaProgress = graphql(`
  subscription MediaProgress($id: ID!) {
    mediaAssetUpdated(id: $id) {
      state
      percent
    }
  }
`)

export const HearNotifications = graphql(`
  subscription HearNotifications($after: String) {
    notificationReceived(after: $after) {
      id
      type
      detail
      cursor
      subject {
        __typename
        ... on Course {
          title
        }
        ... on Enrollment {
          course {
            title
          }
        }
        ... on MediaAsset {
          id
          state
        }
        ... on Certificate {
          serial
          verificationUrl
          pdfUrl
          badgeUrl
        }
      }
    }
  }
`)

export const StoredNotifications = graphql(`
  query StoredNotifications {
    notifications(first: 100) {
      edges {
        node {
          id
          type
        }
      }
    }
  }
`)

export const NotificationCursor = graphql(`
  query NotificationCursor {
    notificationCursor
  }
`)

export const CreateQuestionBank = graphql(`
  mutation CreateQuestionBank($input: CreateQuestionBankInput!) {
    createQuestionBank(input: $input) {
      questionBank {
        id
      }
      userErrors {
        code
        message
      }
    }
  }
`)

export const AddQuestions = graphql(`
  mutation AddQuestions($input: AddQuestionsInput!) {
    addQuestions(input: $input) {
      questions {
        id
      }
      userErrors {
        code
        message
      }
    }
  }
`)

export const CreateAssessment = graphql(`
  mutation CreateAssessment($input: CreateAssessmentInput!) {
    createAssessment(input: $input) {
      assessment {
        id
      }
      userErrors {
        code
        message
      }
    }
  }
`)

export const SetAssessmentItems = graphql(`
  mutation SetAssessmentItems($input: SetAssessmentItemsInput!) {
    setAssessmentItems(input: $input) {
      assessment {
        id
      }
      userErrors {
        code
        message
      }
    }
  }
`)

export const PublishAssessment = graphql(`
  mutation PublishAssessment($input: PublishAssessmentInput!) {
    publishAssessment(input: $input) {
      assessment {
        id
      }
      userErrors {
        code
        message
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

export const Categories = graphql(`
  query Categories {
    categories {
      id
      name
    }
  }
`)
