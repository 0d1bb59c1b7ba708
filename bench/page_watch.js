// Runs in the page before its own scripts: when was the last mark drawn, and when did a choice show?
//
// Marks lie in the document or in shadow roots; a page is drawn from the moment on at which at least
// `count` marks are there, and answers to choices once it is alive and not busy, for `quiet` ms.

((wanted) => {
  const roots = new Set([document]);
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (options) {
    const root = attach.call(this, options);
    roots.add(root);
    if (watch.observer) watch.observer.observe(root, CHANGES);
    return root;
  };

  const CHANGES = { subtree: true, childList: true, attributes: true, characterData: true };
  const find = (selector) =>
    [...roots]
      .filter((root) => root === document || root.host.isConnected)
      .flatMap((root) => [...root.querySelectorAll(selector)]);
  const isSeen = (node) => {
    const { width, height } = node.getBoundingClientRect();
    return width > 0 && height > 0;
  };
  const isBusy = () => Boolean(wanted.busy) && find(wanted.busy).some(isSeen);

  const watch = (window.benchWatch = { observer: null });

  /** When something was so for the first time since which it stayed so, since the request. */
  const lasting = (isSo) =>
    new Promise((done) => {
      let since = null;
      const look = () => {
        const now = performance.now();
        since = isSo() ? (since ?? now) : null;
        if (since !== null && now - since >= wanted.quiet) return done(since);
        if (now > wanted.longest) return done(null);
        setTimeout(look, 8);
      };
      setTimeout(look, 0);
    });

  const isDrawn = () =>
    new Set(find(wanted.marks).filter(isSeen).map((mark) => mark.closest(wanted.chart))).size >=
    wanted.count;

  /** When the last mark was drawn, and when the page answered to choices too. */
  watch.ready = lasting(isDrawn);
  const isAlive = () => !wanted.alive || Boolean(document.querySelector(wanted.alive));
  watch.usable = lasting(() => isDrawn() && isAlive() && !isBusy());

  // Not `change` or `input`: a browser also tells these of a field that loses the focus later.
  let asked = 0;
  const asks = (event) => {
    if (event.isTrusted) asked = performance.now();
  };
  for (const kind of ["pointerdown", "click", "keydown"]) addEventListener(kind, asks, true);

  /** From now on, `chosen` becomes how long after the last key or click the charts changed last. */
  watch.expect = () => {
    let last = 0;
    asked = performance.now();
    watch.observer?.disconnect();
    watch.observer = new MutationObserver((changes) => {
      const within = changes.some(({ target }) => {
        const node = target.nodeType === Node.ELEMENT_NODE ? target : target.parentElement;
        return node?.closest(wanted.area);
      });
      if (within) last = performance.now();
    });
    roots.forEach((root) => watch.observer.observe(root, CHANGES));
    watch.chosen = new Promise((done) => {
      const settle = () => {
        const isQuiet = performance.now() - last >= wanted.quiet;
        if (last > asked && !isBusy() && isQuiet) return done(last - asked);
        if (asked && performance.now() - asked > wanted.longest) return done(null);
        setTimeout(settle, 8);
      };
      settle();
    });
  };
})
