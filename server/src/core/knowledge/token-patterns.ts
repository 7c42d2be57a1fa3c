/**
 * Provider tokens as data. Prefixes and lengths follow the providers' own documentation and the rules of gitleaks and
 * secretlint. A pattern is tried only where its needle stands at the start of a word, so most texts cost one `includes` each.
 */
export interface TokenPattern {
  readonly id: string;
  /** What the token begins with, exactly. */
  readonly needles: readonly string[];
  /** What follows the needle; sticky, every repetition bounded. */
  readonly body: RegExp;
  /** Least Shannon entropy of the body in bits; 3 unless told. */
  readonly entropy?: number;
  /** The body must mix letters and digits: prefixes that also begin ordinary words. */
  readonly mixed?: boolean;
  /** The needle may stand inside a word. */
  readonly inside?: boolean;
}

export const TOKEN_PATTERNS: readonly TokenPattern[] = [
  {
    id: 'private-key',
    needles: ['-----BEGIN '],
    body: /(?:[A-Z0-9]{1,12} ){0,2}PRIVATE KEY(?: BLOCK)?-----/y,
    inside: true,
  },
  { id: 'aws-access-key-id', needles: ['AKIA', 'ASIA'], body: /[A-Z0-9]{16}(?![A-Za-z0-9_-])/y, entropy: 2.5 },
  { id: 'github-token', needles: ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_'], body: /[A-Za-z0-9]{36,255}(?![\w-])/y },
  { id: 'github-token', needles: ['github_pat_'], body: /[A-Za-z0-9_]{60,255}(?![\w-])/y },
  { id: 'gitlab-token', needles: ['glpat-', 'gldt-', 'glrt-', 'glptt-', 'glsoat-'], body: /[\w-]{20,64}(?![\w-])/y },
  {
    id: 'slack-token',
    needles: ['xoxa-', 'xoxb-', 'xoxe-', 'xoxo-', 'xoxp-', 'xoxr-', 'xoxs-', 'xapp-'],
    body: /[A-Za-z0-9-]{20,250}(?![\w-])/y,
    mixed: true,
  },
  {
    id: 'slack-webhook',
    needles: ['hooks.slack.com/services/', 'hooks.slack.com/workflows/'],
    body: /[A-Za-z0-9]{8,12}\/[A-Za-z0-9]{8,14}\/[A-Za-z0-9/]{20,48}(?![\w-])/y,
    inside: true,
  },
  {
    id: 'discord-webhook',
    needles: ['discord.com/api/webhooks/', 'discordapp.com/api/webhooks/'],
    body: /\d{17,20}\/[\w-]{60,80}(?![\w-])/y,
    inside: true,
  },
  { id: 'stripe-key', needles: ['sk_live_', 'rk_live_'], body: /[A-Za-z0-9]{16,250}(?![\w-])/y },
  { id: 'stripe-webhook-secret', needles: ['whsec_'], body: /[A-Za-z0-9+/]{24,128}={0,2}(?![\w-])/y },
  { id: 'sendgrid-key', needles: ['SG.'], body: /[\w-]{20,24}\.[\w-]{39,50}(?![\w-])/y },
  { id: 'npm-token', needles: ['npm_'], body: /[A-Za-z0-9]{36}(?![\w-])/y },
  { id: 'anthropic-key', needles: ['sk-ant-'], body: /[a-z0-9]{2,12}-[\w-]{40,120}(?![\w-])/y },
  {
    id: 'openai-key',
    needles: ['sk-'],
    body: /(?:proj-|svcacct-|admin-|None-)?[\w-]{20,200}(?![\w-])/y,
    entropy: 3.5,
    mixed: true,
  },
  { id: 'google-oauth-secret', needles: ['GOCSPX-'], body: /[\w-]{24,32}(?![\w-])/y },
  { id: 'google-oauth-token', needles: ['ya29.'], body: /[\w-]{30,512}(?![\w-])/y },
  { id: 'twilio-credentials', needles: ['AC'], body: /[0-9a-f]{32}["'\s]{0,3}[:,;][\s"']{0,3}[0-9a-f]{32}(?![\w-])/y },
  { id: 'azure-storage-key', needles: ['AccountKey='], body: /[A-Za-z0-9+/]{80,90}={0,2}/y, entropy: 4 },
  { id: 'azure-shared-access-key', needles: ['SharedAccessKey='], body: /[A-Za-z0-9+/]{40,50}={0,2}/y, entropy: 3.5 },
  { id: 'shopify-token', needles: ['shpat_', 'shpss_', 'shpca_', 'shppa_'], body: /[a-fA-F0-9]{32}(?![\w-])/y },
  { id: 'digitalocean-token', needles: ['dop_v1_', 'doo_v1_', 'dor_v1_'], body: /[a-f0-9]{64}(?![\w-])/y },
  { id: 'docker-token', needles: ['dckr_pat_', 'dckr_oat_'], body: /[\w-]{27,40}(?![\w-])/y },
  { id: 'huggingface-token', needles: ['hf_'], body: /[A-Za-z]{34}(?![\w-])/y, entropy: 3.5 },
  { id: 'databricks-token', needles: ['dapi'], body: /[a-f0-9]{32}(?:-\d)?(?![\w-])/y },
  { id: 'mailgun-key', needles: ['key-'], body: /[0-9a-f]{32}(?![\w-])/y },
  { id: 'brevo-key', needles: ['xkeysib-'], body: /[a-f0-9]{64}-[A-Za-z0-9]{16}(?![\w-])/y },
  { id: 'resend-key', needles: ['re_'], body: /[A-Za-z0-9]{8}_[A-Za-z0-9]{24}(?![\w-])/y, mixed: true },
  { id: 'linear-key', needles: ['lin_api_'], body: /[A-Za-z0-9]{40}(?![\w-])/y },
  { id: 'notion-token', needles: ['ntn_'], body: /[A-Za-z0-9]{40,50}(?![\w-])/y },
  { id: 'figma-token', needles: ['figd_'], body: /[\w-]{38,50}(?![\w-])/y },
  { id: 'atlassian-token', needles: ['ATATT3'], body: /[\w=-]{60,250}(?![\w-])/y },
  { id: 'postman-key', needles: ['PMAK-'], body: /[a-f0-9]{24}-[a-f0-9]{34}(?![\w-])/y },
  { id: 'newrelic-key', needles: ['NRAK-'], body: /[A-Z0-9]{27}(?![\w-])/y },
  { id: 'grafana-token', needles: ['glsa_'], body: /[A-Za-z0-9]{32}_[a-fA-F0-9]{8}(?![\w-])/y },
  { id: 'sentry-token', needles: ['sntrys_', 'sntryu_'], body: /[\w=+/-]{40,400}(?![\w-])/y },
  { id: 'supabase-token', needles: ['sbp_'], body: /[a-f0-9]{40}(?![\w-])/y },
  { id: 'supabase-secret-key', needles: ['sb_secret_'], body: /[\w-]{20,64}(?![\w-])/y },
  { id: 'vault-token', needles: ['hvs.', 'hvb.'], body: /[\w-]{24,300}(?![\w-])/y },
  { id: 'doppler-token', needles: ['dp.pt.', 'dp.st.', 'dp.sa.'], body: /[\w.-]{40,80}(?![\w-])/y },
  { id: 'planetscale-token', needles: ['pscale_tkn_', 'pscale_pw_', 'pscale_oauth_'], body: /[\w.-]{32,64}(?![\w-])/y },
  { id: 'pypi-token', needles: ['pypi-AgEIcHlwaS5vcmc'], body: /[\w-]{50,1000}(?![\w-])/y },
  { id: 'groq-key', needles: ['gsk_'], body: /[A-Za-z0-9]{50,60}(?![\w-])/y },
  { id: 'replicate-token', needles: ['r8_'], body: /[A-Za-z0-9]{37,40}(?![\w-])/y, mixed: true },
  { id: 'age-secret-key', needles: ['AGE-SECRET-KEY-1'], body: /[A-Z0-9]{58}(?![\w-])/y },
  { id: 'square-secret', needles: ['sq0csp-', 'sq0atp-'], body: /[\w-]{22,43}(?![\w-])/y },
  {
    id: 'telegram-bot-token',
    needles: [':AA'],
    body: /[\w-]{32,34}(?![\w-])/y,
    inside: true,
    entropy: 3.5,
    mixed: true,
  },
  { id: 'jwt', needles: ['eyJ'], body: /[\w-]{8,2000}\.eyJ[\w-]{8,4000}\.[\w-]{20,1000}(?![\w-])/y, entropy: 3.5 },
];
