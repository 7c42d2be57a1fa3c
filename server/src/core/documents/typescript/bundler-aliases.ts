/**
 * Names that `resolve.alias` of a bundler's configuration gives to places of its own (webpack, Vite, Rollup), read off the
 * text: `gql` and all below it, `modernizr$` alone. Rather too many than too few: an alias is no package to declare.
 */
export function scanBundlerAliases(text: string): readonly string[] {
  const names = new Set<string>();
  for (const match of text.matchAll(/\balias\s*(?:[:=]|\(\s*\{\s*entries\s*:)\s*(?=[[{])/g)) {
    const list = bracketed(text, match.index + match[0].length);
    for (const name of list.startsWith('[') ? foundIn(list) : keysOf(list)) {
      if (name.endsWith('$')) names.add(name.slice(0, -1));
      else for (const pattern of [name, `${name}/*`]) names.add(pattern);
    }
  }
  return [...names];
}

/** `[{ find: 'gql', replacement: … }]` */
function foundIn(list: string): string[] {
  return [...list.matchAll(/\bfind\s*:\s*(["'`])([^"'`\n]{1,100})\1/g)].map((match) => match[2] ?? '');
}

/** The keys of an object literal, not those of objects in it. */
function keysOf(object: string): string[] {
  const names: string[] = [];
  let depth = 0;
  for (const match of object.matchAll(/(["'`])([^"'`\n]{1,100})\1(\s*:)?|([\w$]+)\s*:|[[{(]|[\])}]/g)) {
    const [whole, , quoted, colon, plain] = match;
    if (/^[[{(]$/.test(whole)) depth++;
    else if (/^[\])}]$/.test(whole)) depth--;
    else if (depth === 1 && (colon !== undefined || plain !== undefined)) names.push(quoted ?? plain ?? '');
  }
  return names;
}

/** From an opening bracket to its fellow; to the end where there is none. */
function bracketed(text: string, start: number): string {
  let depth = 0;
  for (let end = start; end < text.length; end++) {
    const letter = text.charAt(end);
    if (letter === '{' || letter === '[' || letter === '(') depth++;
    else if (letter === '}' || letter === ']' || letter === ')') depth--;
    if (depth === 0) return text.slice(start, end + 1);
  }
  return text.slice(start);
}
