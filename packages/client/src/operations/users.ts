import { graphql } from '../generated/index.ts'

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
