// Receives push messages while no page is open. Served from the root; keeps no pages and no data.

interface Told {
  title: string;
  body: string;
  address: string;
  tag: string;
}

interface PushMessage extends Event {
  data: { json(): Told } | null;
  waitUntil(work: Promise<unknown>): void;
}

interface Click extends Event {
  notification: Notification;
  waitUntil(work: Promise<unknown>): void;
}

interface Worker {
  registration: { showNotification(title: string, options: NotificationOptions): Promise<void> };
  clients: { openWindow(address: string): Promise<unknown> };
  location: Location;
  addEventListener(name: "push", heard: (event: PushMessage) => void): void;
  addEventListener(name: "notificationclick", heard: (event: Click) => void): void;
}

const worker = self as unknown as Worker;

worker.addEventListener("push", (event) => {
  const told = event.data?.json();
  if (!told) return;
  const { title, body, tag, address } = told;
  event.waitUntil(worker.registration.showNotification(title, { body, tag, data: { address } }));
});

worker.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const { address } = event.notification.data as { address: string };
  // Only pages of this house are opened, whatever the message says.
  event.waitUntil(worker.clients.openWindow(new URL(address, worker.location.origin).pathname));
});
