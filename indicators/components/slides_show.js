// The play itself: which slide, when the next, keys and mouse, new figures, the lost server.
// Changing slides asks nobody: all of them are here. The server is asked only for new figures.

const POLL_SECONDS = 10;
const WAIT_SECONDS = 8;
const STILL_SECONDS = 3;

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
let index = Math.max(0, show.slides.findIndex((slide) => slide.id === decodeURIComponent(location.hash.slice(1))));
let seconds = Number(body.dataset.seconds);
let isPaused = false;
let timer = 0;
let due = 0; // when the next slide comes, as a time of the clock
let left = 0; // milliseconds that were left when the show was paused
let bar = null;
let seen = Date.now(); // when the server last answered
let isOffline = false;
let isOutdated = false;
let stillTimer = 0;
let typed = "";

// Showing

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
  if (isOutdated && !isOffline) return location.reload();
  index = (to + show.slides.length) % show.slides.length;
  history.replaceState(null, "", `#${encodeURIComponent(show.slides[index].id)}`);
  paint();
  schedule(seconds * 1000);
}

function schedule(milliseconds) {
  clearTimeout(timer);
  due = Date.now() + milliseconds;
  left = milliseconds;
  bar?.cancel();
  bar = parts.time.animate?.([{ transform: "scaleX(0)" }, { transform: "scaleX(1)" }], { duration: seconds * 1000 });
  if (bar) bar.currentTime = seconds * 1000 - milliseconds;
  if (isPaused) bar?.pause();
  else timer = setTimeout(() => go(index + 1), milliseconds);
}

function pause(on) {
  if (on === isPaused) return;
  isPaused = on;
  if (on) {
    left = Math.max(0, due - Date.now());
    clearTimeout(timer);
    bar?.pause();
  } else {
    schedule(left);
  }
  parts.paused.hidden = !on;
  control("pause").textContent = on ? "▶" : "❚❚";
  control("pause").setAttribute("aria-label", on ? words.play : words.pause);
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
  const shown = show.slides[index];
  const place = fresh.slides.findIndex((slide) => slide.id === shown.id);
  isOutdated = fresh.assets !== body.dataset.assets;
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
  else location.href = control("leave").href;
}

function jump() {
  const to = Number(typed);
  typed = "";
  if (to >= 1 && to <= show.slides.length) go(to - 1);
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
  b: () => { parts.dark.hidden = !parts.dark.hidden; },
  ".": () => { parts.dark.hidden = !parts.dark.hidden; },
  "?": () => { parts.help.hidden = !parts.help.hidden; },
  h: () => { parts.help.hidden = !parts.help.hidden; },
  Enter: jump,
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const focused = document.activeElement;
  if (focused.matches("select")) return;
  if (focused.matches("button, a") && (event.key === " " || event.key === "Enter")) return;
  if (/^\d$/.test(event.key)) {
    typed = (typed + event.key).slice(-3);
    return;
  }
  const act = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

function stir() {
  body.classList.remove("still");
  clearTimeout(stillTimer);
  stillTimer = setTimeout(() => {
    if (!parts.bar.contains(document.activeElement) || !parts.bar.matches(":focus-within :focus-visible")) {
      body.classList.add("still");
    }
  }, STILL_SECONDS * 1000);
}

for (const name of ["mousemove", "touchstart", "focusin"]) document.addEventListener(name, stir, { passive: true });

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
  history.replaceState(null, "", address);
  act();
}

let resizing = 0;
addEventListener("resize", () => {
  cancelAnimationFrame(resizing);
  resizing = requestAnimationFrame(paint);
});
addEventListener("hashchange", () => {
  const to = show.slides.findIndex((slide) => slide.id === decodeURIComponent(location.hash.slice(1)));
  if (to >= 0 && to !== index) go(to);
});

/** Keeps the screen lit where the browser allows it (over https, or on this machine). */
async function keepLit() {
  if (document.visibilityState === "visible") await navigator.wakeLock?.request("screen").catch(() => {});
}

document.addEventListener("visibilitychange", keepLit);

paint();
schedule(seconds * 1000);
tick();
keepLit();
document.fonts?.ready.then(paint);
setTimeout(ask, POLL_SECONDS * 1000);
