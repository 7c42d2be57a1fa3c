/** Files that name the kind of database an app speaks to, outside of its code. */
import type { Span } from '../../text/span';
import { jsonProperties, jsonText, parseJson } from '../json/tree';
import { baseName, type FilePath } from '../kinds';

/** The `datasource` of a schema of Prisma. */
export interface PrismaDatasource {
  /** `postgresql`, `sqlite`, … */
  readonly provider: string;
  /** Inside of the quotes. */
  readonly span: Span;
  /** Of `url = env("NAME")`. */
  readonly variable?: string;
}

/** One block of the `config.json` of Sequelize. */
export interface DialectBlock {
  /** `development`, `test`, `production`. */
  readonly name: string;
  readonly dialect: string;
  /** Inside of the quotes. */
  readonly span: Span;
}

export interface DataSchemas {
  readonly datasource?: PrismaDatasource;
  readonly dialects: readonly DialectBlock[];
}

/** `undefined` for a file that is neither. Never throws. */
export function parseDataSchemas(file: FilePath, text: string): DataSchemas | undefined {
  if (file.endsWith('.prisma')) {
    const datasource = datasourceOf(text);
    return datasource && { datasource, dialects: [] };
  }
  if (baseName(file) !== 'config.json' || !text.includes('"dialect"')) return undefined;
  const dialects = [...jsonProperties(parseJson(text).root)].flatMap(([name, { value }]): DialectBlock[] => {
    const dialect = jsonText(text, jsonProperties(value).get('dialect')?.value);
    return dialect === undefined || dialect.escaped ? [] : [{ name, dialect: dialect.value, span: dialect.span }];
  });
  return dialects.length === 0 ? undefined : { dialects };
}

function datasourceOf(text: string): PrismaDatasource | undefined {
  // Comments of the same length, so that places hold.
  const plain = text.replace(/\/\/[^\n]*/g, (comment) => ' '.repeat(comment.length));
  const block = /\bdatasource\s+\w+\s*\{([^}]*)\}/.exec(plain);
  const body = block?.[1];
  if (block === null || body === undefined) return undefined;
  const provider = /\bprovider\s*=\s*"(\w+)"/.exec(body);
  const name = provider?.[1];
  if (provider === null || name === undefined) return undefined;
  const start = block.index + block[0].indexOf(body) + provider.index + provider[0].length - 1 - name.length;
  const variable = /\burl\s*=\s*env\(\s*"(\w+)"\s*\)/.exec(body)?.[1];
  return { provider: name, span: { start, end: start + name.length }, ...(variable !== undefined && { variable }) };
}
