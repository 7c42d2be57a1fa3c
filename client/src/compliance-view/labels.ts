import type {
  AppCompliance,
  ComplianceLeaf,
  FactorCompliance,
  FactorStatus,
  Severity,
} from '../../../server/src/protocol/index';
import type { Translator } from '../translate';
import type { TreeInput } from './model';

/** What the nodes of the compliance tree look like: words and icons, all decided here. */
export interface Labels {
  readonly label: string;
  readonly description: string;
  readonly tooltip: string;
  readonly icon?: Icon;
  /** The file a node stands for, which lends it its icon. */
  readonly uri?: string;
}

/** A product icon and a theme colour, by their names in the editor. */
export interface Icon {
  readonly id: string;
  readonly color?: string;
}

type Input = Pick<TreeInput, 'l10n' | 'shown' | 'folders' | 'rules'>;

export function appLabels(app: AppCompliance, input: Input): Labels {
  const folder = input.folders.size > 1 ? input.folders.get(app.folder) : undefined;
  const place = app.root === '.' ? folder : [folder, app.root].filter((part) => part !== undefined).join('/');
  const total = app.factors.reduce((sum, factor) => sum + shownFindings(factor, input), 0);
  const named = place !== undefined && place !== app.name ? [place] : [];
  return {
    label: app.name,
    description: [...named, findings(total, input.l10n)].join(' · '),
    tooltip: [app.name, place ?? '.', findings(total, input.l10n)].join('\n'),
    icon: { id: 'package' },
  };
}

export function factorLabels(factor: FactorCompliance, input: Input): Labels {
  const { l10n } = input;
  const label = `${factor.numeral}. ${factor.title}`;
  const count = shownFindings(factor, input);
  const hints = input.shown.has('hint') ? factor.bySeverity.hint : 0;
  const evidence = input.shown.has('evidence') ? factor.evidence : 0;
  const words = [
    isOnlyKnown(factor)
      ? false
      : factor.status === 'findings'
        ? findings(count, l10n)
        : statusWord(factor.status, l10n),
    hints > 0 && (hints === 1 ? l10n.t('1 hint') : l10n.t('{0} hints', hints)),
    factor.known > 0 && l10n.t('{0} known', factor.known),
    evidence > 0 && `${evidence} ✓`,
  ];
  return {
    label,
    description: words.filter((word) => word !== false).join(' · '),
    tooltip: [label, factor.statement, statusSentence(factor, l10n), evidenceSentence(factor.evidence, l10n)]
      .filter((line) => line !== '')
      .join('\n\n'),
    icon: factorIcon(factor),
  };
}

export function fileLabels(leaves: readonly ComplianceLeaf[], input: Input): Labels {
  const { path = '', uri = '' } = leaves[0] ?? {};
  const slash = path.lastIndexOf('/');
  const count = findings(leaves.length, input.l10n);
  return {
    label: path.slice(slash + 1),
    description: slash < 0 ? count : `${path.slice(0, slash)} · ${count}`,
    tooltip: path,
    uri,
  };
}

export function leafLabels(leaf: ComplianceLeaf, { l10n, rules }: Input): Labels {
  const place = `${leaf.path}:${leaf.range.start.line + 1}`;
  const remedy = leaf.kind === 'finding' ? rules.get(leaf.rule)?.remedy : undefined;
  return {
    label: leaf.message,
    description: place,
    tooltip: [leaf.message, remedy ?? '', l10n.t('Rule: {0}', leaf.rule), place]
      .filter((line) => line !== '')
      .join('\n\n'),
    icon:
      leaf.known === true ? KNOWN_ICON : leaf.severity === undefined ? EVIDENCE_ICON : SEVERITY_ICONS[leaf.severity],
  };
}

export function knownLabels(count: number, { l10n }: Input): Labels {
  return {
    label: l10n.t('Known findings'),
    description: String(count),
    tooltip: l10n.t('Findings that the baseline holds. They count for nothing until they are taken out of it.'),
    icon: KNOWN_ICON,
  };
}

const KNOWN_ICON: Icon = { id: 'history', color: 'disabledForeground' };
const EVIDENCE_ICON: Icon = { id: 'check', color: 'testing.iconPassed' };

const SEVERITY_ICONS: Readonly<Record<Severity, Icon>> = {
  error: { id: 'error', color: 'problemsErrorIcon.foreground' },
  warning: { id: 'warning', color: 'problemsWarningIcon.foreground' },
  info: { id: 'info', color: 'problemsInfoIcon.foreground' },
  hint: { id: 'lightbulb', color: 'disabledForeground' },
};

const STATUS_ICONS: Readonly<Record<Exclude<FactorStatus, 'findings'>, Icon>> = {
  clean: { id: 'pass', color: 'testing.iconPassed' },
  'partly-assessed': { id: 'circle-large-outline', color: 'testing.iconQueued' },
  'not-assessable': { id: 'circle-slash', color: 'disabledForeground' },
};

function isOnlyKnown({ known, findings }: FactorCompliance): boolean {
  return known > 0 && findings === 0;
}

/** A factor with findings looks like its gravest one. */
function factorIcon(factor: FactorCompliance): Icon {
  const { status, bySeverity } = factor;
  if (status !== 'findings') return STATUS_ICONS[status];
  if (isOnlyKnown(factor)) return KNOWN_ICON;
  const gravest = (['error', 'warning'] as const).find((severity) => bySeverity[severity] > 0) ?? 'info';
  return SEVERITY_ICONS[gravest];
}

function shownFindings({ bySeverity }: FactorCompliance, { shown }: Input): number {
  return (['error', 'warning', 'info'] as const).reduce(
    (sum, name) => sum + (shown.has(name) ? bySeverity[name] : 0),
    0,
  );
}

function findings(count: number, l10n: Translator): string {
  if (count === 0) return l10n.t('no findings');
  return count === 1 ? l10n.t('1 finding') : l10n.t('{0} findings', count);
}

function statusWord(status: Exclude<FactorStatus, 'findings'>, l10n: Translator): string {
  switch (status) {
    case 'clean':
      return l10n.t('clean');
    case 'partly-assessed':
      return l10n.t('partly assessed');
    case 'not-assessable':
      return l10n.t('not assessable');
  }
}

function statusSentence({ status, bySeverity }: FactorCompliance, l10n: Translator): string {
  switch (status) {
    case 'findings':
      return l10n.t(
        'Errors: {0}. Warnings: {1}. Information: {2}. Hints: {3}.',
        bySeverity.error,
        bySeverity.warning,
        bySeverity.info,
        bySeverity.hint,
      );
    case 'clean':
      return l10n.t('Every rule that applies ran and found nothing.');
    case 'partly-assessed':
      return l10n.t('Some rules could not run yet: the index is incomplete or a file cannot be parsed.');
    case 'not-assessable':
      return l10n.t('No rule applies to this app.');
  }
}

function evidenceSentence(count: number, l10n: Translator): string {
  if (count === 0) return '';
  return count === 1
    ? l10n.t('Evidence of compliance: 1 place (✓).')
    : l10n.t('Evidence of compliance: {0} places (✓).', count);
}
