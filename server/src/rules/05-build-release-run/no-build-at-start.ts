import { parseDockerfile } from '../../core/documents/dockerfile/parse';
import { baseName, joinPath } from '../../core/documents/kinds';
import { parseManifest } from '../../core/documents/manifest/parse';
import type { ShellCommand } from '../../core/documents/shell/split';
import { BUILD_PROCESSES } from '../../core/knowledge/deploy-steps';
import { startProgramOf } from '../../core/knowledge/start-programs';
import { defineRule } from '../../core/rule/define-rule';
import { fixOf } from '../../core/rule/fix';
import { addedProgramOf, type ListOptions, listed } from '../../core/rule/list-options';
import type { Span } from '../../core/text/span';
import type { PackageModel } from '../../core/workspace/packages';
import {
  conditionOf,
  isOneOff,
  placeOf,
  releaseCommands,
  unreleasedScripts,
} from '../../core/workspace/release-commands';
import type { StartCommand, StartStep } from '../../core/workspace/start-commands';
import { buildAheadEdits, startWithoutBuild } from '../../refactor/build-ahead';
import { buildScriptEdits, canMoveBuild } from '../../refactor/build-script';

export default defineRule({
  id: 'build-release-run/no-build-at-start',
  summary: 'The start command builds the app or installs its dependencies.',
  why: 'Every process of every deploy then builds anew: it starts slowly, may get other versions than the one before it, and fails when a registry or a compiler is away, at the moment when a process is needed most.',
  remedy:
    'Move the step into the build (a `RUN` line, the build script of the platform); start only what was built. For values that a front end freezes at build time, serve them at run time instead.',
  messages: {
    build: '"{{program}}" runs at every start; it belongs to the build.',
    install: '"{{program}}" installs dependencies at every start; that belongs to the build.',
  },
  severity: 'warning',
  preset: 'recommended',
  confidence: 'certain',
  fixable: 'suggestion',
  since: '0.1.0',
  applies: { to: 'services' },
  ...listed({
    entry: ['program', 'programs'],
    example: 'acme-*',
    subjects: ['program'],
    add: 'Programs that build the app, as globs (`acme-bundle`, `acme build`).',
  }),
  appReads: 'structure',
  app(context) {
    const released = releaseCommands(context.app);
    // A script that only people run at home is their own affair, but shows how the app is started elsewhere.
    const scripts = unreleasedScripts(context.app);
    for (const start of [...released, ...scripts]) {
      if (BUILD_PROCESSES.test(start.processType)) continue;
      const told = new Set<string>();
      for (const step of start.steps) {
        const { at, related } = placeOf(start, step);
        const options = context.optionsFor(at.file);
        const match = buildOf(step.command, options);
        const condition = conditionOf(step);
        // A process that ends with the build is the build.
        if (match === undefined || isOneOff(start, step, options) || condition === 'mode') continue;
        // One finding per fact: a script that builds may well call three tools.
        const place = `${at.file}|${at.span.start}|${match.kind}`;
        if (told.has(place)) continue;
        told.add(place);
        context.report(at, match.kind, dataOf(start, step, match.label), {
          ...(scripts.includes(start) ? { severity: 'hint' } : condition === undefined ? {} : { severity: 'info' }),
          related,
          fixable: match.isKnown && canFix(start, step, at.span),
          because: `it stands before the command that keeps the ${start.processType} process running`,
        });
      }
      attestBuiltCode(start);
    }

    function manifestOf(start: StartCommand, step: StartStep): PackageModel | undefined {
      const model = context.app.packageOf(joinPath(step.directory, 'package.json'));
      const isHere = start.launches.every(({ directory }) => directory === model?.root);
      return isHere || start.origin === 'script' ? model : undefined;
    }

    function dataOf(start: StartCommand, step: StartStep, program: string): Record<string, string> {
      const manifest = manifestOf(start, step)?.file;
      const script = start.origin === 'script' ? step.scripts[0]?.name : undefined;
      return { program, ...(manifest === undefined ? {} : { manifest }), ...(script === undefined ? {} : { script }) };
    }

    function canFix(start: StartCommand, step: StartStep, span: Span): boolean {
      const model = manifestOf(start, step);
      const [script] = step.scripts;
      if (start.origin === 'script')
        return model?.file === step.at.file && script?.file === model.file && canMoveBuild(model.manifest, script.name);
      const image = context.app.dockerfiles.find(({ file }) => file === start.at.file);
      const stripped = image && startWithoutBuild(image.document, span, model?.manifest);
      if (stripped === undefined) return false;
      // The script keeps nobody else waiting either: what it built has to move as well.
      return (
        stripped.script === undefined || (model !== undefined && canMoveBuild(model.manifest, stripped.script.name))
      );
    }

    function attestBuiltCode(start: (typeof context.app.startCommands)[number]): void {
      const kinds = start.steps.map((step) => startProgramOf(step.command)?.kind);
      const isPlain = kinds.every((kind) => kind === undefined || kind === 'migration');
      if (start.origin !== 'script' && isPlain && start.entries.length > 0) {
        context.attest(start.at, 'The start command runs built code only.');
      }
    }
  },
  companions: (finding) => (finding.data['manifest'] === undefined ? [] : [String(finding.data['manifest'])]),
  fix(context) {
    const { finding, file, text } = context;
    if (baseName(file) === 'package.json') {
      const edits = buildScriptEdits(text, String(finding.data['script']));
      return edits && fixOf('Leave the build to the build script', 'suggestion', file, edits);
    }
    const source = context.companion(String(finding.data['manifest']));
    const manifest = source === undefined ? undefined : parseManifest(source);
    const document = context.read(parseDockerfile);
    const stripped = startWithoutBuild(document, finding.span, manifest);
    if (stripped === undefined) return undefined;
    const edits = new Map([[file, buildAheadEdits(text, document, stripped, manifest, context)]]);
    const script =
      source === undefined || stripped.script === undefined
        ? undefined
        : buildScriptEdits(source, stripped.script.name);
    if (stripped.script !== undefined && script === undefined) return undefined;
    if (script !== undefined) edits.set(String(finding.data['manifest']), script);
    return { title: 'Build when the image is made', safety: 'suggestion', edits };
  },
});

interface Build {
  readonly kind: 'build' | 'install';
  readonly label: string;
  /** False for a program of a user's list: what it needs, and so where it could go, is not known. */
  readonly isKnown: boolean;
}

function buildOf(command: ShellCommand, options: ListOptions): Build | undefined {
  const match = startProgramOf(command);
  if (match?.kind === 'build' || match?.kind === 'install') {
    return { kind: match.kind, label: match.label, isKnown: true };
  }
  const label = addedProgramOf(command, options);
  return label === undefined ? undefined : { kind: 'build', label, isKnown: false };
}
