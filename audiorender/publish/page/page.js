"use strict";
// The text of the transcript is plain paragraphs. When its words are said is in `plan`, as numbers, and the word that
// is heard is painted with the CSS Custom Highlight API: no element for a word, whatever the episode's length.
// Times are milliseconds, but for those of the audio element and of links, which are seconds.

const $ = (id) => document.getElementById(id);
const all = (selector) => [...document.querySelectorAll(selector)];
const plan = JSON.parse($("plan").textContent);
const audio = $("audio");
const position = $("position");
const said = all(".said");
const begins = plan.words.map((numbers) => numbers[0]);
const chapterLinks = all(".chapter");
const calm = matchMedia("(prefers-reduced-motion: reduce)");

/** The index of the last of the sorted numbers that is at most `value`; -1 if none is. */
function lastAtMost(sorted, value) {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** `M:SS`, or `H:MM:SS` from one hour on. */
function clock(time) {
  const seconds = Math.floor(time / 1000 + 1e-6);
  const two = (number) => String(number).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** What the reader's browser keeps between visits, where it lets us. */
const memory = {
  read(name) {
    try {
      return JSON.parse(localStorage.getItem(`audiorender ${name}`));
    } catch {
      return null;
    }
  },
  write(name, value) {
    try {
      localStorage.setItem(`audiorender ${name}`, JSON.stringify(value));
    } catch {
      // private windows and full disks: the page works without
    }
  },
};

// ---- Words: where they stand, and when they are said

let unpacked = { index: -1 };

/** The words of a spoken paragraph: `at` begins (and last the end), `from` and `to` in its text. */
function wordsOf(index) {
  if (unpacked.index === index) return unpacked;
  const numbers = plan.words[index];
  const words = { index, at: [numbers[0]], from: [], to: [] };
  let place = 0;
  for (let n = 1; n < numbers.length; n += 3) {
    words.from.push((place += numbers[n]));
    words.to.push((place += numbers[n + 1]));
    words.at.push(words.at.at(-1) + numbers[n + 2]);
  }
  return (unpacked = words);
}

/** The text node and the offset in it that are `offset` characters into the element. */
function spot(element, offset) {
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let node = texts.nextNode();
  while (offset > node.length && texts.nextNode()) {
    offset -= node.length;
    node = texts.currentNode;
  }
  return [node, Math.min(offset, node.length)];
}

function stretch(element, from, to) {
  const range = new Range();
  range.setStart(...spot(element, from));
  range.setEnd(...spot(element, to));
  return range;
}

const highlights = window.CSS?.highlights;
["found", "hover", "word", "chosen"].forEach((name, priority) => {
  highlights?.set(name, Object.assign(new Highlight(), { priority }));
});

function paint(name, ranges) {
  const highlight = highlights?.get(name);
  highlight?.clear();
  for (const range of ranges) highlight?.add(range);
}

/** The spoken word under the pointer as [paragraph, word], or null. */
function wordUnder(event) {
  const { clientX: x, clientY: y } = event;
  const paragraph = event.target.closest?.(".said");
  const caret = document.caretPositionFromPoint?.(x, y) ?? document.caretRangeFromPoint?.(x, y);
  const node = caret && (caret.offsetNode ?? caret.startContainer);
  if (!paragraph || !paragraph.contains(node)) return null;
  const before = new Range();
  before.setStart(paragraph, 0);
  before.setEnd(node, caret.offset ?? caret.startOffset);
  const index = said.indexOf(paragraph);
  const words = wordsOf(index);
  const offset = before.toString().length;
  for (const word of [lastAtMost(words.from, offset), lastAtMost(words.from, offset) + 1]) {
    if (word < 0 || word >= words.from.length) continue;
    const boxes = stretch(paragraph, words.from[word], words.to[word]).getClientRects();
    if ([...boxes].some((box) => x >= box.left - 3 && x <= box.right + 3 && y >= box.top && y <= box.bottom)) {
      return [index, word];
    }
  }
  return null;
}

// ---- What is heard now: the word, its turn, its chapter

const lit = { paragraph: -1, word: -1, chapter: -1, second: -1, done: "" };
let begun = false;
let following = true;
let dragging = false;

const heard = () => audio.currentTime * 1000 + 1; // a seek may land a hair before the word it aims at

function show() {
  const now = heard();
  const paragraph = lastAtMost(begins, now);
  const at = paragraph < 0 ? [] : wordsOf(paragraph).at;
  let word = lastAtMost(at, now);
  if (word === at.length - 1 || !begun) word = -1; // between paragraphs nothing is said
  if (paragraph !== lit.paragraph || word !== lit.word) showWord(paragraph, word);
  const chapter = lastAtMost(plan.chapters, now);
  if (chapter !== lit.chapter) showChapter(chapter);
  showPosition(now);
}

function showWord(paragraph, word) {
  if (paragraph !== lit.paragraph) {
    const [was, is] = [lit.paragraph, paragraph].map((index) => said[index]?.closest(".turn"));
    if (was !== is) {
      was?.classList.remove("current");
      is?.classList.add("current");
    }
  }
  Object.assign(lit, { paragraph, word });
  if (word < 0) return paint("word", []);
  const words = wordsOf(paragraph);
  const range = stretch(said[paragraph], words.from[word], words.to[word]);
  paint("word", [range]);
  if (following && !audio.paused) bringIntoView(range, false);
}

function showChapter(chapter) {
  chapterLinks[lit.chapter]?.removeAttribute("aria-current");
  lit.chapter = chapter;
  const link = chapterLinks[chapter];
  link.setAttribute("aria-current", "true");
  $("now").textContent = link.querySelector(".title").textContent;
  for (const list of [link.closest("ol"), link.closest(".side")]) scrollWithin(list, link);
  if (navigator.mediaSession?.metadata) navigator.mediaSession.metadata.title = $("now").textContent;
}

function showPosition(now) {
  const second = Math.floor(now / 1000);
  if (second !== lit.second) {
    lit.second = second;
    $("elapsed").textContent = clock(now);
  }
  if (!dragging) position.value = audio.currentTime;
  const done = `${((100 * now) / plan.length).toFixed(2)}%`;
  if (done !== lit.done) $("scrubber").style.setProperty("--done", (lit.done = done));
}

/** What a screen reader says of the slider: when it is asked or moved, not ten times a second. */
function describe() {
  const chapter = $("now").textContent;
  position.setAttribute("aria-valuetext", `${clock(heard())} of ${clock(plan.length)}, ${chapter}`);
}

function frame() {
  show();
  if (!audio.paused) requestAnimationFrame(frame);
}

// ---- Following the voice, until the reader scrolls away

function bringIntoView(range, always) {
  const box = range.getBoundingClientRect();
  const height = innerHeight - document.querySelector(".player").offsetHeight;
  if (!always && box.top > 0.15 * height && box.bottom < 0.7 * height) return;
  const top = scrollY + box.top - 0.35 * height;
  const near = Math.abs(top - scrollY) < 2 * innerHeight;
  scrollTo({ top, behavior: near && !calm.matches ? "smooth" : "instant" });
}

function scrollWithin(list, item) {
  const [outer, inner] = [list.getBoundingClientRect(), item.getBoundingClientRect()];
  if (list.scrollHeight > list.clientHeight && (inner.top < outer.top || inner.bottom > outer.bottom)) {
    list.scrollTop += inner.top - outer.top - list.clientHeight / 3;
  }
}

function follow(on) {
  following = on;
  $("follow").hidden = on || !begun;
  const words = on && lit.paragraph >= 0 ? wordsOf(lit.paragraph) : null;
  if (words) {
    const word = Math.max(lit.word, 0);
    bringIntoView(stretch(said[lit.paragraph], words.from[word], words.to[word]), false);
  }
}

function followUntilScrolled() {
  const away = () => following && follow(false);
  const byItself = (event) => {
    const side = event.target.closest?.(".side");
    return side && side.scrollHeight > side.clientHeight; // what stands beside the transcript has a scroll of its own
  };
  addEventListener("wheel", (event) => event.ctrlKey || byItself(event) || away(), { passive: true });
  addEventListener("touchmove", (event) => event.target.closest?.(".player") || byItself(event) || away(), { passive: true });
  addEventListener("pointerdown", (event) => event.clientX >= document.documentElement.clientWidth && away());
  addEventListener("keydown", (event) => {
    const scrolls = ["PageUp", "PageDown", "ArrowUp", "ArrowDown", "Home", "End"].includes(event.key);
    if (scrolls && !event.target.closest?.("input, select, dialog")) away();
  });
  $("follow").addEventListener("click", () => {
    follow(true);
    $("play").focus({ preventScroll: true });
  });
}

// ---- Going somewhere

/** Go to `time`; `look` also brings its words into view. The audio goes on playing, or stays paused. */
function seek(time, look = true) {
  begun = true;
  audio.currentTime = Math.min(Math.max(time, 0), plan.length) / 1000;
  show();
  describe();
  if (look) follow(true);
}

const skip = (seconds) => seek(heard() - 1 + 1000 * seconds);
const toggle = () => (audio.paused ? audio.play().catch(() => {}) : audio.pause());

/** The time of a link such as `#t=83`, `#t=1:23` or `#t=1:02:03.5`; null for any other. */
function linked(hash) {
  const match = /^#t=((?:\d+(?::|%3A)){0,2}\d+(?:\.\d+)?)$/i.exec(hash);
  return match && 1000 * match[1].split(/:|%3A/i).reduce((sum, part) => 60 * sum + Number(part), 0);
}

function goTo(hash) {
  const time = linked(hash);
  if (time === null) return false;
  seek(time, false);
  following = true;
  const opening = document.getElementById(hash.slice(1));
  if (opening) opening.scrollIntoView({ behavior: "instant", block: "start" });
  else if (lit.paragraph >= 0) bringIntoView(stretch(said[lit.paragraph], 0, 1), true);
  follow(true);
  return true;
}

async function copyLink() {
  const hash = `#t=${Math.floor(heard() / 1000)}`;
  history.replaceState(null, "", hash);
  try {
    await navigator.clipboard.writeText(location.href);
    toast(`Link to ${clock(heard())} copied`);
  } catch {
    toast("The link is in the address bar");
  }
}

let toasting;
function toast(text) {
  $("toast").textContent = text;
  clearTimeout(toasting);
  toasting = setTimeout(() => ($("toast").textContent = ""), 2500);
}

function links() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('a[href^="#t="]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    history.replaceState(null, "", link.hash);
    goTo(link.hash);
  });
  addEventListener("hashchange", () => goTo(location.hash));
}

function clickableWords() {
  const transcript = $("transcript");
  transcript.addEventListener("click", (event) => {
    const word = getSelection().isCollapsed ? wordUnder(event) : null;
    if (word) seek(wordsOf(word[0]).at[word[1]]);
  });
  let asked = 0;
  transcript.addEventListener("pointermove", (event) => {
    if (event.pointerType !== "mouse" || event.buttons) return;
    cancelAnimationFrame(asked);
    asked = requestAnimationFrame(() => {
      const [index, word] = wordUnder(event) ?? [-1];
      const words = index < 0 ? null : wordsOf(index);
      paint("hover", words ? [stretch(said[index], words.from[word], words.to[word])] : []);
    });
  });
  transcript.addEventListener("pointerleave", () => paint("hover", []));
}

// ---- The player

function player() {
  $("play").addEventListener("click", toggle);
  $("back").addEventListener("click", () => skip(-15));
  $("forward").addEventListener("click", () => skip(30));
  $("copy").addEventListener("click", copyLink);
  $("speed").addEventListener("change", () => setSpeed(Number($("speed").value)));
  const label = () => $("play").setAttribute("aria-label", audio.paused ? "Play" : "Pause");
  audio.addEventListener("seeking", () => (begun = true));
  audio.addEventListener("play", () => {
    begun = true;
    label();
    frame();
    follow(following);
  });
  audio.addEventListener("pause", label);
  for (const name of ["pause", "seeked", "timeupdate"]) audio.addEventListener(name, show);
  audio.addEventListener("ended", () => remember(0));
  audio.addEventListener("error", () => ($("broken").hidden = audio.networkState !== audio.NETWORK_NO_SOURCE), true);
  position.addEventListener("pointerdown", () => (dragging = true));
  addEventListener("pointerup", () => (dragging = false));
  position.addEventListener("input", () => seek(1000 * Number(position.value)));
  position.addEventListener("focus", describe);
}

function setSpeed(speed) {
  audio.playbackRate = audio.defaultPlaybackRate = speed;
  $("speed").value = String(speed);
  memory.write("speed", speed);
}

function changeSpeed(step) {
  const option = $("speed").options[$("speed").selectedIndex + step];
  if (option) setSpeed(Number(option.value));
}

function previews() {
  const [scrubber, bubble] = [$("scrubber"), $("bubble")];
  scrubber.addEventListener("pointermove", (event) => {
    const box = scrubber.getBoundingClientRect();
    const part = Math.min(Math.max((event.clientX - box.left) / box.width, 0), 1);
    const chapter = chapterLinks[lastAtMost(plan.chapters, part * plan.length)];
    bubble.textContent = `${clock(part * plan.length)} · ${chapter.querySelector(".title").textContent}`;
    bubble.style.setProperty("--at", `${100 * part}%`);
    bubble.style.setProperty("--shift", `${-100 * part}%`);
    bubble.hidden = false;
  });
  scrubber.addEventListener("pointerleave", () => (bubble.hidden = true));
}

/** The waveform, a bar every four pixels in the colour of who speaks, and a tick where a chapter begins. */
function drawWave() {
  const { clientWidth: width, clientHeight: height } = $("scrubber");
  const count = Math.min(Math.floor(width / 4), plan.levels.length);
  const bars = Array.from({ length: count }, (_, bar) => {
    const first = Math.floor((bar * plan.levels.length) / count);
    const last = Math.floor(((bar + 1) * plan.levels.length) / count);
    const sum = [...plan.levels.slice(first, last)].reduce((sum, digit) => sum + parseInt(digit, 36), 0);
    return { x: ((bar + 0.5) * width) / count, level: sum / (last - first), voice: plan.voices[(first + last) >> 1] };
  });
  const loudest = Math.max(...bars.map((bar) => bar.level), 1);
  const paths = new Map();
  for (const { x, level, voice } of bars) {
    const half = Math.max((level / loudest) ** 1.5 * (height / 2 - 8), 0.5); // the power shows pauses and emphasis
    const shape = `M${x.toFixed(1)} ${(height / 2 - half).toFixed(1)}v${(2 * half).toFixed(1)}`;
    paths.set(`v${voice}`, (paths.get(`v${voice}`) ?? "") + shape);
  }
  const marks = plan.chapters.slice(1).map((start) => `M${((start / plan.length) * width).toFixed(1)} 0v6`);
  paths.set("mark", marks.join(""));
  for (const wave of all(".wave")) {
    wave.replaceChildren(
      ...[...paths].map(([colour, shape]) => {
        const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
        path.setAttribute("class", colour);
        path.setAttribute("d", shape);
        return path;
      }),
    );
  }
}

function lockScreen() {
  if (!navigator.mediaSession) return;
  const session = navigator.mediaSession;
  const cover = document.querySelector(".cover");
  session.metadata = new MediaMetadata({
    title: $("now").textContent,
    album: document.title,
    artwork: cover ? [{ src: cover.src }] : [],
  });
  const chapter = (step) => seek(plan.chapters[lit.chapter + step] ?? heard());
  session.setActionHandler("seekbackward", () => skip(-15));
  session.setActionHandler("seekforward", () => skip(30));
  session.setActionHandler("previoustrack", () => chapter(-1));
  session.setActionHandler("nexttrack", () => chapter(1));
}

// ---- Search

const search = { hits: [], at: -1 };
const PAINTED = 5000; // more matches than anyone looks at are counted, not painted

/** A pattern that finds the words however they are spaced, and either kind of quotation mark. */
function patternOf(query) {
  const words = query.trim().split(/\s+/).map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"));
  const pattern = words.join("\\s+").replace(/['‘’]/g, "['‘’]").replace(/["“”„«»]/g, "[\"“”„«»]");
  return new RegExp(pattern, "giu");
}

function find() {
  const query = $("query").value;
  search.hits = [];
  if (query.trim()) {
    const pattern = patternOf(query);
    for (const element of all(".words p")) {
      for (const match of element.textContent.matchAll(pattern)) {
        search.hits.push({ element, from: match.index, to: match.index + match[0].length });
      }
    }
  }
  paint("found", search.hits.slice(0, PAINTED).map(frozen));
  const below = search.hits.findIndex((hit) => hit.element.closest(".turn").getBoundingClientRect().bottom > 0);
  search.at = -1;
  if (search.hits.length) choose(Math.max(below, 0)); // the first that the reader has not passed
  else showFound();
}

/** Cheaper than a `Range` where there are thousands: nothing has to keep it right when the page changes. */
function frozen({ element, from, to }) {
  const [[startContainer, startOffset], [endContainer, endOffset]] = [spot(element, from), spot(element, to)];
  return new StaticRange({ startContainer, startOffset, endContainer, endOffset });
}

function choose(index) {
  const count = search.hits.length;
  if (!count) return;
  search.at = (index + count) % count;
  const hit = search.hits[search.at];
  follow(false);
  bringIntoView(stretch(hit.element, hit.from, hit.to), false);
  showFound();
}

function showFound() {
  const hit = search.hits[search.at];
  paint("chosen", hit ? [stretch(hit.element, hit.from, hit.to)] : []);
  const count = search.hits.length;
  $("found").textContent = hit ? `${search.at + 1} of ${count}` : $("query").value.trim() ? "Not found" : "";
  for (const id of ["from-here", "previous", "next"]) $(id).hidden = !hit;
}

function playHit() {
  const hit = search.hits[search.at];
  const index = said.indexOf(hit.element);
  if (index < 0) return;
  const words = wordsOf(index);
  seek(words.at[Math.max(lastAtMost(words.from, hit.from), 0)]);
  audio.play().catch(() => {});
}

function searching() {
  let waiting;
  $("query").addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(find, 120);
  });
  $("query").addEventListener("keydown", (event) => {
    if (event.key === "Enter") choose(search.at + (event.shiftKey ? -1 : 1));
    if (event.key !== "Escape") return;
    $("query").value = "";
    find();
    $("query").blur();
  });
  $("previous").addEventListener("click", () => choose(search.at - 1));
  $("next").addEventListener("click", () => choose(search.at + 1));
  $("from-here").addEventListener("click", playHit);
}

// ---- Keys, theme, memory

const KEYS = {
  " ": toggle,
  k: toggle,
  j: () => skip(-15),
  l: () => skip(30),
  ArrowLeft: () => skip(-5),
  ArrowRight: () => skip(5),
  "<": () => changeSpeed(-1),
  ">": () => changeSpeed(1),
  "/": () => $("query").focus(),
  "?": () => $("help").showModal(),
  f: () => follow(true),
  c: copyLink,
  d: changeTheme,
};

function keyboard() {
  $("single-keys").checked = memory.read("keys") !== false;
  $("single-keys").addEventListener("change", () => memory.write("keys", $("single-keys").checked));
  $("shortcuts").addEventListener("click", () => $("help").showModal());
  $("close").addEventListener("click", () => $("help").close());
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || $("help").open) return;
    const slider = event.target === position;
    if (event.target.closest?.("input, select, textarea") && !slider) return;
    if (event.key === " " && event.target.closest?.("button, a")) return; // it presses the button
    if (!slider && !$("single-keys").checked) return;
    const key = slider ? { ArrowDown: "ArrowLeft", ArrowUp: "ArrowRight" }[event.key] ?? event.key : event.key;
    const name = key.length === 1 ? key.toLowerCase() : key;
    const chapter = /^[1-9]$/.test(name) ? chapterLinks[name - 1] : null;
    if (!KEYS[name] && !chapter) return;
    event.preventDefault();
    if (chapter) chapter.click();
    else KEYS[name]();
  });
}

function changeTheme() {
  const shown = document.documentElement.dataset.theme;
  const dark = shown ? shown === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.theme = dark ? "light" : "dark";
  memory.write("theme", document.documentElement.dataset.theme);
}

function remember(time) {
  memory.write(plan.key, Math.round(time));
}

/** Where the reader left off, unless the link says otherwise. */
function resume() {
  setSpeed(memory.read("speed") || 1);
  if (!goTo(location.hash)) {
    const place = memory.read(plan.key);
    if (typeof place === "number" && place > 3000 && place < plan.length - 3000) seek(place, false);
  }
  const keep = () => audio.currentTime && !audio.ended && remember(heard());
  for (const name of ["pause", "seeked"]) audio.addEventListener(name, keep);
  addEventListener("pagehide", keep);
  setInterval(() => audio.paused || keep(), 5000);
}

const theme = memory.read("theme");
if (theme === "dark" || theme === "light") document.documentElement.dataset.theme = theme;
$("theme").addEventListener("click", changeTheme);
new ResizeObserver(drawWave).observe($("scrubber"));
followUntilScrolled();
links();
clickableWords();
player();
previews();
searching();
keyboard();
show();
describe();
resume();
lockScreen();
