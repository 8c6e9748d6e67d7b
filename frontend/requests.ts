// Requests that behaviours send themselves; htmx sends its own.

/** The token Django wants with every change. */
export function csrfToken(): string {
  const headers = document.body.getAttribute("hx-headers:inherited") ?? "{}";
  return (JSON.parse(headers) as Record<string, string>)["X-CSRFToken"] ?? "";
}

/** Sends `body` by `method` as this reader. Rejects when there is no connection. */
export function send(
  address: string,
  method: "POST" | "PUT" | "DELETE",
  body?: FormData | URLSearchParams | string,
  more: RequestInit = {},
): Promise<Response> {
  const headers = { "X-CSRFToken": csrfToken(), "X-Requested-With": "fetch" };
  return fetch(address, { method, headers, body: body ?? null, credentials: "same-origin", redirect: "error", ...more });
}
