// The player: buttons, position, waveform.

function player() {
  $("play").addEventListener("click", toggle);
  $("back").addEventListener("click", () => skip(-15));
  $("forward").addEventListener("click", () => skip(30));
  $("chapter-back").addEventListener("click", () => skipChapter(-1));
  $("chapter-forward").addEventListener("click", () => skipChapter(1));
  $("copy").addEventListener("click", copyLink);
  $("volume").addEventListener("input", () => setVolume(Number($("volume").value)));
  $("speed").addEventListener("change", () => setSpeed(Number($("speed").value)));
  const label = () => {
    const shows = audio.paused ? "play" : "pause";
    $("play").dataset.shows = shows;
    $("play").setAttribute("aria-label", $("play").dataset[shows]);
  };
  audio.addEventListener("seeking", () => (begun = true));
  audio.addEventListener("play", () => {
    begun = true;
    unpin();
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

function setVolume(volume) {
  audio.volume = volume;
  $("volume").value = String(volume);
  memory.write("volume", volume);
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

/** The chapters over the page, for screens on which their list is out of sight. */
function sheet() {
  const list = $("sheet-list");
  $("open-sheet").addEventListener("click", () => {
    if (!sheetLinks.length) {
      for (const link of chapterLinks) {
        const item = document.createElement("li");
        item.append(link.cloneNode(true));
        list.append(item);
        sheetLinks.push(item.firstChild);
      }
    }
    $("sheet").showModal();
    const current = sheetLinks[Math.max(lit.chapter, 0)];
    current.focus();
    current.scrollIntoView({ block: "center" });
  });
  $("sheet-close").addEventListener("click", () => $("sheet").close());
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
  session.setActionHandler("seekbackward", () => skip(-15));
  session.setActionHandler("seekforward", () => skip(30));
  session.setActionHandler("previoustrack", () => skipChapter(-1));
  session.setActionHandler("nexttrack", () => skipChapter(1));
}
