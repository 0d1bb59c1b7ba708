// Tells Streamlit where its server is, before its own scripts start: beside this page's address.
//
// Otherwise it would ask two addresses first and wait for both answers, and on every screen but
// the first one it would ask below that screen's address, fail, and try again.

window.__streamlit = {
  BACKEND_BASE_URL: new URL("./", location.href).href,
  // Nobody else's page may talk to ours from around it; the list must name somebody.
  HOST_CONFIG: { allowedOrigins: [location.origin], useExternalAuthToken: false },
};
