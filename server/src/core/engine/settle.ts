import type { Evidence, RuleId } from '../rule/finding';
import type { Candidate } from './candidate';

/**
 * What rules left open while they looked at one statement at a time: which of several findings at one place counts, and
 * what a finding is where the rule attests something elsewhere in the document.
 */
export function settle(candidates: readonly Candidate[], evidence: readonly Evidence[]): readonly Candidate[] {
  if (!candidates.some(({ oncePerPlace, besideEvidence }) => oncePerPlace || besideEvidence)) return candidates;
  const attested = new Set<RuleId>(evidence.map(({ rule }) => rule));
  const seen = new Set<string>();
  return candidates.flatMap(({ oncePerPlace, besideEvidence, ...candidate }) => {
    const place = `${candidate.rule}|${candidate.span.start}`;
    if (oncePerPlace && (seen.has(place) || !seen.add(place))) return [];
    return [attested.has(candidate.rule) ? { ...candidate, ...besideEvidence } : candidate];
  });
}
