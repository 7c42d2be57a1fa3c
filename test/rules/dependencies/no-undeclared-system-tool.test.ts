import rule from '../../../server/src/rules/02-dependencies/no-undeclared-system-tool';
import { ruleTester } from '../../support/rule-tester';

const image = (install: string, base = 'node:22-slim') =>
  `=== Dockerfile ===\nFROM ${base}\nWORKDIR /app\n${install}COPY . .\nCMD ["node", "src/index.js"]\n`;
const code = (line: string) => `=== src/index.ts ===\nimport { exec, spawn } from 'node:child_process';\n${line}\n`;
const SPAWN = code("spawn('ffmpeg', ['-i', file]);");
const message = (program: string) => `The app runs "${program}", and the image of "Dockerfile" does not install it.`;

ruleTester(rule, {
  keeps: [
    {
      name: 'what the image installs',
      code: `${SPAWN}${image('RUN apt-get update && apt-get install -y ffmpeg=7:5.1 curl\n')}`,
    },
    {
      name: 'what Alpine installs',
      code: `${code("exec('pdftotext a.pdf');")}${image('RUN apk add --no-cache poppler-utils\n', 'node:22-alpine')}`,
    },
    { name: 'what the base image holds', code: `${code("exec('git rev-parse HEAD');")}${image('', 'node:22')}` },
    { name: 'a base image that is not known', code: `${SPAWN}${image('', 'acme/node:1')}` },
    { name: 'a download', code: `${SPAWN}${image('RUN curl -fsSL https://example.org/tools.tar.xz | tar xJ\n')}` },
    { name: 'a copied program', code: `${SPAWN}${image('COPY --from=acme/tools /out /usr/local/bin\n')}` },
    { name: 'packages in a variable', code: `${SPAWN}${image('RUN apt-get install -y $TOOLS\n')}` },
    {
      name: 'a package that ships it',
      code: `${SPAWN}${image('')}=== package.json ===\n{ "name": "a", "dependencies": { "express": "5", "ffmpeg-static": "5" } }\n`,
    },
    {
      name: 'a wrapper that is told where its program lies',
      code: `=== src/index.ts ===\nimport ffmpeg from 'fluent-ffmpeg';\nffmpeg.setFfmpegPath(process.env.FFMPEG_PATH);\n${image('')}`,
    },
    {
      name: 'a wrapper of what the image installs',
      code: `=== src/index.ts ===\nimport gm from 'gm';\ngm('a.png').resize(1).write('b.png', done);\n${image('RUN apk add --no-cache graphicsmagick\n', 'node:22-alpine')}`,
    },
    {
      name: 'a template of another library, and one that begins with a hole',
      code: `=== src/index.ts ===\nimport { $ } from './shell';\nimport { $ as run } from 'zx';\nawait $\`ffmpeg -i a\`;\nawait run\`\${program} -i a\`;\nawait run\`ff\${program}\`;\nawait run\`ls -l\`;\n${image('')}`,
    },
    {
      name: 'types of a wrapper',
      code: `=== src/index.ts ===\nimport type { SimpleGit } from 'simple-git';\nexport let git: SimpleGit;\n${image('')}`,
    },
    { name: 'programs of every system', code: `${code("exec('ls -l');")}${image('')}` },
    { name: 'a program that is chosen at run time', code: `${code('spawn(program, []);')}${image('')}` },
    {
      name: 'a script',
      code: `=== scripts/a.ts ===\nimport { spawn } from 'node:child_process';\nspawn('ffmpeg', []);\n${image('')}`,
    },
    {
      name: 'a test',
      code: `=== src/a.test.ts ===\nimport { spawn } from 'node:child_process';\nspawn('ffmpeg', []);\n${image('')}`,
    },
    {
      name: 'a function of that name',
      code: `=== src/index.ts ===\nimport { spawn } from './child_process';\nspawn('ffmpeg', []);\n${image('')}`,
    },
    {
      name: 'a list of system packages',
      code: `${SPAWN}=== Procfile ===\nweb: node src/index.js\n=== Aptfile ===\nffmpeg\n`,
    },
    {
      name: 'suppressed with a reason',
      code: `${code("// twelve-factor-disable-next-line dependencies/no-undeclared-system-tool -- a volume brings it\nspawn('ffmpeg', []);")}${image('')}`,
    },
  ],
  breaks: [
    {
      name: 'templates of zx, execa and Bun',
      code: `=== src/index.ts ===
import { $ as execa } from 'execa';
import { $ } from 'zx';
await $\`cd /tmp && ffmpeg -i \${file} out.mp4\`;
//     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: ${message('ffmpeg')}
await execa({ cwd: '/tmp' })\`pdftotext a.pdf\`;
//                          ^^^^^^^^^^^^^^^^^ warning: ${message('pdftotext')}
await Bun.$\`tesseract \${file}\`;
//         ^^^^^^^^^^^^^^^^^^^ warning: ${message('tesseract')}
Bun.spawn(['gs', '-q']);
//         ^^^^ warning: ${message('gs')}
Bun.spawnSync({ cmd: ['soffice', '--headless'] });
//                    ^^^^^^^^^ warning: ${message('soffice')}
${image('')}`,
    },
    {
      name: 'a promise of a command',
      code: `=== src/index.ts ===
import { exec } from 'node:child_process';
import { promisify } from 'node:util';
const run = promisify(exec);
await run('pg_dump app > out.sql');
//        ^^^^^^^^^^^^^^^^^^^^^^^ warning: ${message('pg_dump')}
${image('')}`,
    },
    {
      name: 'wrappers, one of them told to run another program',
      code: `=== src/index.ts ===
import gm from 'gm';
//             ^^^^ warning: ${message('convert')}
import { simpleGit } from 'simple-git';
//                        ^^^^^^^^^^^^ warning: ${message('git')}
const magick = gm.subClass({ imageMagick: true });
export const git = simpleGit();
${image('', 'node:22-alpine')}`,
    },
    {
      name: 'a program',
      code: `=== src/index.ts ===\nimport { spawn } from 'node:child_process';\nspawn('ffmpeg', []);\n//    ^^^^^^^^ warning: ${message('ffmpeg')}\n${image('')}`,
      fixTitle: 'Install "ffmpeg" in Dockerfile',
    },
    {
      name: 'a command line',
      code: `=== src/index.ts ===\nimport { exec } from 'child_process';\nexec(\`convert \${file} out.png\`);\n//   ^^^^^^^^^^^^^^^^^^^^^^^^^ warning: ${message('convert')}\n${image('', 'node:22-alpine')}`,
    },
    {
      name: 'a wrapper',
      code: `=== src/index.ts ===\nimport ffmpeg from 'fluent-ffmpeg';\n//                 ^^^^^^^^^^^^^^^ warning: ${message('ffmpeg')}\nffmpeg(file);\n${image('RUN npm ci\n')}`,
    },
    {
      name: 'without an image',
      code: `=== src/index.ts ===\nimport { spawn } from 'node:child_process';\nspawn('ffmpeg', []);\n//    ^^^^^^^^ info: The app runs "ffmpeg", and nothing in this repository installs it.\n`,
    },
    {
      name: 'an app of a monorepo',
      code: `=== apps/api/src/index.js ===\nrequire('child_process').spawn('ffmpeg');\n//                             ^^^^^^^^ warning: The app runs "ffmpeg", and the image of "apps/api/Dockerfile" does not install it.\n=== apps/api/package.json ===\n{ "name": "api", "dependencies": { "express": "5" } }\n=== apps/api/Dockerfile ===\nFROM node:22-slim\nCOPY . .\nCMD ["node", "src/index.js"]\n=== package.json ===\n{ "name": "acme", "private": true, "workspaces": ["apps/*"] }\n`,
    },
  ],
});
