/** Edits that make an install keep to its lock file. */
import type { CopyInstruction, DockerfileDocument } from '../core/documents/dockerfile/model';
import { lineageOf } from '../core/documents/dockerfile/resolve';
import type { PackageManagerCommand } from '../core/documents/shell/package-manager';
import type { Edit } from '../core/text/edits';
import type { Span } from '../core/text/span';

/** What npm called its options before `--omit` and `--include`. */
const RENAMED: Readonly<Record<string, string>> = {
  '--production': '--omit=dev',
  '--production=true': '--omit=dev',
  '--production=false': '--include=dev',
  '--only=production': '--omit=dev',
  '--only=prod': '--omit=dev',
};

/** @param isBerry Yarn 2 or later */
export function freezeEdits(command: PackageManagerCommand, isBerry: boolean): Edit[] {
  const { manager, managerWord, actionWord, flagWords } = command;
  if (manager === 'npm') {
    const flags = [...new Set(flagWords.values())].flatMap(({ text, span }) => {
      const renamed = Object.hasOwn(RENAMED, text) ? RENAMED[text] : undefined;
      return renamed === undefined ? [] : [{ span, text: renamed }];
    });
    return actionWord === undefined ? [] : [{ span: actionWord.span, text: 'ci' }, ...flags];
  }
  const flag = isBerry ? '--immutable' : '--frozen-lockfile';
  const verb = actionWord === undefined ? ' install' : '';
  const at = (actionWord ?? managerWord).span.end;
  return [{ span: { start: at, end: at }, text: `${verb} ${flag}` }];
}

/** What an image build copies before an instruction, of the files that an install reads. */
export type CopiedLockfile =
  | { readonly kind: 'copied' }
  /** The manifest is copied without it: `edit` adds it. */
  | { readonly kind: 'addable'; readonly edit: Edit }
  | { readonly kind: 'unknown' };

/** @param accepts whether a source of `COPY` brings the lock file */
export function copiedLockfile(
  document: DockerfileDocument,
  stage: number,
  before: Span,
  lockfile: string,
  accepts: (source: string) => boolean,
): CopiedLockfile {
  const copies = lineageOf(document, stage)
    .flatMap(({ instructions }) => instructions)
    .filter((one): one is CopyInstruction => one.type === 'copy' && one.span.start < before.start);
  if (copies.some(({ sources, from }) => from === undefined && sources.some(({ value }) => accepts(value)))) {
    return { kind: 'copied' };
  }
  for (const copy of copies.toReversed()) {
    const source = copy.sources.find(({ value }) => /(?:^|\/)package(?:\.json|\*?\.json)$/.test(value));
    if (source === undefined || copy.from !== undefined || source.escaped) continue;
    // With several sources the destination has to be written as a folder.
    if (!/^\.$|\/$/.test(copy.destination?.value ?? '')) return { kind: 'unknown' };
    const path = source.value.replace(/[^/]*$/, lockfile);
    const isExec = copy.argumentsText.replace(/^(?:--\S+\s+)+/, '').startsWith('[');
    const at = source.span.end + (isExec ? 1 : 0);
    return { kind: 'addable', edit: { span: { start: at, end: at }, text: isExec ? `, "${path}"` : ` ${path}` } };
  }
  return { kind: 'unknown' };
}
