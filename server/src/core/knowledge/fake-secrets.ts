/**
 * Made-up values of the shapes that secrets have, for rule pages and tests. They are put together when they are asked
 * for, so that no scanner finds one in the sources or in the bundle; the page viewer and the tests expand the
 * placeholders `{{fake:name}}` with them.
 */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  'anthropic-key': ['sk-ant-', 'api03-', 'Qm7ZtR2vXk9LwB4nHs6Yd1Fg8Jc3Pa5Ue0Io_TqMzRxVb2'],
  'aws-access-key-id': ['AK', 'IA', 'Q7ZTR2VXK9LWB4NH'],
  'aws-secret-access-key': ['q7Zt', 'R2vXk9LwB4nHs6Yd1F/8Jc3Pa5Ue0IoTqMzRxVb'],
  'github-token': ['gh', 'p_', 'q7ZtR2vXk9LwB4nHs6Yd1Fg8Jc3Pa5Ue0IoT'],
  'gitlab-token': ['gl', 'pat-', 'q7ZtR2vXk9LwB4nHs6Yd'],
  jwt: ['ey', 'JhbGciOiJIUzI1NiJ9', '.ey', 'JzdWIiOiI4NDIxIn0', '.q7ZtR2vXk9LwB4nHs6Yd1Fg8Jc3Pa5Ue0IoT'],
  'npm-token': ['np', 'm_', 'q7ZtR2vXk9LwB4nHs6Yd1Fg8Jc3Pa5Ue0IoT'],
  'openai-key': ['s', 'k-', 'proj-', 'q7ZtR2vXk9LwB4nHs6Yd1Fg8Jc3Pa5Ue0IoTqMzRxVb2'],
  password: ['q7Zt', 'R2vX', 'k9Lw'],
  'postgres-url': ['postgres', '://orders:', 'q7ZtR2vXk9Lw', '@orders-db.prod.internal:5432/orders'],
  'mysql-url': ['mysql', '://orders:', 'q7ZtR2vXk9Lw', '@orders-db.prod.internal:3306/orders'],
  'mongodb-url': ['mongodb', '+srv://orders:', 'q7ZtR2vXk9Lw', '@orders-db.prod.internal/orders'],
  'redis-url': ['redis', '://:', 'q7ZtR2vXk9Lw', '@cache.prod.internal:6379/0'],
  'amqp-url': ['amqp', '://orders:', 'q7ZtR2vXk9Lw', '@queue.prod.internal:5672'],
  'private-key': [
    '-----BEGIN PRI',
    'VATE KEY-----\n',
    'MIIEq7ZtR2vXk9LwB4nHs6Yd1Fg8Jc3Pa5Ue0IoTqMzRxVb2Nk4Wy6Sh9Dl1Ct7G',
    '\n-----END PRI',
    'VATE KEY-----',
  ],
  'sendgrid-key': ['S', 'G.', 'q7ZtR2vXk9LwB4nHs6Yd1F.', 'g8Jc3Pa5Ue0IoTqMzRxVb2Nk4Wy6Sh9Dl1Ct7Gf3Ej5'],
  'slack-token': ['xo', 'xb-', '274019385162-', '739184620571-', 'q7ZtR2vXk9LwB4nHs6Yd1Fg8'],
  'stripe-key': ['s', 'k_live_', 'q7ZtR2vXk9LwB4nHs6Yd1Fg8'],
};

export const FAKE_SECRET_NAMES: readonly string[] = Object.keys(PARTS);

/** @throws RangeError for a name that is not in the table. */
export function fakeSecret(name: string): string {
  const parts = PARTS[name];
  if (parts === undefined)
    throw new RangeError(`there is no fake secret "${name}"; known: ${FAKE_SECRET_NAMES.join(', ')}`);
  return parts.join('');
}

/** Expands every `{{fake:name}}`; unknown names throw, so that a page with one fails its test. */
export function expandFakeSecrets(text: string): string {
  return text.replace(/\{\{fake:([\w-]+)\}\}/g, (_, name: string) => fakeSecret(name));
}
