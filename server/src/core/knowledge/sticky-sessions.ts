/** How load balancers are told to send a client to the same process again. */
export const STICKY_ANNOTATIONS: readonly { readonly name: RegExp; readonly value: RegExp }[] = [
  { name: /^nginx\.ingress\.kubernetes\.io\/affinity$/, value: /^cookie$/i },
  {
    name: /^(?:haproxy-ingress\.github\.io|ingress\.kubernetes\.io|haproxy\.ingress\.kubernetes\.io)\/affinity$/,
    value: /^cookie$/i,
  },
  { name: /^(?:haproxy\.org|haproxy\.com)\/cookie-persistence$/, value: /./ },
  { name: /^traefik\.ingress\.kubernetes\.io\/(?:service\.sticky\.cookie|affinity)$/, value: /^true$/i },
  { name: /^alb\.ingress\.kubernetes\.io\/target-group-attributes$/, value: /(?:^|,)\s*stickiness\.enabled=true/i },
  { name: /^service\.beta\.kubernetes\.io\/do-loadbalancer-sticky-sessions-type$/, value: /^cookies$/i },
  { name: /^appgw\.ingress\.kubernetes\.io\/cookie-based-affinity$/, value: /^true$/i },
];

/** Labels of Traefik on a compose service. */
export const STICKY_LABEL =
  /^traefik\.(?:http\.services\.[\w-]+\.)?load[bB]alancer\.(?:sticky(?:\.cookie(?:\.name)?)?|stickiness)$/;

/** Directives in an `upstream` of nginx (https://nginx.org/en/docs/http/ngx_http_upstream_module.html); `hash` serves caches as well. */
export const STICKY_DIRECTIVES: ReadonlySet<string> = new Set(['ip_hash', 'sticky']);

/** Packages whose purpose it is. */
export const STICKY_PACKAGES: ReadonlySet<string> = new Set([
  'sticky-session',
  'sticky-session-custom',
  '@socket.io/sticky',
]);

/** Its long polling needs the same process for every request of a connection (https://socket.io/docs/v4/using-multiple-nodes/). */
export const STICKY_BY_DESIGN: readonly string[] = ['socket.io', '@nestjs/platform-socket.io', 'sockjs'];

/** Addresses of databases and queues, to which nobody's requests go. */
export const STORE_PORT = /:(?:5432|3306|27017|6379|9200|5672)$/;
