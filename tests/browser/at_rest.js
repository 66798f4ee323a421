// Runs in every page before its own scripts, and counts the frames since anything last happened on it.
// Frames and not milliseconds: on a busy machine a page takes longer, and so does this.
(() => {
  const rest = (window.netralRest = { frames: 0, stirred: false, unanswered: false });
  const stir = () => { rest.frames = 0; rest.stirred = true; };

  // What a person does, which may ask for a run a moment later.
  for (const deed of ["pointerdown", "pointerup", "click", "keydown", "input", "change", "scroll", "resize", "popstate"]) {
    addEventListener(deed, stir, true);
  }

  // What the page asks of the server, until the first word of the answer; from there on Streamlit itself says that it runs.
  window.WebSocket = class extends window.WebSocket {
    constructor(...given) {
      super(...given);
      this.addEventListener("message", () => { rest.unanswered = false; stir(); });
    }

    send(data) {
      rest.unanswered = true;
      stir();
      super.send(data);
    }
  };

  // What is drawn.
  new MutationObserver(stir).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });

  const UNFINISHED = [
    "[data-test-script-state]:not([data-test-script-state=notRunning])",
    "[data-stale=true]",
    "[data-testid=stSkeleton]",
    "[data-testid=stAppSkeleton]",
  ].join();
  const fades = (animation) =>
    animation.playState === "running" && animation.effect?.getComputedTiming().endTime !== Infinity;
  const isBusy = () =>
    rest.unanswered ||
    document.readyState !== "complete" ||
    document.fonts.status !== "loaded" ||
    document.querySelector(UNFINISHED) !== null ||
    document.getAnimations().some(fades);

  const look = () => {
    rest.frames = isBusy() ? 0 : rest.frames + 1;
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})();
