import rule from '../../../server/src/rules/06-processes/no-sticky-sessions';
import { ruleTester } from '../../support/rule-tester';

const service = (more: string): string =>
  `=== k8s/api.yaml ===\napiVersion: v1\nkind: Service\nmetadata: { name: api }\nspec:\n  selector: { app: api }\n${more}`;
const AFFINITY = 'The Service sends each client to the same pod again and again.';
const annotation = (name: string): string => `"${name}" ties each client to one process by a cookie.`;
const workload = (kind: string, image: string): string =>
  `=== k8s/pods.yaml ===\napiVersion: apps/v1\nkind: ${kind}\nspec: { template: { metadata: { labels: { app: api, tier: x } }, spec: { containers: [{ image: "${image}" }] } } }\n`;
const mesh = (more: string): string =>
  `=== k8s/mesh.yaml ===\napiVersion: networking.istio.io/v1\nkind: DestinationRule\nmetadata: { name: api }\nspec:\n  host: api\n  trafficPolicy:\n    loadBalancer:\n${more}`;

ruleTester(rule, {
  keeps: [
    { name: 'no affinity', code: service('  sessionAffinity: None\n') },
    { name: 'a template decides', code: service('  sessionAffinity: {{ .Values.affinity }}\n') },
    { name: 'a StatefulSet', code: `${service('  sessionAffinity: ClientIP\n')}${workload('StatefulSet', 'acme/a')}` },
    { name: 'a database', code: `${service('  sessionAffinity: ClientIP\n')}${workload('Deployment', 'redis:7')}` },
    {
      name: 'another annotation',
      code: '=== k8s/i.yaml ===\napiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { annotations: { nginx.ingress.kubernetes.io/affinity: "", alb.ingress.kubernetes.io/target-group-attributes: stickiness.enabled=false } }\nspec: {}\n',
    },
    {
      name: 'compose for development',
      code: '=== compose.dev.yml ===\nservices:\n  a: { build: ., labels: ["traefik.http.services.a.loadbalancer.sticky.cookie=true"] }\n',
    },
    {
      name: 'nginx that hands requests out in turn, by a hash for a cache, and before a database',
      code: '=== nginx.conf ===\nupstream a { server app:80; hash $request_uri consistent; }\nupstream b { ip_hash; server db:5432; }\n# ip_hash;\n',
    },
    {
      name: 'a mesh that hashes by a header, for a cache',
      code: mesh('      consistentHash: { httpHeaderName: x-user }\n'),
    },
    { name: 'a mesh that hands requests out in turn', code: mesh('      simple: ROUND_ROBIN\n') },
    {
      name: 'a comment that says why',
      code: service(
        '  # twelve-factor-disable-next-line processes/no-sticky-sessions -- a protocol with state\n  sessionAffinity: ClientIP\n',
      ),
    },
  ],
  breaks: [
    {
      name: 'nginx by address; comments, order and indentation stay',
      code: `=== deploy/nginx.conf ===\nevents {}\nhttp {\n\t# two processes\n\tupstream app {\n\t\tip_hash; # sessions\n#  <^^^^^^^^^^ no\n\t\tserver app:3000;\n\t}\n}\n`.replace(
        '#  <^^^^^^^^^^ no\n',
        '# ^^^^^^^^ warning: "ip_hash" ties each client to one process of "app".\n',
      ),
      fixed: {
        'deploy/nginx.conf': 'events {}\nhttp {\n\t# two processes\n\tupstream app {\n\t\tserver app:3000;\n\t}\n}\n',
      },
    },
    {
      name: 'a mesh by cookie',
      code: mesh(
        `      consistentHash:\n#     ^^^^^^^^^^^^^^^ warning: "httpCookie" ties each client to one pod.\n        httpCookie: { name: s, ttl: 0s }\n    connectionPool: {} # stays\n`,
      ),
      fixed: {
        'k8s/mesh.yaml': mesh('    connectionPool: {} # stays\n')
          .replace(/^===.*\n/, '')
          .replace('    loadBalancer:\n', ''),
      },
    },
    {
      name: 'a route of Traefik and one of Contour',
      code: `=== k8s/t.yaml ===\napiVersion: traefik.io/v1alpha1\nkind: IngressRoute\nmetadata: { name: a }\nspec:\n  routes:\n    - services:\n        - name: a\n          sticky: { cookie: {} }\n#         ^^^^^^^^^^^^^^^^^^^^^^ warning: "sticky" ties each client to one pod.\n---\napiVersion: projectcontour.io/v1\nkind: HTTPProxy\nmetadata: { name: b }\nspec:\n  routes:\n    - services: [{ name: b }]\n      loadBalancerPolicy: { strategy: Cookie }\n#     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: "Cookie" ties each client to one pod.\n`,
    },
    {
      name: 'by address, with its configuration',
      code: service(
        `  # why\n  sessionAffinity: ClientIP\n# ^^^^^^^^^^^^^^^^^^^^^^^^^ warning: ${AFFINITY}\n  sessionAffinityConfig:\n    clientIP: { timeoutSeconds: 10 }\n  ports: [{ port: 80 }] # the port\n`,
      ),
      fixed: {
        'k8s/api.yaml': service('  # why\n  ports: [{ port: 80 }] # the port\n').replace(/^===.*\n/, ''),
      },
      fixTitle: 'Let any process answer',
    },
    {
      name: 'annotations of an ingress, the last of which goes with their key',
      code: `=== k8s/i.yaml ===\napiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: a\n  annotations:\n    nginx.ingress.kubernetes.io/affinity: "cookie"\n#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: ${annotation('nginx.ingress.kubernetes.io/affinity')}\nspec: {}\n`,
      fixed: {
        'k8s/i.yaml': 'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: a\nspec: {}\n',
      },
    },
    {
      name: 'in a chart',
      code: `=== charts/a/templates/i.yaml ===\napiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: {{ .Release.Name }}\n  annotations:\n    alb.ingress.kubernetes.io/target-group-attributes: stickiness.enabled=true,x=1\n#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: ${annotation('alb.ingress.kubernetes.io/target-group-attributes')}\n    other: x\nspec: {}\n`,
      fixed: {
        'charts/a/templates/i.yaml':
          'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: {{ .Release.Name }}\n  annotations:\n    other: x\nspec: {}\n',
      },
    },
    {
      name: 'labels of Traefik, one of a flow of items',
      code: `=== compose.yml ===\nservices:\n  a:\n    image: acme/a:1\n    labels:\n      - traefik.http.services.a.loadbalancer.sticky.cookie=true\n#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: ${annotation('traefik.http.services.a.loadbalancer.sticky.cookie')}\n`,
      fixed: { 'compose.yml': 'services:\n  a:\n    image: acme/a:1\n' },
    },
    {
      name: 'a package, a hint beside Socket.IO',
      code: `=== package.json ===\n{ "dependencies": { "socket.io": "4", "@socket.io/sticky": "1" } }\n//                                    ^^^^^^^^^^^^^^^^^^^^^^^^ hint: "@socket.io/sticky" ties each client to one process of a cluster.\n`,
    },
  ],
});
