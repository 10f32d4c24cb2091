// Takes pushes and shows them; what is pressed opens its page. It keeps nothing, and answers no request.
self.addEventListener("push", (event) => {
  let message = {};
  try {
    message = event.data?.json() ?? {};
  } catch {
    // A push without readable words still has to be shown: browsers take away the right of those that show nothing.
  }
  const { title = "Expense Tracker", body = "", url = "/notifications", tag } = message;
  const options = { body, tag, icon: "/icons/icon-192.png", badge: "/icons/icon-192.png", data: { url } };
  event.waitUntil(self.registration.showNotification(title, options));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const { pathname, search, hash } = new URL(event.notification.data.url, self.location.origin);
  const page = self.location.origin + pathname + search + hash;
  const open = async () => {
    const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
    const shown = windows.find((each) => each.url === page);
    return shown ? shown.focus() : self.clients.openWindow(page);
  };
  event.waitUntil(open());
});
