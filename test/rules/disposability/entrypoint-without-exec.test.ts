import rule from '../../../server/src/rules/09-disposability/entrypoint-without-exec';
import { ruleTester } from '../../support/rule-tester';

const image = (script: string, start = 'ENTRYPOINT ["/app/entrypoint.sh"]\nCMD ["node", "server.js"]'): string =>
  `=== docker/entrypoint.sh ===\n#!/bin/sh\nset -e\n${script}=== Dockerfile ===\nFROM node\nCOPY . .\n${start}\n`;
const CHILD = 'The script starts the app without "exec": the shell keeps SIGTERM from it.';
const ARGUMENTS = 'The script runs what it is given without "exec": the shell keeps SIGTERM from the app.';
const script = (text: string): Record<string, string> => ({ 'docker/entrypoint.sh': `#!/bin/sh\nset -e\n${text}` });

ruleTester(rule, {
  keeps: [
    { name: 'exec "$@"', code: image('npx prisma migrate deploy\nexec "$@"\n') },
    { name: 'exec node', code: image('A=b exec node server.js\n') },
    { name: 'a trap', code: image("trap 'kill $pid' TERM\nnode server.js &\npid=$!\nwait $pid\n") },
    { name: 'two processes', code: image('node worker.js &\nnode server.js\n') },
    { name: 'a task', code: image('npx prisma migrate deploy\n') },
    { name: 'a seed', code: image('node scripts/seed.js\n') },
    { name: 'an unknown program', code: image('/opt/thing\n') },
    { name: 'one of several', code: image('if [ "$A" ]; then exec node a.js; else node b.js; fi\n') },
    { name: 'a script that is not here', code: '=== Dockerfile ===\nFROM node\nENTRYPOINT ["/other.sh"]\n' },
    { name: 'a script that nothing starts', code: image('node server.js\n', 'CMD ["node", "server.js"]') },
    { name: 'a program from a variable', code: image('$PROGRAM server.js\n') },
    {
      name: 'an image for development',
      code: image('node server.js\n').replace('=== Dockerfile ===', '=== Dockerfile.dev ==='),
    },
    {
      name: 'a suppression',
      code: image(
        '# twelve-factor-disable-next-line disposability/entrypoint-without-exec -- tini -g\nnode server.js\n',
      ),
    },
  ],
  breaks: [
    {
      name: 'what the script is given',
      code: image(`npx prisma migrate deploy\n"$@" # go\n#<^^ warning: ${ARGUMENTS}\n`),
      fixed: script('npx prisma migrate deploy\nexec "$@" # go\n'),
      fixTitle: 'Start the app with exec',
    },
    {
      name: 'node, with an assignment before it',
      code: image(`A=b node server.js --flag\n#<^^^^^^^^^^^^^^^^^^^^^^^ warning: ${CHILD}\n`),
      fixed: script('A=b exec node server.js --flag\n'),
    },
    {
      name: 'after a condition, by a shell that runs the script',
      code: image(
        `cd /app && node server.js\n#          ^^^^^^^^^^^^^^ warning: ${CHILD}\n`,
        'CMD ["sh", "./docker/entrypoint.sh"]',
      ),
      fixed: script('cd /app && exec node server.js\n'),
    },
    {
      name: 'a package of a monorepo',
      code: `=== apps/api/start.sh ===\n#!/bin/sh\necho a\nnext start\n#<^^^^^^^^ warning: ${CHILD}\n=== apps/api/Dockerfile ===\nFROM node\nCMD ["./start.sh"]\n=== apps/api/package.json ===\n{ "name": "api", "dependencies": { "next": "15" } }\n`,
      fixed: { 'apps/api/start.sh': '#!/bin/sh\necho a\nexec next start\n' },
    },
  ],
});
