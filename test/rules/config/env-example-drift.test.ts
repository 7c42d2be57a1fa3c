import rule from '../../../server/src/rules/03-config/env-example-drift';
import { ruleTester } from '../../support/rule-tester';

const READER =
  '=== src/index.ts ===\nexport const a = [process.env.API_URL, process.env.MAIL_FROM];\n=== .gitignore ===\n.env\n';

ruleTester(rule, {
  keeps: [
    {
      name: 'in step',
      code: `=== .env ===\nAPI_URL=a\nMAIL_FROM=b\n=== .env.example ===\nAPI_URL=\nMAIL_FROM=\n${READER}`,
    },
    {
      name: 'documented by a commented line',
      code: `=== .env ===\nAPI_URL=a\nMAIL_FROM=b\n=== .env.example ===\nAPI_URL=\n#MAIL_FROM=\n${READER}`,
    },
    {
      name: 'several examples together',
      code: `=== .env ===\nAPI_URL=a\nMAIL_FROM=b\n=== .env.example ===\nAPI_URL=\n=== .env.mail.example ===\nMAIL_FROM=\n${READER}`,
    },
    { name: 'no example: another rule', code: `=== .env ===\nAPI_URL=a\nMAIL_FROM=b\n${READER}` },
    {
      name: 'settings of one machine',
      code: `=== .env ===\nAPI_URL=a\nMAIL_FROM=b\nDEV_USER=c\nTZ=d\n=== .env.example ===\nAPI_URL=\nMAIL_FROM=\n=== src/a.ts ===\nexport const user = process.env.DEV_USER;\n${READER}`,
    },
    {
      name: 'of tests',
      code: `=== .env ===\nAPI_URL=a\nMAIL_FROM=b\n=== .env.test ===\nMAIL_FROM=b\n=== .env.example ===\nAPI_URL=\nMAIL_FROM=\n${READER}`,
    },
    {
      name: 'a key that nothing uses',
      code: `=== .env ===\nAPI_URL=a\nMAIL_FROM=b\nOLD_NAME=c\n=== .env.example ===\nAPI_URL=\nMAIL_FROM=\n${READER}`,
    },
    {
      name: 'not required',
      code: "=== .env ===\nAPI_URL=a\n=== .env.example ===\nAPI_URL=\nMAIL_FROM=\n=== src/index.ts ===\nexport const a = [process.env.API_URL, process.env.MAIL_FROM ?? 'x'];\n=== .gitignore ===\n.env\n",
    },
    {
      name: 'a worker that needs less',
      code: "=== compose.yml ===\nservices:\n  worker:\n    build: .\n    environment:\n      A_URL: x\n=== src/env.ts ===\nimport { cleanEnv, str } from 'envalid';\nexport const env = cleanEnv(process.env, { A_URL: str(), B_URL: str(), C_URL: str() });\n",
    },
    {
      name: 'suppressed with a reason',
      code: `=== .env ===\nAPI_URL=a\n# twelve-factor-disable-next-line config/env-example-drift -- mine alone\nMAIL_FROM=b\n=== .env.example ===\nAPI_URL=\n${READER}`,
    },
  ],
  breaks: [
    {
      name: 'a key that the example lacks, with its comment, behind its neighbour',
      code: `
        === .env ===
        API_URL=a
        # Who mails come from
        MAIL_FROM=me
        #<^^^^^^^ warning: "MAIL_FROM" is set here, and ".env.example" does not name it.
        === .env.example ===
        API_URL=
        LOG_LEVEL=info
        === src/index.ts ===
        export const a = [process.env.API_URL, process.env.MAIL_FROM];
        === .gitignore ===
        .env
      `,
      fixTitle: 'Add MAIL_FROM without its value to .env.example',
      fixed: { '.env.example': 'API_URL=\n# Who mails come from\nMAIL_FROM=\nLOG_LEVEL=info\n' },
    },
    {
      name: 'a comment that may hold a value stays where it is',
      code: `
        === .env ===
        API_URL=a
        # was me@example.com, key abc123def456
        MAIL_FROM=me
        #<^^^^^^^ "MAIL_FROM" is set here, and ".env.example" does not name it.
        === .env.example ===
        API_URL=
        === src/index.ts ===
        export const a = [process.env.API_URL, process.env.MAIL_FROM];
        === .gitignore ===
        .env
      `,
      fixed: { '.env.example': 'API_URL=\nMAIL_FROM=\n' },
    },
    {
      name: 'a required key that the env file lacks',
      code: `
        === .env ===
        API_URL=a
        === .env.example ===
        API_URL=
        MAIL_FROM=
        #<^^^^^^^ info: "MAIL_FROM" is required, and ".env" does not set it.
        === src/index.ts ===
        export const a = [process.env.API_URL, process.env.MAIL_FROM];
        === .gitignore ===
        .env
      `,
    },
    {
      name: 'a service without a variable that the schema requires',
      code: `
        === compose.yml ===
        services:
          web:
            build: .
            environment:
        #   ^^^^^^^^^^^ info: The service "web" does not get "C_URL", without which the app does not start.
              A_URL: x
              B_URL: x
        === src/env.ts ===
        import { cleanEnv, str } from 'envalid';
        export const env = cleanEnv(process.env, { A_URL: str(), B_URL: str(), C_URL: str(), D: str({ default: 'x' }) });
      `,
    },
  ],
});
