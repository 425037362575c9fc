import { defineConfig } from 'prisma/config'

// For Prisma's own command, which downloads its engine: SUBGRAPH=users DATABASE_URL=... npx prisma migrate status
const subgraph = process.env['SUBGRAPH'] ?? 'users'
const databaseUrl = process.env['DATABASE_URL'] ?? 'postgresql://localhost:5432/lyceum'

export default defineConfig({
  schema: `${subgraph}/schema.prisma`,
  migrations: { path: `${subgraph}/migrations` },
  datasource: { url: `${databaseUrl}?schema=${subgraph}` },
})
