import { passwordMinLength } from '@callfloor/contracts'
import { betterAuth } from 'better-auth'
import { Kysely, PostgresDialect } from 'kysely'
import type { Pool } from 'pg'
import { uuidv7 } from 'uuidv7'
import type { Env } from '../env.ts'
import { allowedOrigins } from '../http/origins.ts'
import { hashPassword, verifyPassword } from './password.ts'

/** Carries the address that Fastify trusts; what a client sends under this name is overwritten. */
export const addressHeader = 'x-callfloor-address'

const day = 86_400
const timestamps = { createdAt: 'created_at', updatedAt: 'updated_at' }

/** better-auth on our tables, over connections that may read people of every tenant. */
export const createBetterAuth = (
  env: Pick<Env, 'PUBLIC_URL' | 'ALLOWED_ORIGINS' | 'AUTH_SECRET'>,
  pool: Pool,
) =>
  betterAuth({
    appName: 'Callfloor',
    baseURL: env.PUBLIC_URL,
    basePath: '/api/auth',
    secret: env.AUTH_SECRET,
    trustedOrigins: allowedOrigins(env),
    database: { db: new Kysely({ dialect: new PostgresDialect({ pool }) }), type: 'postgres' },
    emailAndPassword: {
      enabled: true,
      // People are added by an admin of their tenant.
      disableSignUp: true,
      minPasswordLength: passwordMinLength,
      password: { hash: hashPassword, verify: verifyPassword },
    },
    user: { modelName: 'users', fields: { emailVerified: 'email_verified', ...timestamps } },
    session: {
      modelName: 'sessions',
      expiresIn: 14 * day,
      updateAge: day,
      fields: {
        userId: 'user_id',
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
        ...timestamps,
      },
    },
    account: {
      modelName: 'accounts',
      fields: {
        userId: 'user_id',
        accountId: 'account_id',
        providerId: 'provider_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        ...timestamps,
      },
    },
    verification: {
      modelName: 'verifications',
      fields: { expiresAt: 'expires_at', ...timestamps },
    },
    // By address, and wide, since an office has one; SignInAttempts is by person.
    rateLimit: {
      enabled: true,
      storage: 'database',
      modelName: 'rate_limits',
      fields: { lastRequest: 'last_request' },
      window: 60,
      max: 600,
      customRules: {
        '/sign-in/email': { window: 60, max: 120 },
        '/change-password': { window: 60, max: 10 },
        '/get-session': false,
      },
    },
    advanced: {
      cookiePrefix: 'callfloor',
      useSecureCookies: env.PUBLIC_URL.startsWith('https:'),
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax' },
      database: { generateId: () => uuidv7() },
      ipAddress: { ipAddressHeaders: [addressHeader] },
    },
    telemetry: { enabled: false },
    logger: { disabled: true },
    onAPIError: { throw: true },
  })
