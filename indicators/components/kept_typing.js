// Keeps what was typed in a form over a sign-in, where the session had ended before it was sent.
//
// In this tab alone, until it stands in its form again, for the same address and for half an hour.
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
  const note = () => {
    const found = typed();
    if (found.length) sent = { address: here(), typed: found };
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
  if (kept && Date.now() - kept.at < LONGEST && kept.address === here()) {
    const left = new Map(kept.typed);
    const watch = new MutationObserver(() => {
      for (const field of fields()) {
        if (!left.has(field.ariaLabel)) continue;
        type(field, left.get(field.ariaLabel));
        left.delete(field.ariaLabel);
      }
      if (left.size) return;
      watch.disconnect();
      sessionStorage.removeItem(PLACE);
    });
    watch.observe(document.documentElement, { childList: true, subtree: true });
  } else if (kept && Date.now() - kept.at >= LONGEST) {
    sessionStorage.removeItem(PLACE);
  }
}
