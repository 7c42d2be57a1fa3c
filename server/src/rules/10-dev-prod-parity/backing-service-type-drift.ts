import { ts } from 'ts-morph';
import { z } from 'zod';
import { baseName, type FilePath } from '../../core/documents/kinds';
import { propertyName, propertyOf } from '../../core/documents/typescript/ast';
import { environmentFallbackOf } from '../../core/documents/typescript/environment-fallbacks';
import {
  addedFamilyIn,
  addedFamilyOf,
  dialectFamily,
  familyOfSetting,
  purposeOf,
  STORE_FAMILIES,
  STORE_NAMES,
  type StoreFamily,
  type StorePurpose,
  storeFamily,
} from '../../core/knowledge/store-families';
import type { AppContext, TypeScriptFile } from '../../core/rule/context';
import { defineRule } from '../../core/rule/define-rule';
import type { Location, Related, Severity } from '../../core/rule/finding';
import { fixOf } from '../../core/rule/fix';
import { type ListOptions, listedWith } from '../../core/rule/list-options';
import type { AppModel } from '../../core/workspace/app-model';
import { composeBuildOf, dockerfileOf } from '../../core/workspace/compose-services';
import { databaseDrivers } from '../../core/workspace/database-drivers';
import { isBelow, takesIn } from '../../core/workspace/packages';
import { placeNameOf, type ServicePlace, servicePlaces } from '../../core/workspace/services';
import { deployedVariables, type StoreVariable, storeVariables } from '../../core/workspace/store-variables';

type Message = 'block' | 'image' | 'variable' | 'driver' | 'provider' | 'default';
type Context = AppContext<Message, ListOptions>;

const EXPECTED = `expected one of ${STORE_FAMILIES.join(', ')}, then "=" and a package or an image, as in "postgres=@acme/orders-db"`;

const lists = {
  entry: ['service or variable', 'services and variables'],
  example: 'SQLite',
  subjects: ['here', 'other', 'name'],
  add: "Drivers and images of the project's own, each behind the kind of service, as globs (`postgres=@acme/orders-db`, `redis=registry.example.com/cache`).",
} as const;

export default defineRule<Message, ListOptions>({
  id: 'dev-prod-parity/backing-service-type-drift',
  summary: 'Development or CI uses another kind of backing service than production.',
  why: 'Adapters hide the difference until they do not: a query, a type, a transaction or a limit that one database accepts fails on the other, and it fails in production first.',
  remedy: 'Run the same kind of service everywhere; in a container it is there in seconds.',
  messages: {
    block: '{{here}} in "{{block}}", but {{other}} in "{{otherBlock}}".',
    image: '{{here}} here, but {{other}} in {{place}}.',
    variable: '"{{name}}" leads to {{here}} here, but to {{other}} in {{place}}.',
    provider: '"{{name}}" leads to {{here}}, but the schema of Prisma is made for {{other}}.',
    default: 'Where "{{name}}" is not set, the database is {{here}}; {{place}} sets it to {{other}}.',
    driver: 'The service starts beside {{here}}, but the code only speaks to {{other}}.',
  },
  severity: 'warning',
  preset: 'recommended',
  confidence: 'likely',
  fixable: 'suggestion',
  since: '0.1.0',
  applies: { to: 'packages', roles: { development: 'warning', 'tool-config': 'warning', example: 'warning' } },
  ...listedWith(lists, {
    add: z
      .array(z.string().refine((entry) => addedFamilyIn(entry) !== undefined, { message: EXPECTED }))
      .default([])
      .describe(lists.add),
  }),
  typescript: {
    needles: ['dialect', 'sqlite'],
    perStatement: true,
    create: (file) => ({
      ObjectLiteralExpression(node) {
        checkBlocks(file, node);
      },
      BinaryExpression: (node) => collectDefault(file, node),
      BindingElement: (node) => collectDefault(file, node),
      CallExpression: (node) => collectDefault(file, node),
      PropertyAssignment: (node) => collectDefault(file, node),
    }),
  },
  app(context) {
    const places = servicePlaces(context.app, (image, file) => addedFamilyOf(image, context.optionsFor(file).add));
    checkDialects(context);
    const found =
      checkImages(context, places) +
      checkVariables(context) +
      checkDefaults(context) +
      checkDrivers(context, places) +
      checkProviders(context);
    if (found === 0) attest(context, places);
  },
  fix({ finding, file, text }) {
    const { replacement, written } = finding.data;
    const { span } = finding;
    if (typeof replacement !== 'string' || text.slice(span.start, span.end) !== written) return undefined;
    return fixOf(`Use ${String(finding.data['other'])} here, too`, 'suggestion', file, [{ span, text: replacement }], {
      needsConfirmation: 'Address, credentials and data are those of another kind of service: they have to follow.',
    });
  },
});

/** What the fix puts in the place of a text that it knows. */
function replacing(written: string, replacement: string): Record<string, string> {
  return { written, replacement };
}

/** `development: { client: 'sqlite3' }, production: { client: 'pg' }` of knex and Sequelize. */
function checkBlocks(file: TypeScriptFile<Message, ListOptions>, node: ts.ObjectLiteralExpression): void {
  const production = blockOf(node, 'production');
  if (production === undefined) return;
  for (const name of ['development', 'staging', 'test', 'ci']) {
    const block = blockOf(node, name);
    if (block === undefined || block.family === production.family) continue;
    const severity: Severity = name === 'test' || name === 'ci' ? 'hint' : 'warning';
    const data = {
      here: STORE_NAMES[block.family],
      other: STORE_NAMES[production.family],
      block: name,
      otherBlock: 'production',
      ...replacing(block.value.getText(), production.value.getText()),
    };
    file.report(block.value, 'block', data, {
      severity,
      roles: { 'tool-config': severity },
      because: 'the two blocks name different kinds of databases',
    });
  }
}

function blockOf(
  node: ts.ObjectLiteralExpression,
  name: string,
): { value: ts.Expression; family: StoreFamily } | undefined {
  const block = node.properties.find(
    (property): property is ts.PropertyAssignment =>
      ts.isPropertyAssignment(property) && propertyName(property.name) === name,
  )?.initializer;
  if (block === undefined || !ts.isObjectLiteralExpression(block)) return undefined;
  const value = (propertyOf(block, 'client') ?? propertyOf(block, 'dialect') ?? propertyOf(block, 'type'))?.value;
  const family = value !== undefined && ts.isStringLiteralLike(value) ? dialectFamily(value.text) : undefined;
  return value === undefined || family === undefined ? undefined : { value, family };
}

/** `config/config.json` of Sequelize. */
function checkDialects({ app, report }: Context): void {
  for (const { file, facts } of app.folderFactsOf('text')) {
    const blocks = (facts.schemas?.dialects ?? []).flatMap(({ name, dialect, span }) => {
      const family = dialectFamily(dialect);
      return family === undefined || !isBelow(file, app.root) ? [] : [{ name, dialect, span, family }];
    });
    const production = blocks.find(({ name }) => name === 'production');
    if (production === undefined) continue;
    for (const { name, dialect, span, family } of blocks) {
      if (family === production.family || !/^(?:development|staging|test|ci)$/.test(name)) continue;
      const severity: Severity = name === 'test' || name === 'ci' ? 'hint' : 'warning';
      const data = {
        here: STORE_NAMES[family],
        other: STORE_NAMES[production.family],
        block: name,
        otherBlock: 'production',
        ...replacing(dialect, production.dialect),
      };
      const because = 'the two blocks name different kinds of databases';
      report({ file, span }, 'block', data, { severity, because });
    }
  }
}

/** The client of Prisma is made for one kind of database and refuses the URL of another. */
function checkProviders({ app, report }: Context): number {
  let count = 0;
  const places = storeVariables(app);
  for (const { file, facts } of app.folderFactsOf('text')) {
    const { datasource } = facts.schemas ?? {};
    const other = datasource && dialectFamily(datasource.provider);
    if (datasource?.variable === undefined || other === undefined || !isBelow(file, app.root)) continue;
    const schemas = app.folderFactsOf('text').filter((one) => one.facts.schemas?.datasource !== undefined);
    // One schema for each kind: which of them is meant is chosen elsewhere.
    if (schemas.length > 1) continue;
    for (const place of places) {
      if (place.name !== datasource.variable || place.family === other) continue;
      // The env file of another package is read by another client.
      if (!takesIn(app.folderPackages, place.file, file)) continue;
      const data = { name: place.name, here: STORE_NAMES[place.family], other: STORE_NAMES[other] };
      const because = `"${datasource.provider}" is the provider of the schema`;
      const related = [also({ file, span: datasource.span }, STORE_NAMES[other])];
      report(place, 'provider', data, { fixable: false, because, related });
      count++;
    }
  }
  return count;
}

/** Kinds of one purpose that stand on two sides and have nothing in common. */
function checkImages(context: Context, places: readonly ServicePlace[]): number {
  let count = 0;
  for (const purpose of PURPOSES) {
    const known = places.flatMap((place) => {
      const family = storeFamily(place.family);
      return family !== undefined && purposeOf(family) === purpose ? [{ place, family }] : [];
    });
    const truth = known.filter(({ place }) => place.side === 'production');
    const [first] = truth;
    if (first === undefined) continue;
    const wanted = new Set(truth.map(({ family }) => family));
    for (const side of ['development', 'CI'] as const) {
      const own = known.filter(({ place }) => place.side === side);
      if (own.length === 0 || own.some(({ family }) => wanted.has(family))) continue;
      const [here] = own;
      if (here === undefined) continue;
      const isFixable = here.place.isWritten && first.place.isWritten;
      const data = {
        here: STORE_NAMES[here.family],
        other: STORE_NAMES[first.family],
        place: placeNameOf(first.place, here.place),
        ...(isFixable && replacing(here.place.text, first.place.text)),
      };
      const severity: Severity = side === 'CI' ? 'info' : 'warning';
      context.report(here.place, 'image', data, {
        severity,
        fixable: isFixable,
        roles: { development: severity },
        related: [also(first.place, STORE_NAMES[first.family])],
        because: `both serve as the ${purpose}`,
      });
      count++;
    }
  }
  return count;
}

const PURPOSES: readonly StorePurpose[] = ['database', 'cache', 'queue'];

function also({ file, span }: Location, name: string): Related {
  return { file, span, message: `${name} here.` };
}

/** One variable, two kinds of service: `file:./dev.db` in `.env`, `postgres://…` in the manifest. */
function checkVariables(context: Context): number {
  const places = storeVariables(context.app);
  let count = 0;
  for (const name of new Set(places.map((place) => place.name))) {
    const of = (side: StoreVariable['side']): StoreVariable[] =>
      places.filter((place) => place.name === name && place.side === side);
    const [here] = of('development');
    const [there] = of('production');
    if (here === undefined || there === undefined || purposeOf(here.family) !== purposeOf(there.family)) continue;
    // Two kinds on one side belong to two services.
    const families = (side: StoreVariable['side']): number => new Set(of(side).map(({ family }) => family)).size;
    if (here.family === there.family || families('development') > 1 || families('production') > 1) continue;
    const data = {
      name,
      here: STORE_NAMES[here.family],
      other: STORE_NAMES[there.family],
      place: `"${baseName(there.file)}"`,
    };
    context.report(here, 'variable', data, {
      fixable: false,
      related: [also(there, STORE_NAMES[there.family])],
      because: 'the two URLs have different schemes',
    });
    count++;
  }
  return count;
}

/** `DB_CLIENT: str({ default: 'better-sqlite3' })`, `process.env.DATABASE_URL ?? 'file:./dev.db'`. */
function collectDefault(file: TypeScriptFile<Message, ListOptions>, node: ts.Node): void {
  const fallback = environmentFallbackOf(node, file.bindings);
  const text = fallback && fallback.form !== 'overwrite' ? file.bindings.staticString(fallback.value) : undefined;
  if (fallback === undefined || text === undefined || fallback.development) return;
  if (familyOfSetting(fallback.name, text) === 'sqlite') file.collect(fallback.value, { name: fallback.name });
}

/** The code starts on SQLite wherever a deploy does not say otherwise, and every deploy that says something does. */
function checkDefaults(context: Context): number {
  const { app } = context;
  const places = deployedVariables(app, familyOfSetting).filter(({ side }) => side === 'production');
  let count = 0;
  for (const { file, span, data } of context.collected()) {
    const name = String(data['name']);
    const set = places.filter((place) => place.name === name && purposeOf(place.family) === 'database');
    const [there] = set;
    if (there === undefined || set.some(({ family }) => family === 'sqlite') || !isOwnCode(file, app)) continue;
    const [here, other] = [STORE_NAMES.sqlite, STORE_NAMES[there.family]];
    context.report(
      { file, span },
      'default',
      { name, here, other, place: `"${baseName(there.file)}"` },
      {
        severity: 'info',
        fixable: false,
        related: set.slice(0, 3).map((place) => also(place, STORE_NAMES[place.family])),
        because: 'whoever starts it without the variable, for instance to develop it, runs on another kind of database',
      },
    );
    count++;
  }
  return count;
}

function isOwnCode(file: FilePath, app: AppModel): boolean {
  return [...app.rolesOf(file)].every((role) => role === 'config-module');
}

/** A database that a service of ours waits for and has no driver of. */
function checkDrivers(context: Context, places: readonly ServicePlace[]): number {
  let count = 0;
  for (const model of context.app.composeFiles) {
    for (const service of model.document.services) {
      const build = composeBuildOf(service, model, context.app.composeFiles);
      if (build === undefined) continue;
      const drivers = databaseDrivers(
        context.app,
        dockerfileOf(build, model),
        (manifest) => context.optionsFor(manifest).add,
      );
      const waited = service.dependsOn.map((one) => one.service);
      const stores = places.filter(({ file, service: name }) => file === model.file && waited.includes(name));
      const databases = stores.filter(({ family }) => {
        const found = storeFamily(family);
        return found !== undefined && purposeOf(found) === 'database';
      });
      const [place] = databases;
      const [driver] = drivers;
      const family = place === undefined ? undefined : storeFamily(place.family);
      if (place === undefined || driver === undefined || family === undefined) continue;
      if (databases.some((one) => drivers.some((other) => other.family === storeFamily(one.family)))) continue;
      const data = { here: STORE_NAMES[family], other: STORE_NAMES[driver.family] };
      context.report(place, 'driver', data, {
        fixable: false,
        related: [also(driver, STORE_NAMES[driver.family])],
        because: `service "${service.name}" depends on it, and package.json has no driver of it`,
      });
      count++;
    }
  }
  return count;
}

function attest(context: Context, places: readonly ServicePlace[]): void {
  for (const purpose of PURPOSES) {
    const own = places.filter(({ family }) => {
      const known = storeFamily(family);
      return known !== undefined && purposeOf(known) === purpose;
    });
    const sides = [...new Set(own.map(({ side }) => side))];
    const [first] = own;
    const family = first && storeFamily(first.family);
    if (first === undefined || family === undefined || sides.length < 2) continue;
    context.attest(first, `The ${purpose} is ${STORE_NAMES[family]} in ${sides.join(' and ')}.`);
  }
}
