import rule from '../../../server/src/rules/03-config/no-dotenv-override';
import { ruleTester } from '../../support/rule-tester';

const OPTION = 'The env file replaces variables that the platform has set.';
const ASSIGN = 'What the env file says is written over the variables that the platform has set.';

ruleTester(rule, {
  keeps: [
    {
      name: 'a package, a program and a variable that the configuration allows',
      code: "import dotenv from 'dotenv';\ndotenv.config({ override: true });\nprocess.env.NODE_ENV = 'production';\n=== Procfile ===\nweb: dotenvx run --overload -- node src/index.js\n",
      configuration: { rules: { [rule.id]: ['warning', { allow: ['dotenv*', 'NODE_ENV'] }] } },
    },
    {
      name: 'a start command without override',
      code: '=== Dockerfile ===\nFROM node:22\nENV DOTENV_CONFIG_OVERRIDE=false\nCMD ["npx", "dotenvx", "run", "--", "node", "server.js", "--override"]\n',
    },
    {
      name: 'a compose file for development',
      code: '=== compose.dev.yml ===\nservices:\n  web:\n    build: .\n    environment:\n      DOTENV_CONFIG_OVERRIDE: "true"\n',
    },
    {
      name: 'the default',
      code: `import dotenv from 'dotenv';\ndotenv.config();\ndotenv.config({ override: false });`,
    },
    {
      name: 'known at run time',
      code: `import dotenv from 'dotenv';\ndotenv.config({ override: process.env.FORCE === '1' });\ndotenv.config({ override: true, ...options });`,
    },
    {
      name: 'in development only',
      code: `import dotenv from 'dotenv';\nif (process.env.NODE_ENV !== 'production') dotenv.config({ override: true });`,
    },
    { name: 'another library', code: `import { config } from 'convict';\nconfig({ override: true });` },
    {
      name: 'another object',
      code: `import dotenv from 'dotenv';\nconst env = {};\nObject.assign(env, dotenv.config().parsed);`,
    },
    {
      name: 'the environment after the file',
      code: `import dotenv from 'dotenv';\nObject.assign(process.env, dotenv.parse(text), { ...process.env });`,
    },
    { name: 'other values', code: `Object.assign(process.env, { TZ: 'UTC' });` },
    {
      name: 'a test',
      code: `=== test/setup.ts ===\nimport dotenv from 'dotenv';\ndotenv.config({ override: true });\n`,
    },
    {
      name: 'a script',
      code: `=== scripts/seed.ts ===\nimport dotenv from 'dotenv';\ndotenv.config({ override: true });\n`,
    },
    {
      name: 'the name of the deploy where it is not set, and for tests',
      code: `process.env.NODE_ENV ??= 'production';\nprocess.env.NODE_ENV = process.env.NODE_ENV || 'development';\nif (!process.env.NODE_ENV) process.env.NODE_ENV = 'production';\nprocess.env.NODE_ENV || (process.env.NODE_ENV = 'development');\nprocess.env.NODE_ENV = 'test';`,
    },
    {
      name: 'another object and another variable',
      code: `const config = { env: {} };\nconfig.env.NODE_ENV = 'production';\nprocess.env.TZ = 'UTC';`,
    },
    {
      name: 'the name of the deploy in a script, in a test and in a configuration of a tool',
      code: `=== scripts/build.js ===\nprocess.env.NODE_ENV = 'production';\n=== test/setup.js ===\nprocess.env.NODE_ENV = 'development';\n=== vite.config.js ===\nprocess.env.NODE_ENV = 'production';\n`,
    },
    {
      name: 'switched off in place',
      code: `import dotenv from 'dotenv';\n// twelve-factor-disable-next-line config/no-dotenv-override -- mounted by the platform\ndotenv.config({ override: true });`,
    },
  ],
  breaks: [
    {
      name: 'what a package of the project has read',
      code: `
        import { read } from '@acme/env';
        const { parsed } = read();
          Object.assign(process.env, parsed);
        //^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: ${ASSIGN}
      `,
      configuration: { rules: { [rule.id]: ['warning', { add: ['@acme/*'] }] } },
    },
    {
      name: 'a flag that is on in production',
      code: `
        import dotenv from 'dotenv';
        const isProduction = process.env.NODE_ENV === 'production';
        dotenv.config({ override: isProduction });
        //              ^^^^^^^^^^^^^^^^^^^^^^ warning: The env file replaces variables that the platform has set.
        `,
    },
    {
      name: 'the name of the deploy',
      code: `
        process.env.NODE_ENV = 'production';
      //^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ info: The code sets "NODE_ENV" itself, whatever the platform has set.
      `,
    },
    {
      name: 'the name of the deploy that an argument chooses',
      code: `
        if (process.argv.includes('--production')) {
          process.env.NODE_ENV = "production";
        //^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ info: The code sets "NODE_ENV" itself, whatever the platform has set.
        }
      `,
    },
    {
      name: 'a start command of the image',
      code: `
        === Dockerfile ===
        FROM node:22
        CMD ["npx", "dotenvx", "run", "--overload", "--", "node", "server.js"]
        #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: "--overload" lets the env file replace variables that the platform has set.
      `,
    },
    {
      name: 'a variable of the image',
      code: `
        === Dockerfile ===
        FROM node:22
        ENV DOTENV_CONFIG_OVERRIDE=true
        #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: "DOTENV_CONFIG_OVERRIDE" lets the env file replace variables that the platform has set.
        CMD ["node", "-r", "dotenv/config", "server.js"]
      `,
    },
    {
      name: 'a Procfile',
      code: `
        === Procfile ===
        web: DOTENV_CONFIG_OVERRIDE=true node -r dotenv/config server.js
        #    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: "DOTENV_CONFIG_OVERRIDE" lets the env file replace variables that the platform has set.
      `,
    },
    {
      name: 'the only option',
      code: `
        import dotenv from 'dotenv';
        dotenv.config({ override: true }); // 🌱
        //              ^^^^^^^^^^^^^^ warning: ${OPTION}
      `,
      fixed: `
        import dotenv from 'dotenv';
        dotenv.config(); // 🌱
      `,
      fixTitle: 'Let the environment win',
    },
    {
      name: 'beside others',
      code: `
        const { config } = require('dotenv');
        config({ path: '.env.production', override: true });
        //                                ^^^^^^^^^^^^^^ warning: ${OPTION}
      `,
      fixed: `
        const { config } = require('dotenv');
        config({ path: '.env.production' });
      `,
    },
    {
      name: 'dotenvx, before others',
      code: `
        import * as dotenvx from '@dotenvx/dotenvx';
        dotenvx.config({
          override: true,
        //^^^^^^^^^^^^^^ warning: ${OPTION}
          path: '.env',
        });
      `,
      fixed: `
        import * as dotenvx from '@dotenvx/dotenvx';
        dotenvx.config({
          path: '.env',
        });
      `,
    },
    {
      name: 'assigned by hand',
      code: `
        import { readFileSync } from 'node:fs';
        import { parse } from 'dotenv';
        const parsed = parse(readFileSync('.env'));
        Object.assign(process.env, parsed);
        //<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: ${ASSIGN}
      `,
    },
  ],
});
