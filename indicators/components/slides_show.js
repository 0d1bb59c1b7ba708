// The play itself: which slide, when the next, keys and mouse, new figures, the lost server.
// Changing slides asks nobody: all of them are here. The server is asked only for new figures.

const POLL_SECONDS = 10;
const WAIT_SECONDS = 8;
const STILL_SECONDS = 3;
const CHOOSING_SECONDS = 10; // with the list of seconds open, the mouse may rest longer

const body = document.body;
const stage = document.getElementById("stage");
const parts = Object.fromEntries(
  ["place", "demo", "paused", "offline", "data-day", "clock", "time", "foot", "bar", "help", "dark", "message"].map(
    (id) => [id, document.getElementById(id)],
  ),
);
const control = (name) => document.querySelector(`[data-do="${name}"]`);
const words = JSON.parse(body.dataset.words);

let show = JSON.parse(document.getElementById("play").textContent);
let tag = body.dataset.tag;
let index = Math.max(0, placeInAddress());
let seconds = Number(body.dataset.seconds);
let isPaused = Boolean(history.state?.isPaused);
let timer = 0;
let due = 0; // when the next slide comes, on the clock that nobody sets
let left = 0; // milliseconds that were left when the show was paused
let bar = null;
let seen = Date.now(); // when the server last answered
let isOffline = false;
let isOutdated = false;
let stillTimer = 0;
let typed = "";
let pointer = ""; // where the mouse was last

// Showing

function addressOf(slide) {
  return `#${encodeURIComponent(slide.id)}`;
}

/** The place of the slide that the address names; -1 where it names none. */
function placeInAddress() {
  return show.slides.findIndex((slide) => addressOf(slide) === location.hash);
}

/** Keeps place and pause in the address and its state: a reload comes back to them. */
function remember(address = addressOf(show.slides[index])) {
  history.replaceState({ isPaused }, "", address);
}

function paint() {
  look = show.looks[body.dataset.look];
  for (const [name, value] of Object.entries(look.colours)) {
    document.documentElement.style.setProperty(name, value);
  }
  document.documentElement.style.colorScheme = body.dataset.look === "toi" ? "dark" : "light";
  const slide = show.slides[index];
  const node = scene(slide);
  stage.querySelector(".slide")?.remove();
  stage.prepend(node);
  finish(node, slide);
  parts.place.textContent = `${index + 1}/${show.slides.length}`;
  parts.demo.hidden = !show.demo;
  parts["data-day"].textContent = show.dataDay ? `${words.dataTo} ${show.dataDay}` : "";
  document.title = `${slide.title || slide.kicker} · ${show.product}`;
}

function go(to) {
  index = (to + show.slides.length) % show.slides.length;
  remember();
  paint();
  schedule(seconds * 1000);
  if (isOutdated) renew();
}

/** Loads a newer version of the show, once its page is there: without a server there is nothing to load. */
async function renew() {
  try {
    const answer = await fetch(location.href, { method: "HEAD", cache: "no-store" });
    if (answer.ok) location.reload();
  } catch {
    // The next slide tries again.
  }
}

function schedule(milliseconds) {
  clearTimeout(timer);
  due = performance.now() + milliseconds;
  left = milliseconds;
  bar?.cancel();
  bar = parts.time.animate?.([{ transform: "scaleX(0)" }, { transform: "scaleX(1)" }], { duration: seconds * 1000 });
  if (bar) bar.currentTime = seconds * 1000 - milliseconds;
  if (isPaused) bar?.pause();
  else timer = setTimeout(() => go(index + 1), milliseconds);
}

function pause(on) {
  isPaused = on;
  if (on) {
    left = Math.max(0, due - performance.now());
    clearTimeout(timer);
    bar?.pause();
  } else {
    schedule(left);
  }
  remember();
  showPause();
}

function showPause() {
  parts.paused.hidden = !isPaused;
  control("pause").textContent = isPaused ? "▶" : "❚❚";
  control("pause").setAttribute("aria-label", isPaused ? words.play : words.pause);
}

function tick() {
  const now = new Date();
  parts.clock.textContent = now.toTimeString().slice(0, 5);
  setTimeout(tick, 1000 * (60 - now.getSeconds()) + 50);
}

// New figures

async function ask() {
  const stop = new AbortController();
  const limit = setTimeout(() => stop.abort(), WAIT_SECONDS * 1000);
  try {
    const answer = await fetch(body.dataset.feed, {
      cache: "no-store", headers: { "If-None-Match": tag }, signal: stop.signal,
    });
    if (answer.status === 200) take(await answer.json(), answer.headers.get("ETag") ?? "");
    else if (answer.status !== 304) throw new Error(String(answer.status));
    seen = Date.now();
    offline(false);
  } catch {
    offline(true);
  } finally {
    clearTimeout(limit);
    setTimeout(ask, POLL_SECONDS * 1000);
  }
}

/** Takes a new play and stays on the slide that is shown; the time runs on. */
function take(fresh, freshTag) {
  isOutdated = fresh.assets !== body.dataset.assets;
  if (isOutdated) {
    // These scripts may not know the newer version's slides: they go on with their own.
    if (isPaused) renew();
    return;
  }
  const shown = show.slides[index];
  const place = fresh.slides.findIndex((slide) => slide.id === shown.id);
  show = fresh;
  tag = freshTag;
  index = place >= 0 ? place : Math.min(index, fresh.slides.length - 1);
  if (place >= 0) paint();
  else go(index);
}

function offline(on) {
  if (on === isOffline && !on) return;
  isOffline = on;
  parts.offline.hidden = !on;
  if (on) parts.offline.textContent = `⚠ ${words.offline} ${new Date(seen).toTimeString().slice(0, 5)}`;
}

// Keys, mouse, touch

function fullScreen() {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen?.().catch(() => {});
}

function leave() {
  if (!parts.help.hidden) parts.help.hidden = true;
  else if (!parts.dark.hidden) parts.dark.hidden = true;
  else if (document.fullscreenElement) document.exitFullscreen();
  else if (!isOffline) location.href = control("leave").href; // without a server there is nowhere to go
}

function jump(to) {
  if (to >= 1 && to <= show.slides.length) go(to - 1);
}

function darken() {
  parts.dark.hidden = !parts.dark.hidden;
}

const KEYS = {
  ArrowRight: () => go(index + 1),
  ArrowDown: () => go(index + 1),
  PageDown: () => go(index + 1),
  ArrowLeft: () => go(index - 1),
  ArrowUp: () => go(index - 1),
  PageUp: () => go(index - 1),
  Home: () => go(0),
  End: () => go(show.slides.length - 1),
  " ": () => pause(!isPaused),
  f: fullScreen,
  F5: fullScreen,
  Escape: leave,
  b: darken,
  ".": darken,
  "?": () => { parts.help.hidden = !parts.help.hidden; },
  h: () => { parts.help.hidden = !parts.help.hidden; },
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const focused = document.activeElement ?? body;
  if (focused.matches("select")) {
    if (/^(ArrowUp|ArrowDown|Enter|Tab| |\d)$/.test(event.key)) return;
    focused.blur();
    if (event.key === "Escape") return;
  }
  if (focused.matches("button, a") && (event.key === " " || event.key === "Enter")) return;
  if (/^\d$/.test(event.key)) {
    typed = (typed + event.key).slice(-3);
    return;
  }
  const number = Number(typed);
  typed = "";
  const name = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const act = name === "Enter" ? () => jump(number) : KEYS[name];
  if (!act) return;
  event.preventDefault();
  // Whoever moves on wants to see where to.
  if (act !== darken && act !== leave) parts.dark.hidden = true;
  act();
});

function stir() {
  body.classList.remove("still");
  clearTimeout(stillTimer);
  const isChoosing = document.activeElement === control("seconds");
  stillTimer = setTimeout(rest, 1000 * (isChoosing ? CHOOSING_SECONDS : STILL_SECONDS));
}

function rest() {
  if (parts.bar.querySelector("button:focus-visible, a:focus-visible")) return;
  // A list that keeps the focus unseen would take the keys for itself.
  if (parts.bar.contains(document.activeElement)) document.activeElement.blur();
  body.classList.add("still");
}

for (const name of ["touchstart", "focusin"]) document.addEventListener(name, stir, { passive: true });
document.addEventListener("mousemove", (event) => {
  // Some browsers report a move when only what lies under the mouse has changed.
  const now = `${event.screenX} ${event.screenY}`;
  if (now !== pointer) stir();
  pointer = now;
});

const DEEDS = {
  back: () => go(index - 1),
  on: () => go(index + 1),
  pause: () => pause(!isPaused),
  look: () => choose("giao_dien", (body.dataset.look = body.dataset.look === "toi" ? "sang" : "toi"), paint),
  full: fullScreen,
  help: () => { parts.help.hidden = false; },
};

document.addEventListener("click", (event) => {
  const named = event.target.closest("[data-do]");
  if (named && DEEDS[named.dataset.do]) {
    DEEDS[named.dataset.do]();
    if (event.detail) named.blur(); // after a click, the space bar pauses again
  } else if (!named && !parts.help.hidden) {
    parts.help.hidden = true;
  } else if (!named && !parts.dark.hidden) {
    parts.dark.hidden = true;
  }
});

control("seconds").addEventListener("change", (event) => {
  seconds = Number(event.target.value);
  event.target.blur();
  choose("giay", seconds, () => schedule(seconds * 1000));
});

/** A setting changed by hand goes into the address too, so that it can be kept as a bookmark. */
function choose(name, value, act) {
  const address = new URL(location.href);
  address.searchParams.set(name, value);
  remember(address);
  act();
}

let resizing = 0;
addEventListener("resize", () => {
  cancelAnimationFrame(resizing);
  resizing = requestAnimationFrame(paint);
});
addEventListener("hashchange", () => {
  const to = placeInAddress();
  if (to >= 0 && to !== index) go(to);
});

/** Keeps the screen lit where the browser allows it (over https, or on this machine). */
async function keepLit() {
  if (document.visibilityState === "visible") await navigator.wakeLock?.request("screen").catch(() => {});
}

document.addEventListener("visibilitychange", keepLit);

paint();
schedule(seconds * 1000);
showPause();
tick();
keepLit();
document.fonts?.ready.then(paint);
setTimeout(ask, POLL_SECONDS * 1000);
