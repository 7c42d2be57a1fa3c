/** What forks a service inside of its own container. */

/** Libraries whose one purpose that is. */
export const CLUSTER_LIBRARIES: ReadonlySet<string> = new Set([
  'throng',
  'recluster',
  'sticky-cluster',
  'express-cluster',
  'cluster-service',
]);

/** Substrings without one of which nothing forks: the module of Node in quotes, or a library. */
export const CLUSTER_NEEDLES: readonly string[] = ["'cluster'", '"cluster"', 'node:cluster', ...CLUSTER_LIBRARIES];
