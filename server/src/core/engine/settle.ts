import type { Evidence, RuleId } from '../rule/finding';
import type { Candidate } from './candidate';

/**
 * What rules left open while they looked at one statement at a time: which of several findings counts, and
 * what a finding is where the rule attests something elsewhere in the document.
 */
export function settle(candidates: readonly Candidate[], evidence: readonly Evidence[]): readonly Candidate[] {
  const isOpen = ({ oncePerPlace, oncePerDocument, besideEvidence }: Candidate): boolean =>
    oncePerPlace === true || oncePerDocument === true || besideEvidence !== undefined;
  if (!candidates.some(isOpen)) return candidates;
  const attested = new Set<RuleId>(evidence.map(({ rule }) => rule));
  const seen = new Set<string>();
  return candidates.flatMap(({ oncePerPlace, oncePerDocument, besideEvidence, ...candidate }) => {
    const place = `${candidate.rule}|${candidate.span.start}`;
    if (oncePerPlace && (seen.has(place) || !seen.add(place))) return [];
    const message = `${candidate.rule}|${candidate.messageId}`;
    if (oncePerDocument && (seen.has(message) || !seen.add(message))) return [];
    return [attested.has(candidate.rule) ? { ...candidate, ...besideEvidence } : candidate];
  });
}
