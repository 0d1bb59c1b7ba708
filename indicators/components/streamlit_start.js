// What Streamlit's own scripts find when they start.

// Where its server is: beside this page's address.
//
// Otherwise it would ask two addresses first and wait for both answers, and on every screen but
// the first one it would ask below that screen's address, fail, and try again.

window.__streamlit = {
  BACKEND_BASE_URL: new URL("./", location.href).href,
  // Nobody else's page may talk to ours from around it; the list must name somebody.
  HOST_CONFIG: { allowedOrigins: [location.origin], useExternalAuthToken: false },
};

// One step in the browser's history for one step of the person; Streamlit makes entries where Back
// would change nothing.
//
// Where a script switches the screen, Streamlit first gives this screen's address the parameters
// of the other and then goes there: only the second is a step. Where a choice is made that the
// address did not name yet, the address before would still show what was chosen: no step.
{
  const push = history.pushState.bind(history);
  let undo = null; // what makes the last change of parameters undone, while it may be half a switch

  const isCompleted = (next) =>
    [...new URLSearchParams(location.search)].every(
      ([name, value]) => next.searchParams.get(name) === value,
    );

  history.pushState = (state, title, address) => {
    const next = new URL(address ?? "", location.href);
    const before = location.href;
    if (next.pathname !== location.pathname) {
      if (undo && next.search === location.search) undo(state, title, address);
      else push(state, title, address);
      undo = null;
    } else if (isCompleted(next)) {
      history.replaceState(state, title, address);
      undo = (...entry) => {
        history.replaceState(state, title, before);
        push(...entry);
      };
    } else {
      push(state, title, address);
      undo = (...entry) => history.replaceState(...entry);
    }
  };
  for (const deed of ["pointerdown", "keydown", "popstate"]) {
    addEventListener(deed, () => { undo = null; }, { capture: true });
  }
}
