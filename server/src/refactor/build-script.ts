import type { ManifestDocument, ManifestScript } from '../core/documents/manifest/model';
import { parseManifest } from '../core/documents/manifest/parse';
import { packageManagerCommand } from '../core/documents/shell/package-manager';
import { splitShell } from '../core/documents/shell/split';
import type { Edit } from '../core/text/edits';
import { onlyBuilds } from './build-ahead';
import { removeScript } from './manifest-edits';

type Plan =
  | { readonly kind: 'remove' }
  /** `prestart` becomes the `build` that the package lacks. */
  | { readonly kind: 'rename' }
  /** The commands before the start go, to a new script `build` where the package lacks one. */
  | { readonly kind: 'strip'; readonly end: number; readonly build: string | undefined };

/** True when `buildScriptEdits` can take the builds out of the script. */
export function canMoveBuild(manifest: ManifestDocument, name: string): boolean {
  const script = manifest.scripts.get(name);
  return script !== undefined && planOf(manifest, script) !== undefined;
}

/** Takes the builds of a package's start script out of it: the build script is where platforms look for them. */
export function buildScriptEdits(text: string, name: string): Edit[] | undefined {
  const manifest = parseManifest(text);
  const script = manifest.scripts.get(name);
  const plan = script && planOf(manifest, script);
  if (script === undefined || plan === undefined) return undefined;
  if (plan.kind === 'rename') return [{ span: script.keySpan, text: '"build"' }];
  if (plan.kind === 'remove') {
    const edit = removeScript(text, name);
    return edit && [edit];
  }
  const strip = { span: { start: script.span.start, end: plan.end }, text: '' };
  if (plan.build === undefined) return [strip];
  const at = script.keySpan.start;
  const blanks = /\s*$/.exec(text.slice(0, at))?.[0] ?? ' ';
  return [{ span: { start: at, end: at }, text: `"build": "${plan.build}",${blanks}` }, strip];
}

function planOf({ scripts, errors }: ManifestDocument, script: ManifestScript): Plan | undefined {
  if (script.escaped || errors.length > 0) return undefined;
  const hasBuild = scripts.has('build');
  if (/^pre/.test(script.name)) {
    if (!onlyBuilds(script.text)) return undefined;
    if (hasBuild || onlyInstalls(script.text)) return { kind: 'remove' };
    return runsScripts(script.text) ? undefined : { kind: 'rename' };
  }
  const commands = splitShell(script.text, script.offset);
  const last = commands.at(-1);
  const before = commands.at(-2);
  if (last === undefined || before === undefined) return undefined;
  const isChain = commands.every(({ depth, background, operator }, index) => {
    return depth === 0 && !background && (index === 0 || operator === '&&' || operator === ';');
  });
  const own = script.text.slice(0, before.span.end - script.offset);
  if (!isChain || !onlyBuilds(own)) return undefined;
  const strip = { kind: 'strip', end: last.span.start } as const;
  if (hasBuild || onlyInstalls(own)) return { ...strip, build: undefined };
  return runsScripts(own) ? undefined : { ...strip, build: own };
}

/** Whoever runs the package installs it before. */
function onlyInstalls(text: string): boolean {
  return splitShell(text).every((command) =>
    /^(?:frozen-)?install$/.test(packageManagerCommand(command)?.action ?? ''),
  );
}

function runsScripts(text: string): boolean {
  return splitShell(text).some((command) => packageManagerCommand(command) !== undefined);
}
