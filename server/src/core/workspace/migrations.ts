/** Where an app keeps its migrations, and whether they are part of the repository. */
import { createGitIgnoreVerdict } from '../documents/ignore-file/match';
import { baseName, directoryOf, type FilePath, joinPath } from '../documents/kinds';
import { MIGRATION_TOOLS, type MigrationTool } from '../knowledge/migration-folders';
import type { Location, Related } from '../rule/finding';
import type { AppModel } from './app-model';
import { isBelow, type PackageModel } from './packages';

export interface IgnoredMigrations {
  /** The line of the ignore file. */
  readonly at: Location;
  /** The folder. */
  readonly path: FilePath;
  readonly tool: string;
  /** Where the app runs its migrations. */
  readonly related: readonly Related[];
}

/** Folders of migrations that a `.gitignore` of the folder names, in apps that run migrations from them. */
export function ignoredMigrations(app: AppModel): IgnoredMigrations[] {
  const files = app
    .folderFactsOf('ignore-file')
    .filter(({ file }) => baseName(file) === '.gitignore')
    .sort((a, b) => a.file.length - b.file.length)
    .map(({ file, facts }) => ({ file, directory: directoryOf(file), text: facts.text }));
  if (!files.some(({ text }) => NAMES_FOLDER.test(text))) return [];
  const verdict = createGitIgnoreVerdict(files);
  const told = new Set<string>();
  return app.packages.flatMap((model) =>
    MIGRATION_TOOLS.flatMap((tool): IgnoredMigrations[] => {
      const script = runningScript(tool, model);
      if (script === undefined) return [];
      return foldersOf(tool, model, app).flatMap((path): IgnoredMigrations[] => {
        const { ignored, line, file = -1 } = verdict(joinPath(path, tool.sample));
        const source = files[file];
        if (!ignored || line === undefined || source === undefined || !NAMES_FOLDER.test(line.pattern)) return [];
        // What was added in spite of the line is in the checkout.
        if (tool.marks.some((mark) => app.isTracked(joinPath(path, mark)))) return [];
        const key = `${source.file}|${line.span.start}`;
        if (told.has(key)) return [];
        told.add(key);
        const related = [{ file: model.file, span: script.span, message: 'The migrations are run here.' }];
        return [{ at: { file: source.file, span: line.span }, path, tool: tool.label, related }];
      });
    }),
  );
}

const NAMES_FOLDER = /migrations?\b|\bdrizzle\b/i;

function runningScript({ runs, packages }: MigrationTool, { manifest }: PackageModel) {
  const isThere = packages.some((name) => manifest.dependencies.has(name) || manifest.devDependencies.has(name));
  return isThere ? [...manifest.scripts.values()].find(({ text }) => runs.test(text)) : undefined;
}

/** Beside a schema where the tool has one, else in the usual places. */
function foldersOf({ schema, folders }: MigrationTool, { root }: PackageModel, app: AppModel): FilePath[] {
  if (schema === undefined) return folders.map((folder) => joinPath(root, folder));
  const schemas = app.folderFilesNamed(schema).filter((file) => isBelow(file, root));
  return schemas.flatMap((file) => folders.map((folder) => joinPath(directoryOf(file), folder)));
}
