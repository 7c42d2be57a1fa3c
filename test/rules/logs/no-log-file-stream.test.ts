import rule from '../../../server/src/rules/11-logs/no-log-file-stream';
import { ruleTester } from '../../support/rule-tester';

ruleTester(rule, {
  keeps: [
    { name: 'a file that is no log', code: "import fs from 'fs';\nfs.createWriteStream('export.csv');\n" },
    { name: 'standard output as a path', code: "import fs from 'fs';\nfs.createWriteStream('/dev/stdout');\n" },
    {
      name: 'an unknown path',
      code: "import fs from 'fs';\nexport const open = (path: string) => fs.createWriteStream(path);\n",
    },
    {
      name: 'a download that is called a log',
      code: "import fs from 'fs';\nimport https from 'https';\nhttps.get('https://host', (response) => response.pipe(fs.createWriteStream('build.log')));\n",
    },
    {
      name: 'a temporary file',
      code: "import fs from 'fs';\nimport os from 'os';\nimport path from 'path';\nfs.writeFileSync(path.join(os.tmpdir(), 'x.log'), '');\n",
    },
    {
      name: 'a local function of that name',
      code: "const createWriteStream = (path: string) => path;\ncreateWriteStream('app.log');\n",
    },
    { name: 'a test', code: "=== test/log.test.ts ===\nimport fs from 'fs';\nfs.createWriteStream('app.log');\n" },
    { name: 'a script', code: "=== scripts/build.ts ===\nimport fs from 'fs';\nfs.createWriteStream('app.log');\n" },
    {
      name: 'a library',
      code: '=== src/index.ts ===\nimport fs from \'fs\';\nfs.createWriteStream(\'app.log\');\n=== package.json ===\n{ "name": "lib", "main": "dist/index.js", "files": ["dist"] }\n',
    },
    {
      name: 'suppressed with a reason',
      code: "import fs from 'fs';\n// twelve-factor-disable-next-line logs/no-log-file-stream -- audit trail\nfs.createWriteStream('audit.log');\n",
    },
  ],
  breaks: [
    {
      name: 'a stream for a request logger',
      code: `
        import fs from 'node:fs';
        import morgan from 'morgan';
        export const log = morgan('combined', { stream: fs.createWriteStream('access.log') });
        //                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: A write stream opens the log file "access.log".
      `,
      fixed: `
        import fs from 'node:fs';
        import morgan from 'morgan';
        export const log = morgan('combined', { stream: process.stdout });
      `,
      fixTitle: 'Write to stdout',
    },
    `
      const { appendFile } = require('fs').promises;
      module.exports = (line) => appendFile('/var/log/app/audit.txt', line);
      //                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: Log lines go to the file "audit.txt".
    `,
    {
      name: 'a known end behind a dynamic directory',
      code: [
        "import fs from 'fs';",
        'const dir = process.env.LOG_DIR;',
        "fs.appendFileSync(`${dir}/app.log`, 'x');",
        '//<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Log lines go to the file "…app.log".',
        '',
      ].join('\n'),
    },
    {
      name: 'development only',
      code: `
        import fs from 'fs';
        if (process.env.NODE_ENV !== 'production') fs.createWriteStream('debug.log');
        //                                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ hint: A write stream opens the log file "debug.log".
      `,
    },
    {
      name: 'CRLF, a BOM and characters outside the basic plane',
      code: '\uFEFFimport fs from "fs";\r\nconst smile = "😀"; fs.createWriteStream("app.log");\r\n//                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ A write stream opens the log file "app.log".\n',
    },
  ],
});
