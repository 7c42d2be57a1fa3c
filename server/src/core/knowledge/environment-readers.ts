/**
 * Packages that people name variables after (`REDIS_HOST`, `STRIPE_SECRET`) and that read nothing of the environment
 * themselves but switches for debugging (`DEBUG`, `MONGODB_LOG_ALL`): such a variable is for the app's own code.
 */
export const READS_NO_ENVIRONMENT: ReadonlySet<string> = new Set(
  (
    'axios bcrypt bcryptjs body-parser bull bullmq compression cookie-parser cookie-session cors express express-rate-limit ' +
    'express-session fastify helmet ioredis joi jsonwebtoken knex koa mariadb mongodb mongoose morgan multer mysql mysql2 ' +
    'node-cron nodemailer passport passport-facebook passport-github passport-google-oauth20 passport-jwt passport-local pino ' +
    'rate-limiter-flexible react redis sequelize socket.io socket.io-client sqlite sqlite3 stripe swagger-ui-express uuid ' +
    'vue winston yup zod'
  ).split(' '),
);

/** What packages read of the environment under names that tell nothing of them: the configuration that Strapi 4 and 5 start with. */
export const READ_BY_PACKAGES: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  [
    '@strapi/strapi',
    new Set(['JWT_SECRET', 'ADMIN_JWT_SECRET', 'API_TOKEN_SALT', 'TRANSFER_TOKEN_SALT', 'APP_KEYS', 'ENCRYPTION_KEY']),
  ],
]);
