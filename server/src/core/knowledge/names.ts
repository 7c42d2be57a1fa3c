/** Taking names apart and putting them together; knows nothing of what a name means. */

/**
 * The lower-case words of a name: split on everything that is neither letter nor digit, and on camel humps. Acronyms stay
 * whole (`APIKey` → `api key`, `userIDs` → `user ids`), digits stay with the letters before them (`oauth2Token` → `oauth2 token`).
 */
export function splitName(name: string): string[] {
  return [...name.matchAll(WORD)].map((match) => match[0].toLowerCase());
}

/** The name as an environment variable: `dbPassword` → `DB_PASSWORD`. Empty when nothing of it can be used. */
export function screamingSnake(name: string): string {
  const latin = name.normalize('NFKD').replace(/\p{M}/gu, '');
  const words = splitName(latin.replace(/[^\p{ASCII}]/gu, ' '));
  const joined = words.join('_').toUpperCase();
  return /^\d/.test(joined) ? `_${joined}` : joined;
}

/** The name as a key of a configuration object: `DB_PASSWORD` → `dbPassword`. */
export function camelCase(name: string): string {
  const [first = '', ...rest] = splitName(name);
  return first + rest.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

/**
 * Prefixes by which a framework puts a variable into the browser bundle (their documentation: Next.js, Vite, CRA, Gatsby,
 * Nuxt, Astro/SvelteKit, Expo, Vue CLI, Angular).
 */
export const PUBLIC_PREFIXES = [
  'NEXT_PUBLIC_',
  'NUXT_PUBLIC_',
  'EXPO_PUBLIC_',
  'REACT_APP_',
  'VUE_APP_',
  'NG_APP_',
  'GATSBY_',
  'VITE_',
  'PUBLIC_',
] as const;

export function publicPrefixOf(name: string): string | undefined {
  return PUBLIC_PREFIXES.find((prefix) => name.startsWith(prefix));
}

/** To judge what a public variable holds, judge its name without the prefix: `PUBLIC` itself exempts a name. */
export function withoutPublicPrefix(name: string): string {
  return name.slice(publicPrefixOf(name)?.length ?? 0);
}

/** Whole-name match, ignoring case; `*` is any text, `?` any one character. Linear in practice: one backtracking point. */
export function matchesGlob(name: string, glob: string): boolean {
  const text = name.toLowerCase();
  const pattern = glob.toLowerCase();
  let at = 0;
  let next = 0;
  let star = -1;
  let resume = 0;
  while (at < text.length) {
    if (pattern[next] === '*') {
      star = next++;
      resume = at;
    } else if (pattern[next] === '?' || pattern[next] === text[at]) {
      next++;
      at++;
    } else if (star >= 0) {
      next = star + 1;
      at = ++resume;
    } else return false;
  }
  while (pattern[next] === '*') next++;
  return next === pattern.length;
}

export function matchesAnyGlob(name: string, globs: readonly string[] | undefined): boolean {
  return globs?.some((glob) => matchesGlob(name, glob)) ?? false;
}

/** In order: a name with a hump inside, plural acronym, acronym, hump or lower-case word, letters without case, lone digits. */
const WORD = /OAuth\d*|\p{Lu}{2,}s(?!\p{Ll})|\p{Lu}+(?!\p{Ll})\p{N}*|\p{Lu}?\p{Ll}+\p{N}*|[\p{L}\p{M}]+\p{N}*|\p{N}+/gu;
