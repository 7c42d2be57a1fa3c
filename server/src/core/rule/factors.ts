/** The twelve factors in their order on 12factor.net; a rule id begins with one of these slugs. */
export const FACTOR_IDS = [
  'codebase',
  'dependencies',
  'config',
  'backing-services',
  'build-release-run',
  'processes',
  'port-binding',
  'concurrency',
  'disposability',
  'dev-prod-parity',
  'logs',
  'admin-processes',
] as const;

export type FactorId = (typeof FACTOR_IDS)[number];

/** What a factor is called and asks for; each rule folder states its own in `factor.ts`. */
export interface Factor {
  readonly id: FactorId;
  readonly title: string;
  /** One sentence, in our words, saying what the factor asks. */
  readonly statement: string;
  readonly url: string;
}

const ROMAN = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII'] as const;

/** 1 to 12. */
export function factorNumber(id: FactorId): number {
  return FACTOR_IDS.indexOf(id) + 1;
}

export function factorNumeral(id: FactorId): string {
  return ROMAN[FACTOR_IDS.indexOf(id)] ?? '';
}

/** Accepts a slug, a number or a Roman numeral, in any case; `undefined` for anything else. */
export function parseFactor(text: string): FactorId | undefined {
  const wanted = text.trim().toLowerCase();
  return FACTOR_IDS.find(
    (id, index) => id === wanted || String(index + 1) === wanted || ROMAN[index]?.toLowerCase() === wanted,
  );
}
