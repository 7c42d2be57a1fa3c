import type { Span } from '../../text/span';

/** A configuration of nginx, as far as it says how requests are spread over processes. */
export interface NginxDocument {
  readonly upstreams: readonly NginxUpstream[];
}

export interface NginxUpstream {
  readonly name: string;
  /** Directives inside of the block, blocks within left out. */
  readonly directives: readonly NginxDirective[];
}

export interface NginxDirective {
  readonly name: string;
  /** Unquoted. */
  readonly parameters: readonly string[];
  /** From the name to the semicolon, which belongs to it. */
  readonly span: Span;
}

interface Token {
  readonly text: string;
  readonly span: Span;
  readonly isMark: boolean;
}

/** Never throws; what is no directive is skipped (https://nginx.org/en/docs/beginners_guide.html#conf_structure). */
export function parseNginx(text: string): NginxDocument {
  const upstreams: { name: string; directives: NginxDirective[]; depth: number }[] = [];
  let open: (typeof upstreams)[number] | undefined;
  let words: Token[] = [];
  let depth = 0;
  for (const token of tokensOf(text)) {
    if (!token.isMark) {
      words.push(token);
      continue;
    }
    const [first, ...others] = words;
    if (token.text === '{') {
      depth++;
      if (first?.text === 'upstream' && open === undefined) {
        open = { name: others[0]?.text ?? '', directives: [], depth };
        upstreams.push(open);
      }
    } else if (token.text === '}') {
      if (open?.depth === depth) open = undefined;
      depth = Math.max(0, depth - 1);
    } else if (first !== undefined && open?.depth === depth) {
      const span = { start: first.span.start, end: token.span.end };
      open.directives.push({ name: first.text, parameters: others.map((other) => other.text), span });
    }
    words = [];
  }
  return { upstreams: upstreams.map(({ name, directives }) => ({ name, directives })) };
}

const TOKEN =
  /#[^\n]*|"(?:\\[\s\S]|[^"\\])*"|'(?:\\[\s\S]|[^'\\])*'|[{};]|\$\{\w*\}|(?:\\[\s\S]|\$\{\w*\}|[^\s{};"'#\\])(?:\\[\s\S]|\$\{\w*\}|[^\s{};\\])*/g;

function tokensOf(text: string): Token[] {
  return [...text.matchAll(TOKEN)].flatMap((match): Token[] => {
    const [written] = match;
    if (written.startsWith('#')) return [];
    const span = { start: match.index, end: match.index + written.length };
    const isMark = /^[{};]$/.test(written);
    return [{ text: /^(["'])/.test(written) ? written.slice(1, -1) : written, span, isMark }];
  });
}
