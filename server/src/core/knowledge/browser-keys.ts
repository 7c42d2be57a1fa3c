/**
 * Keys that vendors make for pages, by which they tell whose page it is: every visitor is handed them. Sources: what the
 * vendors' documentation says about their browser SDKs. Vendors whose server keys go by the same names are left out.
 */

/** Beginnings of modules that run in browsers and are given such a key. */
export const BROWSER_SDK_MODULES =
  /^(?:@amplitude\/(?:analytics-browser|unified)|amplitude-js|mixpanel-browser|posthog-js|@segment\/analytics-next|@inkeep\/|@docsearch\/|logrocket|highlight\.run|@hotjar\/|react-hotjar|react-ga|@stripe\/(?:stripe-js|react-stripe-js)|@react-google-maps\/|@vis\.gl\/|react-google-recaptcha|react-map-gl|mapbox-gl|pusher-js|crisp-sdk-web|@bugsnag\/(?:js|browser)|@datadog\/browser-)/;

/** Objects, options and types named after such a vendor: `integrations.amplitude.apiKey`, `InkeepBaseSettings`. */
export const BROWSER_SDK_NAME =
  /^(?:amplitude|mixpanel|posthog|postHog|inkeep|docsearch|docSearch|logrocket|logRocket|hotjar|gtag|recaptcha|reCaptcha|googleMaps?|crisp|AMPLITUDE|MIXPANEL|POSTHOG|INKEEP|DOCSEARCH|LOGROCKET|HOTJAR|RECAPTCHA|GOOGLE_MAPS?|CRISP)(?:$|[A-Z_-])|^H$/;

/** What a vendor hands to servers alone, whatever else it makes for pages. */
export const SERVER_KEY_NAME = /auth|access|secret|private|admin|personal|server|management|refresh/i;
