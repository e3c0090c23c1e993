// What is heard now, following it, and going somewhere else.

// ---- What is heard now: the word, its turn, its chapter

const lit = { paragraph: -1, word: -1, chapter: -1, second: -1, done: "" };
let begun = false;
let following = true;
let dragging = false;
let until = Infinity; // where playing ends: behind the stretch that a link names

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
  if (now >= until && !audio.paused) {
    until = Infinity;
    audio.pause();
  }
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
  for (const links of [chapterLinks, sheetLinks]) {
    links[lit.chapter]?.removeAttribute("aria-current");
    links[chapter]?.setAttribute("aria-current", "true");
  }
  lit.chapter = chapter;
  const link = chapterLinks[chapter];
  $("chapter-forward").disabled = chapter === plan.chapters.length - 1;
  $("now").textContent = link.querySelector(".title").textContent;
  if (begun) [link.closest("ol"), link.closest(".side")].forEach((list) => scrollWithin(list, link));
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
  const place = filled(position.dataset.of, { at: clock(heard()), all: clock(plan.length) });
  position.setAttribute("aria-valuetext", `${place}, ${chapter}`);
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
  until = Infinity;
  unpin();
  place(time);
  if (look) follow(true);
}

function place(time) {
  begun = true;
  audio.currentTime = Math.min(Math.max(time, 0), plan.length) / 1000;
  show();
  describe();
}

/** Let `time` be heard: go there, and play. */
function hear(time) {
  seek(time);
  play();
}

const skip = (seconds) => seek(heard() - 1 + 1000 * seconds);
const play = () => audio.play().catch(() => {});
const toggle = () => (audio.paused ? play() : audio.pause());

/** Where the chapter `step` chapters on begins: the one under way counts as before us once it has run for 3 s. */
function skipChapter(step) {
  const under = lastAtMost(plan.chapters, heard());
  const back = step < 0 && heard() - plan.chapters[under] > 3000;
  const chapter = under + step + (back ? 1 : 0);
  if (chapter < plan.chapters.length) seek(plan.chapters[Math.max(chapter, 0)]);
}

/**
 * The stretch that a link names, as [from, to]: `#t=83`, `#t=1:23`, `#t=1:02:03.5`, `#t=17,20`, `#t=npt:17`
 * (Media Fragments URI 1.0, normal play time); null for any other.
 */
function linked(hash) {
  const clocks = "(?:\\d+(?::|%3A)){0,2}\\d+(?:\\.\\d*)?";
  const match = new RegExp(`^#t=(?:npt(?::|%3A))?(${clocks})?(?:(?:,|%2C)(${clocks}))?s?$`, "i").exec(hash);
  if (!match || !(match[1] || match[2])) return null;
  const time = (text) => 1000 * text.split(/:|%3A/i).reduce((sum, part) => 60 * sum + Number(part), 0);
  const [from, to] = [match[1] ? time(match[1]) : 0, match[2] ? time(match[2]) : Infinity];
  return from < to ? [from, to] : null;
}

function goTo(hash) {
  const fragment = linked(hash);
  if (!fragment) return false;
  place(fragment[0]);
  until = fragment[1];
  bringPlaceIntoView();
  return true;
}

/** Show the words that are heard at the playhead: a chapter with its title, where it begins there. */
function bringPlaceIntoView() {
  const opening = document.getElementById(`t=${Math.round(heard() - 1) / 1000}`);
  if (opening) opening.scrollIntoView({ behavior: "instant", block: "start" });
  else if (lit.paragraph >= 0) bringIntoView(stretch(said[lit.paragraph], 0, 1), true);
  follow(true);
}

/** Take the time out of the address: the page is not there any more, and a reload would go back to it. */
function unpin() {
  if (linked(location.hash)) history.replaceState(null, "", location.pathname + location.search);
}

async function copyLink() {
  const hash = `#t=${Math.floor(heard() / 1000)}`;
  history.replaceState(null, "", hash);
  try {
    await navigator.clipboard.writeText(location.href);
    toast(filled($("toast").dataset.copied, { time: clock(heard()) }));
  } catch {
    toast($("toast").dataset.bar);
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
    $("sheet").close();
    goTo(link.hash);
    unpin();
    play();
  });
  addEventListener("hashchange", () => goTo(location.hash));
}

function clickableWords() {
  const transcript = $("transcript");
  transcript.addEventListener("click", (event) => {
    const word = getSelection().isCollapsed ? wordUnder(event) : null;
    if (word) hear(wordsOf(word[0]).at[word[1]]);
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
