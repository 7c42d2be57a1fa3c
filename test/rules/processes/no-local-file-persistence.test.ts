import rule from '../../../server/src/rules/06-processes/no-local-file-persistence';
import { ruleTester } from '../../support/rule-tester';

const SERVER = "import express from 'express';\nimport './work';\nexpress().listen(process.env.PORT);\n";
const served = (text: string): string => `=== src/server.js ===\n${SERVER}=== src/work.js ===\n${text}`;

ruleTester(rule, {
  keeps: [
    {
      name: 'the temporary directory',
      code: served(
        "import { writeFile } from 'node:fs/promises';\nimport os from 'node:os';\nimport path from 'node:path';\nexport const keep = (data) => writeFile(path.join(os.tmpdir(), 'uploads', 'x'), data);\nexport const other = (data) => writeFile('/tmp/data/x', data);\n",
      ),
    },
    {
      name: 'a directory named for what is temporary',
      code: served(
        "import { writeFile } from 'node:fs/promises';\nimport config from './config';\nexport const keep = (data) => writeFile(`${config.tmp}/data/x`, data);\n",
      ),
    },
    {
      name: 'a path that cannot be seen',
      code: served(
        "import { writeFile } from 'node:fs/promises';\nexport const keep = (path, data) => writeFile(path, data);\n",
      ),
    },
    {
      name: 'something that the app makes at its start',
      code: served(
        "import { writeFileSync } from 'node:fs';\nwriteFileSync('data/schema.json', '{}');\nexport function warm() { writeFileSync('data/cache.json', '{}'); }\n",
      ),
    },
    {
      name: 'a log file',
      code: served(
        "import { appendFile } from 'node:fs/promises';\nexport const log = (line) => appendFile('data/logs/app.log', line);\n",
      ),
    },
    {
      name: 'a file in no folder for data',
      code: served(
        "import { writeFile } from 'node:fs/promises';\nexport const keep = (text) => writeFile('schema.graphql', text);\n",
      ),
    },
    {
      name: 'a device',
      code: served(
        "import { writeFile } from 'node:fs/promises';\nexport const out = (text) => writeFile('/dev/stdout', text);\n",
      ),
    },
    {
      name: 'a script, a test and code that nothing runs',
      code: "=== scripts/export.js ===\nconst { writeFileSync } = require('fs');\nconst run = (data) => writeFileSync('data/export.json', data);\n=== test/data.js ===\nconst { writeFileSync } = require('fs');\nconst run = (data) => writeFileSync('data/test.json', data);\n=== src/unused.js ===\nconst { writeFileSync } = require('fs');\nexports.run = (data) => writeFileSync('data/unused.json', data);\n",
    },
    {
      name: 'a session that is kept elsewhere, and a class of another package',
      code: served(
        "import { Client, RemoteAuth } from 'whatsapp-web.js';\nimport { LocalAuth } from './auth';\nexport const client = (store) => new Client({ authStrategy: new RemoteAuth({ store }) });\nexport const other = new LocalAuth();\n",
      ),
    },
    {
      name: 'a session in files of a script',
      code: "=== scripts/login.js ===\nimport { Client, LocalAuth } from 'whatsapp-web.js';\nexport const client = new Client({ authStrategy: new LocalAuth() });\n",
    },
    {
      name: 'suppressed with a reason',
      code: served(
        "import { writeFile } from 'node:fs/promises';\n// twelve-factor-disable-next-line processes/no-local-file-persistence -- a mounted disk\nexport const keep = (data) => writeFile('data/x', data);\n",
      ),
    },
  ],
  breaks: [
    {
      name: 'a strategy that keeps the login of a messenger in files',
      code: `
        === src/server.js ===
        import express from 'express';
        import { Client, LocalAuth } from 'whatsapp-web.js';
        express().listen(process.env.PORT);
        export const connect = (id) => new Client({ authStrategy: new LocalAuth({ clientId: id }) });
        //                                                            ^^^^^^^^^ info: "LocalAuth" keeps the session with WhatsApp in files of the local disk.
      `,
    },
    {
      name: 'what a request brings',
      code: `
        === src/server.js ===
        import express from 'express';
        import fs from 'node:fs';
        const app = express();
        app.put('/notes/:id', (req, res) => {
          fs.writeFileSync(\`./data/\${req.params.id}.json\`, JSON.stringify(req.body));
        //^^^^^^^^^^^^^^^^ info: "writeFileSync" keeps what it is given in the local directory "./data/".
          res.end();
        });
        app.listen(process.env.PORT);
      `,
    },
    {
      name: 'what a message brings, through a promisified function',
      code: `
        === src/server.ts ===
        import express from 'express';
        import './listener';
        express().listen(process.env.PORT);
        === src/listener.ts ===
        import { join } from 'path';
        import { promisify } from 'util';
        import { writeFile } from 'fs';
        const write = promisify(writeFile);
        export async function keep(message: Message) {
          const media = await message.download();
          await write(join(__dirname, '..', 'public', media.name), media.data);
        //      ^^^^^ info: "writeFile" keeps what it is given in the local directory "../public".
        }
      `,
    },
    {
      name: 'an image that sharp writes, in one app of two',
      code: `
        === apps/api/package.json ===
        { "name": "api", "private": true, "dependencies": { "express": "5" } }
        === apps/api/src/server.js ===
        import express from 'express';
        import sharp from 'sharp';
        export const small = (file, name) => sharp(file).resize(100).toFile('uploads/' + name);
        //                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ info: "toFile" keeps what it is given in the local directory "uploads/".
        express().listen(process.env.PORT);
        === apps/web/package.json ===
        { "name": "web", "private": true }
      `,
    },
    {
      name: 'one driver of several, with CRLF and a BOM',
      code: `=== src/server.js ===\n${SERVER}=== src/work.js ===\n\uFEFFconst smile = '😀';\r\nimport { writeFile } from 'fs/promises';\r\nexport class Local extends StorageProvider {\r\n  put(name, data) { return writeFile('storage/' + name, data); }\r\n  //                       ^^^^^^^^^ hint: "writeFile" keeps what it is given in the local directory "storage/".\n}\r\n`,
    },
  ],
});
