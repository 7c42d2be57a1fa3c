import { parseManifest } from '../../core/documents/manifest/parse';
import { type FloatingRange, floatingRange } from '../../core/knowledge/dependency-ranges';
import { defineRule } from '../../core/rule/define-rule';
import { fixOf } from '../../core/rule/fix';
import { type ListOptions, listed } from '../../core/rule/list-options';
import { isInstalledOtherwise, lockedVersions, lockfilesFor } from '../../core/workspace/lockfiles';

export default defineRule<FloatingRange, ListOptions>({
  id: 'dependencies/no-floating-dependency-version',
  summary: 'A dependency is declared without a version.',
  why: 'A declaration says with which versions the app works. One that takes anything takes the next breaking release as well: at the next install without a lock file, or at the next update with one.',
  remedy: 'Declare the range that the app was tested with, such as the caret range of the installed version.',
  messages: {
    any: '"{{name}}" may be any version.',
    tag: '"{{name}}" is whatever its publisher tags "{{range}}".',
    open: '"{{name}}" may be any later version, breaking ones included.',
    git: '"{{name}}" is whatever its repository holds at the time of the install.',
    tarball: '"{{name}}" is whatever the address serves at the time of the install.',
    outside: '"{{name}}" is a folder outside of the repository, which a build does not have.',
  },
  severity: 'warning',
  preset: 'recommended',
  confidence: 'certain',
  fixable: 'suggestion',
  since: '0.1.0',
  applies: { to: 'packages', libraries: true },
  ...listed({
    entry: ['package', 'packages'],
    example: '@acme/*',
    subjects: ['name'],
  }),
  appReads: 'structure',
  app(context) {
    const { app } = context;
    const members = new Set(app.folderPackages.map(({ manifest }) => manifest.name));
    for (const { file, root, manifest, roles } of app.packages) {
      const isLocked = lockfilesFor(app, root).length > 0 || isInstalledOtherwise(app, root);
      const { dependencies, optionalDependencies, devDependencies } = manifest;
      for (const { name, range, span, entrySpan } of [dependencies, optionalDependencies, devDependencies].flatMap(
        (section) => [...section.values()],
      )) {
        const found = floatingRange(range, root);
        // Members of a workspace are wherever the workspace is.
        if (found === undefined || (members.has(name) && found !== 'outside')) continue;
        // A library leaves the choice to who installs it.
        if (roles.has('library') && (found === 'any' || found === 'open')) continue;
        const version = RANGES.has(found) ? lockedVersions(app, root)?.get(name) : undefined;
        const isGrave = found === 'outside' || !isLocked;
        context.report(
          { file, span: range === '' ? entrySpan : span },
          found,
          { name, range: plain(range), ...(isVersion(version) && { version }) },
          {
            fixable: isVersion(version),
            severity: isGrave ? 'warning' : 'hint',
            because: isLocked ? 'the lock file holds a version until the next update' : 'no lock file holds a version',
          },
        );
      }
    }
  },
  fix({ finding, file, text }) {
    const { span, data } = finding;
    const manifest = parseManifest(text);
    const declared = [manifest.dependencies, manifest.optionalDependencies, manifest.devDependencies]
      .flatMap((section) => [...section.values()])
      .find((one) => one.span.start === span.start || one.entrySpan.start === span.start);
    const range = `^${String(data['version'])}`;
    return declared && fixOf(`Declare the range ${range}`, 'suggestion', file, [{ span: declared.span, text: range }]);
  },
});

/** What a range of versions can take the place of. */
const RANGES: ReadonlySet<FloatingRange> = new Set<FloatingRange>(['any', 'tag', 'open']);

function isVersion(version: string | undefined): version is string {
  return version !== undefined && /^\d+\.\d+\.\d+(?:-[\w.-]+)?$/.test(version);
}

/** Tags are short words; nothing else of a range is shown. */
function plain(range: string): string {
  return /^[\w.-]{1,40}$/.test(range.trim()) ? range.trim() : '';
}
