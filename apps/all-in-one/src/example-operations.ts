import type { PlaygroundExample } from '@lyceum/gateway'

/** What the playground offers in its first tabs. */
export const exampleOperations: readonly PlaygroundExample[] = [
  {
    title: 'Find a course, typos included, with its lectures from another subgraph',
    query: `query FindCourse {
  allCourses(search: "iot for beginers", first: 5) {
    edges {
      node {
        title
        instructors { displayName }
        modules { title lectures { title kind durationSeconds } }
        viewerEnrollment { progressPercent }
      }
    }
  }
}`,
  },
  {
    title: 'Sign in; put the access token into the headers as {"Authorization": "Bearer ..."}',
    query: `mutation SignIn($username: String!, $password: String!) {
  tokenAuth(username: $username, password: $password) {
    accessToken
    refreshToken
    user { id displayName roles }
    userErrors { code message }
  }
}`,
    variables: { username: 'learner', password: 'demo-learner' },
  },
  {
    title: 'Who am I',
    query: `query WhoAmI {
  whoami { id displayName email roles }
  unreadNotificationCount
}`,
    headers: { Authorization: 'Bearer PASTE_THE_ACCESS_TOKEN' },
  },
  {
    title: 'Hear of everything, live; the course comes from another subgraph',
    query: `subscription Hear($after: String) {
  notificationReceived(after: $after) {
    type
    cursor
    createdAt
    subject {
      ... on Course { title }
      ... on Enrollment { progressPercent course { title } }
      ... on MediaAsset { state durationSeconds }
    }
  }
}`,
    headers: { Authorization: 'Bearer PASTE_THE_ACCESS_TOKEN' },
  },
]
