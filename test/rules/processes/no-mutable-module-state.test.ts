import rule from '../../../server/src/rules/06-processes/no-mutable-module-state';
import { ruleTester } from '../../support/rule-tester';

const STRICT = { preset: 'strict' } as const;

ruleTester(rule, {
  keeps: [
    {
      name: 'a constant table',
      configuration: STRICT,
      code: 'const plans = { free: 1 };\nexport const show = (req, res) => res.json(plans[req.params.plan]);\n',
    },
    {
      name: 'a cache that can be filled again',
      configuration: STRICT,
      code: 'const cache = new Map();\nexport function page(req, res) {\n  cache.set(req.url, req.body);\n  res.json(cache.get(req.url));\n}\n',
    },
    {
      name: 'a metric that no handler reads',
      configuration: STRICT,
      code: 'let requests = 0;\nexport function count(req, res, next) {\n  requests++;\n  next();\n}\n',
    },
    {
      name: 'made when it is first needed',
      configuration: STRICT,
      code: "import { connect } from './db';\nlet client;\nexport async function show(req, res) {\n  if (!client) client = await connect();\n  res.json(await client.find(req.query));\n}\n",
    },
    {
      name: 'what the other rule says',
      configuration: STRICT,
      code: 'const users = [];\nexport const add = (req, res) => users.push(req.body);\nexport const all = (req, res) => res.json(users);\n',
    },
    {
      name: 'a key that cannot be seen',
      configuration: STRICT,
      code: "import { keep } from './keep';\nconst sockets = keep();\nexport const add = (req, res) => sockets.push(req.body);\nexport const all = (req, res) => res.json(sockets);\n",
    },
    {
      name: 'a test',
      configuration: STRICT,
      code: '=== test/app.ts ===\nlet hits = 0;\nexport const count = (req, res) => { hits++; res.json(hits); };\n',
    },
    {
      name: 'suppressed with a reason',
      configuration: STRICT,
      code: '// twelve-factor-disable-next-line processes/no-mutable-module-state -- shown for fun\nlet hits = 0;\nexport const count = (req, res) => { hits++; res.json({ hits }); };\n',
    },
  ],
  breaks: [
    {
      name: 'a count in an answer',
      configuration: STRICT,
      code: `
        let hits = 0;
        //  ^^^^ hint: "hits" counts in this process only, and from its start on.
        export const count = (req, res) => {
          hits++;
          res.json({ hits });
        };
      `,
    },
    {
      name: 'open connections',
      configuration: STRICT,
      code: `
        const viewers = [];
        //    ^^^^^^^ hint: "viewers" lists connections of this process only; those of other processes are not in it.
        export function stream(req, res) {
          viewers.push({ id: req.query.id, res });
          res.write(String(viewers.length));
        }
      `,
    },
    {
      name: 'a name that may mean connections, in another package of the repository',
      configuration: STRICT,
      code: `
        === apps/api/package.json ===
        { "name": "api", "private": true, "dependencies": { "express": "5" } }
        === apps/api/src/app.ts ===
        import { join } from './rooms';
        export const enter = (req, res) => res.json(join(req.body));
        === apps/api/src/rooms.ts ===
        const clients = [];
        //    ^^^^^^^ hint: Requests change "clients", which every process has for itself.
        export function join(client) {
          clients.push(client);
          return clients.length;
        }
      `,
    },
  ],
});
