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
const sheetLinks = []; // the same in the sheet, once it has been opened
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

/** A phrase of the page, as "{at} of {all}", with its gaps filled. */
function filled(phrase, words) {
  return phrase.replace(/\{(\w+)\}/g, (_, name) => words[name]);
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
