// Runs before the first paint of the landing: whoever is signed in, which lib/session-mark.ts remembers, goes on to
// their home page and sees nothing of it, also where the browser brings it back from its memory.
(() => {
  const skip = () => {
    let signedIn = false;
    try {
      signedIn = localStorage.getItem("signed-in") !== null;
    } catch {
      // A browser that forbids storage shows the landing.
    }
    if (!signedIn) return;
    document.documentElement.hidden = true;
    location.replace("/home");
  };
  skip();
  addEventListener("pageshow", (event) => event.persisted && skip());
})();
