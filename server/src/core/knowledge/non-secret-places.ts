/** Where words that sound like secrets are the subject of a program rather than a value of it (RULES §5, traps 2 and 6). */

/**
 * Names of objects whose entries are texts, selectors, routes, kinds and the like: `messages.password`, `routes.token`. A
 * random-looking entry of one is still no credential.
 */
export const NON_SECRET_OBJECTS: ReadonlySet<string> = new Set(
  (
    'i18n messages message labels label translations translation texts text strings errors error errorcodes errormessages validation validations validators rules ' +
    'routes route paths path endpoints endpoint urls urlmap selectors selector locators columns column fields fieldnames placeholders placeholder hints help tooltips ' +
    'icons icon colors colours theme themes styles style classes classnames css queries querykeys actiontypes actions events permissions scopes enums types kinds ' +
    'schema schemas definitions example examples sample samples mock mocks fixture fixtures docs documentation openapi swagger template templates'
  ).split(' '),
);

/** A key beside one of these in the same object is made for browsers: Firebase's web configuration, DocSearch. */
export const PUBLIC_KEY_SIBLINGS: ReadonlySet<string> = new Set([
  'authDomain',
  'messagingSenderId',
  'measurementId',
  'storageBucket',
  'indexName',
  'publishableKey',
]);

/** Calls whose second argument is stored under the first: `map.set('apiKey', …)`, `response.setHeader(…)`. */
export const KEYED_SETTERS: ReadonlySet<string> = new Set(['set', 'setHeader', 'header', 'append', 'setItem', 'put']);

/** Attributes, options and properties whose value is shown to somebody as an example of what to type. */
export const EXAMPLE_NAMES = /^(?:[\w-]*placeholder|\w*Placeholder|example|\w*Example|sample|\w*Sample)$/;
