// Keeps what was typed in a form over a sign-in, where the session had ended before it was sent.
//
// In this tab alone, for the same person, until it stands in its form again, for the same address and for
// half an hour. Whoever else signs in here takes it away.
// Passwords are typed on pages that do not load this.

{
  const PLACE = "kept-typing";
  const LONGEST = 30 * 60 * 1000;
  const SIGN_IN = /\/dang-nhap$/;

  const here = () => location.pathname + location.search;
  const fields = () =>
    [...document.querySelectorAll('[data-testid="stForm"] :is(textarea, input[type="text"])')].filter(
      (field) => field.ariaLabel && !field.role,
    );
  const typed = () =>
    fields()
      .filter((field) => field.value.trim())
      .map((field) => [field.ariaLabel, field.value]);

  // A form that may no longer be sent is gone from the screen when the link to sign in appears.
  let sent = null;
  let typist = "";
  const signedIn = () => document.documentElement.dataset.person ?? ""; // see person.js
  const note = () => {
    typist = signedIn() || typist; // a session may have ended in between
    const found = typed();
    if (found.length) sent = { address: here(), person: typist, typed: found };
  };
  const isSending = (node) => node.matches?.('[data-testid="stFormSubmitButton"] button');
  const leads = (node) => node instanceof HTMLAnchorElement && SIGN_IN.test(node.pathname);
  addEventListener(
    "click",
    (event) => {
      const path = event.composedPath();
      if (path.some(isSending)) note();
      if (!path.some(leads)) return;
      note();
      if (sent?.address !== here()) return;
      sessionStorage.setItem(PLACE, JSON.stringify({ ...sent, at: Date.now() }));
    },
    { capture: true },
  );

  /** Types a text as a person would, so that Streamlit takes it. */
  const type = (field, text) => {
    const kind = field instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement;
    Object.getOwnPropertyDescriptor(kind.prototype, "value").set.call(field, text);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const kept = JSON.parse(sessionStorage.getItem(PLACE) ?? "null");
  const isFresh = kept && Date.now() - kept.at < LONGEST;
  const left = new Map(isFresh && kept.address === here() ? kept.typed : []);
  const watch = new MutationObserver(() => {
    if (!signedIn()) return;
    const isOurs = signedIn() === kept.person;
    for (const field of isOurs ? fields() : []) {
      if (!left.has(field.ariaLabel)) continue;
      type(field, left.get(field.ariaLabel));
      left.delete(field.ariaLabel);
    }
    if (isOurs && left.size) return;
    watch.disconnect();
    if (!isOurs || kept.address === here()) sessionStorage.removeItem(PLACE);
  });
  if (isFresh) {
    const changes = { attributeFilter: ["data-person"], childList: true, subtree: true };
    watch.observe(document.documentElement, changes);
  } else {
    sessionStorage.removeItem(PLACE);
  }
}
