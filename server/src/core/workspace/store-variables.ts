/** Variables whose values lead to a store, by the side that sets them. */
import { baseName } from '../documents/kinds';
import { type StoreFamily, storeFamilyOfUrl } from '../knowledge/store-families';
import type { Location } from '../rule/finding';
import type { AppModel } from './app-model';

export interface StoreVariable extends Location {
  readonly name: string;
  readonly family: StoreFamily;
  readonly side: 'development' | 'production';
}

/** Those that env files, compose services and pods give a URL. */
export function storeVariables(app: AppModel): StoreVariable[] {
  const fromFiles = app.factsOf('dotenv').flatMap(({ file, facts }) => {
    if (/test|e2e|(?:^|[.])ci(?:[.]|$)/i.test(baseName(file))) return [];
    const side = /prod|staging|live/i.test(baseName(file)) ? 'production' : 'development';
    return facts.entries.flatMap(({ name, family, keySpan }) =>
      family === undefined ? [] : [{ file, span: keySpan, name, family, side } as const],
    );
  });
  return [...fromFiles, ...deployedVariables(app, storeFamilyOfUrl)];
}

/** Variables of services and pods that say which kind of store they lead to. */
export function deployedVariables(
  app: AppModel,
  familyOf: (name: string, value: string) => StoreFamily | undefined,
): StoreVariable[] {
  const fromCompose = app.composeFiles.flatMap(({ file, document, role }) =>
    document.services.flatMap(({ environment }) =>
      environment.flatMap(({ name, nameSpan, resolved, value }) => {
        const family = familyOf(name, resolved ?? value ?? '');
        const side = role === 'development' ? 'development' : 'production';
        return family === undefined ? [] : [{ file, span: nameSpan, name, family, side } as const];
      }),
    ),
  );
  const fromPods = app.workloads.flatMap(({ model, containers }) =>
    containers.flatMap(({ container }) =>
      container.env.flatMap(({ name, nameSpan, value }) => {
        const family = familyOf(name, value ?? '');
        const side = model.role === 'development' ? 'development' : 'production';
        return family === undefined ? [] : [{ file: model.file, span: nameSpan, name, family, side } as const];
      }),
    ),
  );
  return [...fromCompose, ...fromPods];
}
