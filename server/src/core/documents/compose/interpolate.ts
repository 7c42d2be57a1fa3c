import type { Interpolation } from './model';

export interface Interpolated {
  /** Defaults substituted; `undefined` when a variable has none. */
  readonly resolved: string | undefined;
  /** With spans counted from the beginning of the text. */
  readonly variables: readonly Interpolation[];
}

const NAME = /[A-Za-z_]\w*/y;
const DEEPEST = 8;

/** https://docs.docker.com/reference/compose-file/interpolation/; `$$` is a dollar sign. */
export function interpolate(text: string): Interpolated {
  const variables: Interpolation[] = [];
  return { resolved: walk(text, 0, variables, 0), variables };
}

function walk(text: string, offset: number, variables: Interpolation[], depth: number): string | undefined {
  let resolved: string | undefined = '';
  let from = 0;
  for (let dollar = text.indexOf('$'); dollar >= 0; dollar = text.indexOf('$', from)) {
    if (resolved !== undefined) resolved += text.slice(from, dollar);
    if (text[dollar + 1] === '$') {
      if (resolved !== undefined) resolved += '$';
      from = dollar + 2;
      continue;
    }
    const isBraced = text[dollar + 1] === '{';
    NAME.lastIndex = dollar + (isBraced ? 2 : 1);
    const name = NAME.exec(text)?.[0];
    if (name === undefined) {
      if (resolved !== undefined) resolved += '$';
      from = dollar + 1;
      continue;
    }
    const nameEnd = NAME.lastIndex;
    const close = isBraced ? closingBrace(text, nameEnd) : nameEnd - 1;
    const end = Math.min(close + 1, text.length);
    const inner = isBraced ? text.slice(nameEnd, close) : '';
    const [, operator = ''] = /^(:?[-?+])/.exec(inner) ?? [];
    const span = { start: offset + dollar, end: offset + end };
    variables.push({ name, span, hasDefault: operator.endsWith('-'), isRequired: operator.endsWith('?') });
    const operand =
      operator === '' || depth >= DEEPEST
        ? undefined
        : walk(inner.slice(operator.length), offset + nameEnd + operator.length, variables, depth + 1);
    const value = operator.endsWith('-') ? operand : operator.endsWith('+') ? '' : undefined;
    resolved = resolved === undefined || value === undefined ? undefined : resolved + value;
    from = end;
  }
  return resolved === undefined ? undefined : resolved + text.slice(from);
}

function closingBrace(text: string, from: number): number {
  let depth = 1;
  for (let index = from; index < text.length; index++) {
    if (text[index] === '{') depth++;
    else if (text[index] === '}' && --depth === 0) return index;
  }
  return text.length;
}
