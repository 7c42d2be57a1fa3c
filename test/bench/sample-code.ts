import { random } from './statistics';

const NOUNS = [
  'order',
  'invoice',
  'customer',
  'shipment',
  'payment',
  'product',
  'session',
  'report',
  'ticket',
  'account',
];
const VERBS = ['create', 'find', 'update', 'archive', 'count', 'export', 'validate', 'merge', 'schedule', 'notify'];

/** Lines that rules look at; most files of real services have none (DESIGN §4). */
const TELLING = [
  'const limit = Number(process.env.PAGE_LIMIT ?? 50);',
  "export const logger = pino({ level: process.env.LOG_LEVEL ?? 'info' });",
  "export const pool = new Pool({ connectionString: process.env.DATABASE_URL, application_name: 'orders' });",
  "export const upload = multer({ dest: 'uploads/' });",
  'app.listen(3000);',
];

export interface CodeOptions {
  readonly seed: number;
  /** At least so many. */
  readonly lines: number;
  /** `true`: the edge of a service, with handlers and lines that rules look at; `false`: what lies behind it. */
  readonly telling: boolean;
}

/** TypeScript as services have it: interfaces, classes with documented methods, handlers. Seeded. */
export function sampleCode({ seed, lines, telling }: CodeOptions): string {
  const next = random(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;
  const result = telling ? [...EDGE] : ["import type { Database } from './database';", ''];
  for (let index = 0; result.length < lines; index++) {
    const noun = pick(NOUNS);
    const name = `${noun.charAt(0).toUpperCase()}${noun.slice(1)}${index}`;
    const verb = pick(VERBS);
    result.push(...service(name, verb, Math.floor(next() * 900)), '');
    if (!telling) continue;
    result.push(...handler(name, verb), '');
    if (index % 4 === 0) result.push(pick(TELLING).replace(/^(export )?const (\w+)/, `$1const $2${index}`), '');
  }
  return `${result.join('\n')}\n`;
}

const EDGE = [
  "import express, { type Request, type Response } from 'express';",
  "import pino from 'pino';",
  "import { Pool } from 'pg';",
  "import multer from 'multer';",
  "import type { Database } from './database';",
  '',
  'const app = express();',
  '',
];

function service(name: string, verb: string, number: number): string[] {
  return [
    `export interface ${name} {`,
    '  readonly id: string;',
    '  readonly total: number;',
    '  readonly tags: readonly string[];',
    '}',
    '',
    '/** Keeps what has been read, so that a second look is free. */',
    `export class ${name}Service {`,
    `  private readonly cache = new Map<string, ${name}>();`,
    '',
    '  constructor(',
    '    private readonly database: Database,',
    `    private readonly limit = ${number},`,
    '  ) {}',
    '',
    `  async ${verb}(id: string, tags: readonly string[] = []): Promise<${name} | undefined> {`,
    '    const known = this.cache.get(id);',
    '    if (known !== undefined && tags.every((tag) => known.tags.includes(tag))) {',
    '      return known;',
    '    }',
    `    const { rows } = await this.database.query('select * from ${name.toLowerCase()} where id = $1', [id]);`,
    '    const [row] = rows.slice(0, this.limit).map((entry) => ({',
    '      id: String(entry.id),',
    `      total: Number(entry.total) * ${number},`,
    '      tags: [...tags],',
    '    }));',
    '    if (row === undefined) return undefined;',
    '    this.cache.set(id, row);',
    '    return row;',
    '  }',
    '}',
  ];
}

function handler(name: string, verb: string): string[] {
  return [
    `app.get('/${name.toLowerCase()}/:id', async (request: Request, response: Response) => {`,
    `  const service = new ${name}Service(new Pool());`,
    `  const found = await service.${verb}(String(request.params.id), ['${verb}', 'api']);`,
    `  response.status(found === undefined ? 404 : 200).json(found ?? { message: '${name} not found' });`,
    '});',
  ];
}
