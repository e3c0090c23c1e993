// Keys, theme, memory; and the start of it all.

const KEYS = {
  " ": toggle,
  k: toggle,
  j: () => skip(-15),
  l: () => skip(30),
  ArrowLeft: () => skip(-5),
  ArrowRight: () => skip(5),
  n: () => skipChapter(1),
  p: () => skipChapter(-1),
  o: () => $("open-sheet").click(),
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
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if ($("help").open || $("sheet").open) return;
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
  const speed = memory.read("speed");
  setSpeed([...$("speed").options].some((option) => Number(option.value) === speed) ? speed : 1);
  const volume = memory.read("volume");
  if (typeof volume === "number" && volume >= 0 && volume <= 1) setVolume(volume);
  if (!goTo(location.hash)) {
    const place = memory.read(plan.key);
    if (typeof place === "number" && place > 3000 && place < plan.length - 3000) {
      seek(place, false);
      bringPlaceIntoView();
    }
  }
  const keep = () => audio.currentTime && !audio.ended && remember(heard());
  for (const name of ["pause", "seeked"]) audio.addEventListener(name, keep);
  addEventListener("pagehide", keep);
  setInterval(() => audio.paused || keep(), 5000);
}

$("theme").addEventListener("click", changeTheme);
new ResizeObserver(drawWave).observe($("scrubber"));
followUntilScrolled();
links();
clickableWords();
player();
sheet();
previews();
searching();
keyboard();
show();
describe();
resume();
lockScreen();
