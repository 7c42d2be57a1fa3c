import { SPEAKS_OF_CONFIGURATION } from '../../knowledge/environment-objects';
import {
  type EnvironmentAccess,
  type EnvironmentPassage,
  type EnvironmentUses,
  NO_USES,
  usesOf,
} from '../../workspace/environment/uses';
import { type Asking, askingAt } from './environment-asking';
import type { ImportFact } from './imports';

/** What a file that nobody parses takes off objects of configuration, and what it passes on, as far as its text tells. */
export function scanUses(text: string, imports: readonly ImportFact[]): EnvironmentUses {
  const accesses: EnvironmentAccess[] = [];
  const passages: EnvironmentPassage[] = [];
  let end = 0;
  for (const { specifier, span } of imports) {
    const head = text.slice(Math.max(end, span.start - LONGEST_CLAUSE), span.start - 1);
    end = span.end + 1;
    const clause = CLAUSE.exec(head);
    if (clause === null || !SPEAKS_OF_CONFIGURATION.test(`${specifier} ${clause[2]}`)) continue;
    const [, keyword, written = ''] = clause;
    if (keyword === 'export') passages.push(...passagesIn(written, specifier));
    else for (const [local, member] of localNames(written)) addAccesses(text, local, member, specifier, accesses);
  }
  const offer = passages.length > 0 ? { paths: {}, whole: [], passages } : undefined;
  return usesOf({ ...NO_USES, accesses, ...(offer && { offer }) });
}

const LONGEST_CLAUSE = 2_000;
/** `import … from`, `export … from`, `const … = require(`; the last one before a specifier. */
const CLAUSE =
  /^[ \t]*(import|export|const|let|var)\s+(?!type\b)([^'"`;=()]*?)\s*(?:\bfrom|=\s*require\s*\()\s*$(?![\s\S])/m;

/** `settings, { env as e }` gives `settings` for the module and `e` for `env`. */
function localNames(clause: string): [local: string, member: string][] {
  const [, named] = /\{([^}]*)\}/.exec(clause) ?? [];
  const whole = /^\s*(?:\*\s*as\s+)?([A-Za-z_$][\w$]*)/.exec(clause)?.[1];
  const names: [string, string][] = whole === undefined ? [] : [[whole, '']];
  for (const element of named?.split(',') ?? []) {
    const [, from, local] = /^\s*([\w$]+)(?:\s*(?:\bas\b|:)\s*([\w$]+))?\s*$/.exec(element) ?? [];
    if (from !== undefined) names.push([local ?? from, from === 'default' ? '' : from]);
  }
  return names.filter(([local]) => local !== 'type');
}

function passagesIn(clause: string, specifier: string): EnvironmentPassage[] {
  if (/^\*\s*$/.test(clause)) return [{ specifier, from: '*', to: '*' }];
  const namespace = /^\*\s*as\s+([\w$]+)\s*$/.exec(clause)?.[1];
  if (namespace !== undefined) return [{ specifier, from: '', to: namespace }];
  return localNames(clause).map(([to, from]) => ({ specifier, from, to: to === 'default' ? '' : to }));
}

function addAccesses(text: string, local: string, member: string, specifier: string, found: EnvironmentAccess[]): void {
  const name = local.replace(/\$/g, '\\$');
  const add = (path: string, start: number, length: number, asking: Asking, before = start): void => {
    if (!isCode(text, before)) return;
    const span = { start, end: start + length };
    found.push({ specifier, path: member === '' ? path : `${member}.${path}`, span, ...asking });
  };
  for (const match of text.matchAll(new RegExp(`(?<![\\w$.])${name}((?:\\??\\.[A-Za-z_$][\\w$]*)+)`, 'g'))) {
    let at = match.index + local.length;
    let path = '';
    for (const part of (match[1] ?? '').split(/(?=\??\.)/)) {
      const bare = part.replace(/^\??\./, '');
      path = path === '' ? bare : `${path}.${bare}`;
      add(path, at + part.length - bare.length, bare.length, askingAt(text, match.index, at + part.length));
      at += part.length;
    }
    const key = path === 'get' ? /^\(\s*(['"])([\w.-]+)\1/.exec(text.slice(at, at + 200)) : null;
    if (key === null) continue;
    const length = key[2]?.length ?? 0;
    const end = text.indexOf(')', at + key[0].length) + 1;
    add(`get(${key[2]})`, at + key[0].length - 1 - length, length, askingAt(text, match.index, end), at);
  }
  for (const match of text.matchAll(
    new RegExp(`\\b(?:const|let|var)\\s*\\{([^{}]*)\\}\\s*=\\s*${name}\\s*(?:;|$)`, 'gm'),
  )) {
    const start = match.index + match[0].indexOf('{') + 1;
    for (const element of (match[1] ?? '').matchAll(/(?<=^|,)(\s*)([\w$]+)/g))
      add(element[2] ?? '', start + element.index + (element[1]?.length ?? 0), element[2]?.length ?? 0, {
        isKept: true,
      });
  }
}

/** Judged by the line: what may stand in a comment or a string is left out. */
function isCode(text: string, at: number): boolean {
  const line = text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
  if (/^\s*(?:\*|\/\*)|\/\//.test(line)) return false;
  if (!/['"`]/.test(line)) return true;
  const open = line.replace(/\\./g, '').replace(/'[^']*'|"[^"]*"|`[^`]*`/g, '');
  const inHole = /`[^`]*\$\{[^}]*$/.test(open);
  return inHole || !/['"`]/.test(open);
}
