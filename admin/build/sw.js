// Keeps the application's own files, so that /m opens without a network. The API is never cached
// here: what a page keeps of it, it keeps itself, where a person can see how old it is.
const CACHE = 'qianqiao-__VERSION__'
const FILES = [/* __FILES__ */]

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(CACHE)
      .then((cache) => cache.addAll(FILES))
      .then(() => self.skipWaiting()),
  )
})

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  )
})

self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url)
  if (event.request.method !== 'GET' || url.origin !== self.location.origin) return
  if (event.request.mode === 'navigate' && !url.pathname.startsWith('/api/')) {
    event.respondWith(fetch(event.request).catch(() => caches.match('/index.html')))
    return
  }
  if (!FILES.includes(url.pathname)) return
  event.respondWith(caches.match(url.pathname).then((kept) => kept || fetch(event.request)))
})
