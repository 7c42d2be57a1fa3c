import type { Span } from '../../text/span';
import { baseName, type FilePath } from '../kinds';

/** A file that says which Node to use: `.nvmrc`, `.node-version`, `.tool-versions`, `mise.toml`. */
export interface NodeVersionDocument {
  /** In order; several only in `.tool-versions` and `mise.toml`, which may name fallbacks. The first counts. */
  readonly versions: readonly NodeVersion[];
}

export interface NodeVersion {
  /** As written, without quotes: `22`, `v20.11.1`, `lts/iron`. See `core/knowledge/node-versions.ts`. */
  readonly text: string;
  /** Inside of the quotes. */
  readonly span: Span;
}

/**
 * Never throws.
 * @param file decides the format, by its name
 */
export function parseNodeVersion(file: FilePath, text: string): NodeVersionDocument {
  switch (baseName(file)) {
    case '.tool-versions':
      return { versions: toolVersions(text) };
    case 'mise.toml':
    case '.mise.toml':
      return { versions: miseVersions(text) };
    default:
      return { versions: plainVersion(text) };
  }
}

const LONGEST_LINE = 500;

interface Line {
  readonly text: string;
  readonly start: number;
}

function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  let start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (start < text.length) {
    const found = text.indexOf('\n', start);
    const end = found < 0 ? text.length : found;
    // A longer line is none that a person wrote, and would cost the patterns below too much.
    if (end - start <= LONGEST_LINE) lines.push({ text: text.slice(start, end).replace(/\r$/, ''), start });
    start = end + 1;
  }
  return lines;
}

/** The first line that is no comment; nvm allows comments and `key=value` lines since 0.39. */
function plainVersion(text: string): NodeVersion[] {
  for (const line of linesOf(text)) {
    const content = line.text.replace(/#.*$/, '');
    const value = content.trim();
    if (value === '' || value.includes('=')) continue;
    const start = line.start + content.indexOf(value);
    return [{ text: value, span: { start, end: start + value.length } }];
  }
  return [];
}

/** asdf: `nodejs 20.11.1 18.0.0`; mise also knows `node`. */
function toolVersions(text: string): NodeVersion[] {
  for (const line of linesOf(text)) {
    const content = line.text.replace(/#.*$/, '');
    const name = /^\s*(?:nodejs|node)\s+/.exec(content)?.[0];
    if (name === undefined) continue;
    return [...content.slice(name.length).matchAll(/\S+/g)].map((match) => {
      const start = line.start + name.length + match.index;
      return { text: match[0], span: { start, end: start + match[0].length } };
    });
  }
  return [];
}

/** `[tools]` with `node = "22"`, `node = ["22", "20"]` or `node = { version = "22" }`; also `tools.node = "22"` at the top. */
function miseVersions(text: string): NodeVersion[] {
  let table = '';
  for (const line of linesOf(text)) {
    const header = /^\s*\[\s*([\w.\-"' ]+?)\s*\]\s*(?:#.*)?$/.exec(line.text)?.[1];
    if (header !== undefined) {
      table = header.replace(/["'\s]/g, '');
      continue;
    }
    const key = /^\s*([\w.\-"']+)\s*=\s*/.exec(line.text);
    if (key === null) continue;
    const path = `${table === '' ? '' : `${table}.`}${(key[1] ?? '').replace(/["']/g, '')}`;
    if (!/^tools\.node(?:js)?(?:\.version)?$/.test(path)) continue;
    const value = line.text.slice(key[0].length);
    const from = value.startsWith('{') ? (/\bversion\s*=\s*/.exec(value)?.index ?? value.length) : 0;
    const limit = value.startsWith('[') ? value.length : from + 1;
    return quotedTexts(value, from, limit, line.start + key[0].length);
  }
  return [];
}

/** Quoted texts from `from` on: all when `limit` is the end, else the first. */
function quotedTexts(value: string, from: number, limit: number, offset: number): NodeVersion[] {
  const found: NodeVersion[] = [];
  const isComment = value.slice(0, from).includes('#');
  if (isComment) return found;
  for (const match of value.slice(from).matchAll(/(["'])([^"']*)\1|#/g)) {
    if (match[0] === '#') break;
    const start = offset + from + match.index + 1;
    const text = match[2] ?? '';
    found.push({ text, span: { start, end: start + text.length } });
    if (limit < value.length) break;
  }
  return found;
}
