/**
 * Where a deploy takes a whole set of variables from a place that no file of the folder shows: secrets that Kubernetes, or a
 * platform with manifests of its own, hands over as they are (`envFrom`; a ConfigMap is mostly committed beside it), env files
 * in a bucket for Amazon ECS, and the commands that start a program with what a store for secrets holds: Doppler, Infisical,
 * 1Password, Chamber, Teller, Phase, SOPS, Berglas, envconsul.
 */
export const HANDED_SETS =
  /\benvFrom:(?=[^\n]*\n(?:[^\n]*\n){0,12}?[ \t{%-]*(?:secret|secretRef)\b)|"environmentFiles"\s*:|\b(?:doppler|infisical|op|teller|phase) run\b|\b(?:chamber|berglas) exec\b|\bsops exec-env\b|\benvconsul\b/;
