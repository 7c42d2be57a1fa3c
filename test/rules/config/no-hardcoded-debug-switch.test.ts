import rule from '../../../server/src/rules/03-config/no-hardcoded-debug-switch';
import { ruleTester } from '../../support/rule-tester';

const on = (what: string): string => `info: ${what} is on, and no deploy can switch it off.`;

ruleTester(rule, {
  keeps: [
    {
      name: 'off, from the environment, or known at run time',
      code: "=== src/config.ts ===\nexport const config = { playground: false, debug: process.env.DEBUG_ENABLED === 'true', introspection: settings.introspection };\n",
    },
    {
      name: 'in development only',
      code: "=== src/config.ts ===\nexport const config = { debug: process.env.NODE_ENV !== 'production' ? true : false };\nexport const other = process.env.NODE_ENV === 'development' ? { debug: true } : {};\n",
    },
    {
      name: 'a block or a file for one deploy',
      code: '=== src/config/index.ts ===\nexport const config = { development: { debug: true }, production: { debug: false } };\nexport const developmentConfig = { debug: true };\n=== src/config/development.ts ===\nexport default { debug: true };\n',
    },
    {
      name: 'levels of a logger',
      code: '=== src/config.ts ===\nexport const levels = { debug: true, info: true, error: true };\n',
    },
    {
      name: 'an object elsewhere, and another library',
      code: "import { Server } from './server';\nexport const options = { debug: true };\nexport const server = new Server({ playground: true });\n",
    },
    {
      name: 'a plugin that decides it for each request',
      code: "import { ApolloServer } from '@apollo/server';\nimport { introspectionControl } from './plugins';\nexport const server = new ApolloServer({ schema, introspection: true, plugins: [introspectionControl()] });\n",
    },
    {
      name: 'a tool, a test and a front end',
      code: '=== vite.config.ts ===\nexport default { debug: true };\n=== test/config.ts ===\nexport const config = { debug: true };\n=== client/config.ts ===\nexport const config = { debug: true };\n',
    },
    {
      name: 'suppressed with a reason',
      code: '=== src/config.ts ===\n// twelve-factor-disable-next-line config/no-hardcoded-debug-switch -- a public API\nexport const config = { introspection: true };\n',
    },
  ],
  breaks: [
    {
      name: 'switches of a config module',
      code: `
        === src/config/config.ts ===
        export default () => ({
          graphql: {
            playgroundEnabled: true,
            //                 ^^^^ ${on('The GraphQL playground')}
            debug: true,
            //     ^^^^ ${on('Debugging')}
            sortSchema: true,
          },
        });
      `,
    },
    {
      name: 'options of a GraphQL server and of a plugin',
      code: `
        import { ApolloServer } from '@apollo/server';
        import mercurius from 'mercurius';
        const options = { schema, includeStacktraceInErrorResponses: true };
        //                                                           ^^^^ ${on('The stack trace in answers')}
        export const server = new ApolloServer(options);
        app.register(mercurius, { schema, graphiql: true });
        //                                          ^^^^ ${on('GraphiQL')}
      `,
    },
    {
      name: 'what a mail client says, in one app of two',
      code: `
        === apps/api/package.json ===
        { "name": "api", "private": true, "dependencies": { "express": "5", "nodemailer": "6" } }
        === apps/api/src/mail.js ===
        const nodemailer = require('nodemailer');
        exports.mail = nodemailer.createTransport({ host: process.env.SMTP_HOST, debug: true });
        //                                                                              ^^^^ ${on('Debugging')}
        === apps/web/package.json ===
        { "name": "web", "private": true, "dependencies": { "vite": "6" } }
      `,
      fixTitle: 'Move literal to environment variable DEBUG_ENABLED',
    },
  ],
});
