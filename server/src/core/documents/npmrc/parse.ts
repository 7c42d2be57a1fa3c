import type { Span } from '../../text/span';

/** An .npmrc (https://docs.npmjs.com/cli/configuring-npm/npmrc). All spans are UTF-16 offsets into the text that was parsed. */
export interface NpmrcDocument {
  /** In order; of two with one key the last counts. */
  readonly entries: readonly NpmrcEntry[];
}

export interface NpmrcEntry {
  /** As written: `registry`, `@acme:registry`, `//registry.acme.test/:_authToken`. */
  readonly key: string;
  readonly keySpan: Span;
  /** Quotes excluded, variables (`${NPM_TOKEN}`) as written; `true` for a key alone. */
  readonly value: string;
  /** Quotes excluded; empty behind a key alone. */
  readonly valueSpan: Span;
  /** Names of the variables that the value mentions. */
  readonly variables: readonly string[];
  readonly span: Span;
}

/** Never throws; sections and comments are left out. */
export function parseNpmrc(text: string): NpmrcDocument {
  const entries: NpmrcEntry[] = [];
  let offset = 0;
  for (const line of text.split('\n')) {
    const content = line.replace(/^\uFEFF/, '').trim();
    const start = offset + line.indexOf(content);
    offset += line.length + 1;
    if (content === '' || /^[#;[=]/.test(content)) continue;
    const end = start + content.length;
    const equals = content.indexOf('=');
    const key = (equals < 0 ? content : content.slice(0, equals)).trimEnd();
    const written = equals < 0 ? undefined : content.slice(equals + 1).trimStart();
    const raw = { start: written === undefined ? end : end - written.length, end };
    const isQuoted = written !== undefined && /^(["']).*\1$/s.test(written) && written.length > 1;
    const valueSpan = isQuoted ? { start: raw.start + 1, end: raw.end - 1 } : raw;
    const value = written === undefined ? 'true' : text.slice(valueSpan.start, valueSpan.end);
    entries.push({
      key,
      keySpan: { start, end: start + key.length },
      value,
      valueSpan,
      variables: [...value.matchAll(/\$\{(\w+)\??\}/g)].map(([, name = '']) => name),
      span: { start, end },
    });
  }
  return { entries };
}
