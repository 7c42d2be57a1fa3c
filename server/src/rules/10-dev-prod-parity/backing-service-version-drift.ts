import { parseImageReference } from '../../core/documents/image-reference';
import { baseName } from '../../core/documents/kinds';
import { movingTagOf } from '../../core/knowledge/image-tags';
import type { AppContext } from '../../core/rule/context';
import { defineRule } from '../../core/rule/define-rule';
import type { Severity } from '../../core/rule/finding';
import { fixOf } from '../../core/rule/fix';
import { type ListOptions, listed } from '../../core/rule/list-options';
import {
  hasSameVersions,
  placeNameOf,
  type ServicePlace,
  type Side,
  servicePlaces,
  serviceVersionOf,
} from '../../core/workspace/services';

type Context = AppContext<'major' | 'minor' | 'open', ListOptions>;

export default defineRule({
  id: 'dev-prod-parity/backing-service-version-drift',
  summary: 'Development, CI and production run different versions of a backing service.',
  why: 'What one version accepts, the next refuses: SQL, defaults, protocols and formats on disk change. With different versions, neither a developer nor the tests see it before production does.',
  remedy: 'Name the version that production runs in the other places as well.',
  messages: {
    major: '{{service}} {{version}} here, but {{wanted}} in {{side}}.',
    minor: '{{service}} {{version}} here, but {{wanted}} in {{side}}.',
    open: '"{{service}}" has no version here: what runs is not what {{side}} runs, {{wanted}}.',
  },
  severity: 'warning',
  preset: 'recommended',
  confidence: 'certain',
  fixable: 'suggestion',
  since: '0.1.0',
  applies: { to: 'packages', roles: { development: 'warning' } },
  ...listed({
    entry: ['service', 'services'],
    example: 'legacy-*',
    subjects: ['service'],
  }),
  appReads: 'structure',
  app(context) {
    const places = servicePlaces(context.app);
    const groups: ServicePlace[][] = [];
    for (const place of places) {
      const group = groups.find(([first]) => first !== undefined && hasSameVersions(first, place));
      if (group === undefined) groups.push([place]);
      else group.push(place);
    }
    for (const group of groups) checkGroup(context, group);
  },
  fix({ finding, file, text }) {
    const { span, data } = finding;
    const wanted = String(data['wanted']);
    const written = text.slice(span.start, span.end);
    const image = parseImageReference(written, span.start);
    if (image === undefined || image.digest !== undefined) return undefined;
    const title = `Use ${baseName(image.name)} ${wanted} as in ${String(data['side'])}`;
    if (image.tag === undefined || image.tagSpan === undefined) {
      return fixOf(title, 'suggestion', file, [{ span: { start: span.end, end: span.end }, text: `:${wanted}` }]);
    }
    const version = /^v?(\d+(?:\.\d+)*)(.*)$/.exec(image.tag);
    // A tag that names no version says something else, which stays: `alpine` becomes `16-alpine`.
    const rest = version?.[2] ?? (/^(?:latest|stable)$/.test(image.tag) ? '' : `-${image.tag}`);
    return fixOf(title, 'suggestion', file, [{ span: image.tagSpan, text: `${wanted}${rest}` }]);
  },
});

/** Who is right where two disagree. */
const ORDER: readonly Side[] = ['production', 'development', 'CI'];

function checkGroup(context: Context, group: readonly ServicePlace[]): void {
  const sides = ORDER.map((side) => group.filter((place) => place.side === side)).filter((list) => list.length > 0);
  const [truths = [], ...others] = sides;
  const [truth] = truths.filter((place) => serviceVersionOf(place) !== undefined);
  if (truth === undefined || others.length === 0) return;
  const wanted = versionsOf(truths);
  // Several versions in one place are several services.
  if (majorsOf(wanted).size > 1) return;
  let drifts = 0;
  for (const list of others) {
    // A place that tests several versions tests that of production as well, or is told once.
    if (list.some((place) => majorOf(place) === majorOf(truth) && !isMinorDrift(place, truth))) continue;
    const told = new Set<string>();
    for (const place of list) {
      const key = `${place.file}|${place.image.name}|${place.image.tag ?? ''}`;
      if (told.has(key)) continue;
      told.add(key);
      if (report(context, place, truth)) drifts++;
    }
  }
  if (drifts === 0 && majorsOf(versionsOf(group)).size === 1) {
    const names = sides.map(([first]) => first?.side ?? '').join(' and ');
    context.attest(truth, `${serviceName(truth)} ${majorOf(truth) ?? ''} in ${names}.`);
  }
}

function report(context: Context, place: ServicePlace, truth: ServicePlace): boolean {
  const version = serviceVersionOf(place);
  const wanted = serviceVersionOf(truth) ?? '';
  const isOpen = version === undefined && movingTagOf(place.image) !== undefined;
  if (version === undefined && !isOpen) return false;
  const isMajor = version !== undefined && majorOf(place) !== majorOf(truth);
  if (!isOpen && !isMajor && !isMinorDrift(place, truth)) return false;
  const severity: Severity = isMajor ? 'warning' : isOpen ? 'info' : 'hint';
  // A plain compose file may serve both.
  const side = placeNameOf(truth, place);
  const data = {
    service: isOpen ? baseName(place.image.name) : serviceName(place),
    version: version ?? '',
    wanted: version === undefined ? wanted : atPrecisionOf(version, wanted),
    side,
  };
  context.report(place, isOpen ? 'open' : isMajor ? 'major' : 'minor', data, {
    severity,
    roles: { development: severity },
    fixable:
      place.isWritten && place.image.digest === undefined && baseName(place.image.name) === baseName(truth.image.name),
    related: [{ file: truth.file, span: truth.span, message: `${serviceName(truth)} ${wanted}` }],
    because: isOpen
      ? 'a tag that moves gives another version by and by'
      : `the two versions differ in their ${isMajor ? 'first' : 'second'} number`,
  });
  return true;
}

/** The second number counts where both are written; from PostgreSQL 10 on it is a mere repair. */
function isMinorDrift(place: ServicePlace, truth: ServicePlace): boolean {
  const [major, minor] = numbersOf(place);
  const [otherMajor, otherMinor] = numbersOf(truth);
  if (minor === undefined || otherMinor === undefined || major !== otherMajor) return false;
  return minor !== otherMinor && !(place.family === 'postgres' && Number(major) >= 10);
}

function atPrecisionOf(version: string, wanted: string): string {
  return wanted.split('.').slice(0, version.split('.').length).join('.');
}

function numbersOf(place: ServicePlace): string[] {
  return serviceVersionOf(place)?.split('.') ?? [];
}

function majorOf(place: ServicePlace): string | undefined {
  return numbersOf(place)[0];
}

function versionsOf(places: readonly ServicePlace[]): string[] {
  return places.flatMap((place) => serviceVersionOf(place) ?? []);
}

function majorsOf(versions: readonly string[]): Set<string | undefined> {
  return new Set(versions.map((version) => version.split('.')[0]));
}

const NAMES: Readonly<Record<string, string>> = {
  postgres: 'PostgreSQL',
  mysql: 'MySQL',
  mongodb: 'MongoDB',
  amqp: 'RabbitMQ',
};

function serviceName({ family, image }: ServicePlace): string {
  const name = baseName(image.name);
  return NAMES[family] ?? name.charAt(0).toUpperCase() + name.slice(1);
}
