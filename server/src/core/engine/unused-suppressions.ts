import type { FilePath } from '../documents/kinds';
import type { Finding, RuleId } from '../rule/finding';
import type { Candidate } from './candidate';
import { UNUSED_SUPPRESSION } from './registry';
import { type Directive, silences } from './suppressions';

/** Findings that no comment silences, and those that one does: at their own place or at one that has a part in them. */
export function partition(
  findings: readonly Finding[],
  directivesOf: (file: FilePath) => readonly Directive[],
): { kept: Finding[]; suppressed: Finding[] } {
  const kept: Finding[] = [];
  const suppressed: Finding[] = [];
  for (const finding of findings) {
    const isSilenced = [finding, ...finding.related].some(({ file, span }) =>
      directivesOf(file).some((directive) => silences(directive, finding.rule, span.start)),
    );
    (isSilenced ? suppressed : kept).push(finding);
  }
  return { kept, suppressed };
}

export interface UnusedInput {
  readonly file: FilePath;
  /** Of that file. */
  readonly directives: readonly Directive[];
  /** The silenced findings of the whole folder: a comment may serve a finding of another file. */
  readonly suppressed: readonly Finding[];
  isKnown(rule: RuleId): boolean;
  /** Whether the rule is on in that file: only then does silence prove anything. */
  isEnabled(rule: RuleId): boolean;
}

/** Suppression comments of a file that silence nothing, one by one for the rules that they name. */
export function unusedSuppressions(input: UnusedInput): Candidate[] {
  const { file, directives, suppressed } = input;
  const isUsed = (directive: Directive, rule: RuleId | undefined): boolean =>
    suppressed.some(
      (finding) =>
        (rule === undefined || finding.rule === rule) &&
        [finding, ...finding.related].some(
          (place) => place.file === file && silences(directive, finding.rule, place.span.start),
        ),
    );
  return directives.flatMap((directive): Candidate[] => {
    const fixable = directive.form !== 'annotation';
    const base = { rule: UNUSED_SUPPRESSION, file, unnecessary: true, fixable } as const;
    if (directive.rules.length === 0) {
      const { span } = directive;
      return isUsed(directive, undefined) ? [] : [{ ...base, span, messageId: 'unused', data: {}, anchor: 'unused' }];
    }
    return directive.rules.flatMap(({ id, span }) => {
      const isKnown = input.isKnown(id);
      if (isUsed(directive, id) || (isKnown && !input.isEnabled(id))) return [];
      return [{ ...base, span, messageId: isKnown ? 'unusedRule' : 'unknownRule', data: { rule: id }, anchor: id }];
    });
  });
}
