// The desk in a browser. It asks this machine for what is shown, and again when an event says that it changed.
// Words of passages and outlines are put in as text, never as markup.

const $ = id => document.getElementById(id)
const name = location.pathname.startsWith('/briefs/') ? decodeURIComponent(location.pathname.slice(8)) : ''

function make(tag, options = {}, ...inside) {
  const made = document.createElement(tag)
  for (const [key, value] of Object.entries(options)) {
    if (key in made && key !== 'list') made[key] = value
    else made.setAttribute(key, value)
  }
  made.append(...inside.filter(each => each !== null && each !== ''))
  return made
}

async function ask(path) {
  const answer = await fetch(path)
  if (!answer.ok) throw new Error(`${answer.status} for ${path}`)
  return answer.json()
}

const count = (number, what) => `${number} ${what}${number === 1 ? '' : 's'}`

// Faults.

function line(place) {
  if (!place.before && !place.marked && !place.after) return null
  const lead = place.before.length > 60 ? '…' + place.before.slice(-60) : place.before
  return make('code', { className: 'line' }, `${place.line} │ ${lead}`, make('mark', {}, place.marked), place.after.slice(0, 120))
}

const at = place => make('p', { className: 'at' }, `${place.file}, line ${place.line}, column ${place.column}`)

function fault(each) {
  const labels = each.labels.flatMap(label => [make('p', { className: 'at' }, `${label.message}: ${label.file}, line ${label.line}`), line(label)])
  return make('li', { className: each.severity },
    make('p', {}, make('span', { className: 'code' }, each.severity === 'error' ? 'Error: ' : 'Warning: '), each.message),
    at(each), line(each), ...labels,
    each.note ? make('p', { className: 'help' }, each.note) : null,
    each.help ? make('p', { className: 'help' }, each.help) : null,
    make('p', { className: 'at' }, make('code', {}, each.code)))
}

function showFaults(faults, failure) {
  const list = $('faults')
  const items = faults.map(fault)
  if (failure) items.unshift(make('li', { className: 'error' }, make('span', { className: 'code' }, 'Failed: '), failure))
  if (!items.length) items.push(make('li', { className: 'none' }, 'Nothing wrong'))
  list.replaceChildren(...items)
}

// The list of briefs.

function card(brief) {
  const what = brief.pages
    ? [count(brief.pages, 'page'), count(brief.quotations, 'quotation'), count(brief.notes, 'note')].join(', ')
    : 'no pages yet'
  const wrong = [brief.errors && count(brief.errors, 'error'), brief.warnings && count(brief.warnings, 'warning')].filter(Boolean)
  const cover = brief.cover
    ? make('img', { src: `/api/briefs/${encodeURIComponent(brief.name)}/pages/1/${brief.cover}.png`, alt: '' })
    : make('div', { className: 'blank' })
  return make('li', {}, make('a', { href: `/briefs/${encodeURIComponent(brief.name)}` }, cover,
    make('h2', {}, brief.title), make('p', {}, what),
    wrong.length ? make('p', { className: brief.errors ? 'bad' : '' }, wrong.join(' and ')) : null))
}

async function showList() {
  const all = await ask('/api/briefs')
  const focused = document.activeElement?.getAttribute?.('href')
  $('shelf').replaceChildren(...all.briefs.map(card))
  if (focused) document.querySelector(`.shelf a[href="${CSS.escape(focused)}"]`)?.focus()
  $('library').hidden = !all.faults.length
  if (all.faults.length) showFaults(all.faults, '')
}

// A brief: its pages are kept by their fingerprints, so that one that did not change is not touched.

let shown = null

function sheet(page, number, total) {
  const path = `/api/briefs/${encodeURIComponent(name)}/pages/${number}/${page.print}`
  const picture = make('img', { src: `${path}.png`, alt: '', decoding: 'async', width: page.width, height: page.height })
  const words = make('div', { className: 'words' })
  const paper = make('div', { className: 'paper' }, picture, words)
  paper.style.aspectRatio = `${page.width} / ${page.height}`
  const made = make('figure', { className: 'sheet', id: `page-${number}`, 'aria-label': `Page ${number} of ${total}` },
    paper, make('figcaption', {}, `${number} of ${total}`))
  made.dataset.print = page.print
  new IntersectionObserver((seen, watch) => {
    if (!seen.some(each => each.isIntersecting)) return
    watch.disconnect()
    ask(`${path}.json`).then(found => layWords(words, found.runs, page)).catch(() => {})
  }, { rootMargin: '100%' }).observe(made)
  return made
}

const measure = document.createElement('canvas').getContext('2d')

function layWords(into, runs, page) {
  into.replaceChildren(...runs.map(run => {
    const [x, y, width, height] = run.rect
    const span = make('span', {}, run.text + ' ')
    span.style.left = `${100 * x / page.width}%`
    span.style.top = `${100 * y / page.height}%`
    span.style.fontSize = `${100 * height / page.width}cqw`
    measure.font = '100px sans-serif'
    const natural = measure.measureText(run.text).width / 100 * height
    if (natural > 0) span.style.transform = `scaleX(${width / natural})`
    span.style.fontFamily = 'sans-serif'
    return span
  }))
}

function overlay(brief) {
  for (const old of document.querySelectorAll('.quote')) old.remove()
  brief.places.forEach((place, index) => place.pieces.forEach((piece, part) => {
    const page = brief.sheets[piece.page - 1]
    const paper = $(`page-${piece.page}`)?.querySelector('.paper')
    if (!page || !paper) return
    const [x, y, width, height] = piece.rect
    const button = make('button', { type: 'button', className: 'quote',
      'aria-label': `Quotation ${index + 1}${part ? ', continued' : ''}: ${place.printed.slice(0, 80)}` })
    button.dataset.quotation = place.id
    button.style.left = `${100 * x / page.width}%`
    button.style.top = `${100 * y / page.height}%`
    button.style.width = `${100 * width / page.width}%`
    button.style.height = `${100 * height / page.height}%`
    for (const event of ['focus', 'mouseenter', 'click']) button.addEventListener(event, () => tell(button, place))
    for (const event of ['blur', 'mouseleave']) button.addEventListener(event, hide)
    paper.append(button)
  }))
}

// Where a quotation comes from.

function tell(button, place) {
  hide()
  const rows = [['Passage', `@${place.passage}`], ['Source', place.source], ['Place', place.locator],
    ['Note', place.note], ['Said by', place.speaker + (place.via ? `, as reported by ${place.via}` : '')],
    ['Same words', place.level], ['Altered', place.alterations.join('; ')], ['Outline', `${place.file}, line ${place.line}`]]
  const list = make('dl', {}, ...rows.filter(([, value]) => value).flatMap(([key, value]) => [make('dt', {}, key), make('dd', {}, value)]))
  const card = $('card')
  card.replaceChildren(make('p', { className: 'context' }, place.before, make('mark', {}, place.exact), place.after), list)
  card.hidden = false
  button.setAttribute('aria-describedby', 'card')
  const box = button.getBoundingClientRect()
  const below = box.bottom + card.offsetHeight + 12 < innerHeight
  const top = below ? box.bottom + 8 : Math.max(box.top - card.offsetHeight - 8, 8)
  const left = Math.min(Math.max(box.left, 12), innerWidth - card.offsetWidth - 12)
  card.style.top = `${top + scrollY}px`
  card.style.left = `${left + scrollX}px`
}

function hide() {
  $('card').hidden = true
  for (const each of document.querySelectorAll('.quote[aria-describedby]')) each.removeAttribute('aria-describedby')
}

function showPages(brief) {
  const main = $('pages')
  const focused = document.activeElement?.dataset?.quotation
  const read = [...main.children].find(each => each.getBoundingClientRect().bottom > 80)
  const before = read ? { id: read.id, top: read.getBoundingClientRect().top } : null
  const sheets = brief.sheets.map((page, at) => {
    const old = main.children[at]
    const total = brief.sheets.length
    if (old?.dataset.print !== page.print) return sheet(page, at + 1, total)
    old.setAttribute('aria-label', `Page ${at + 1} of ${total}`)
    old.querySelector('figcaption').textContent = `${at + 1} of ${total}`
    return old
  })
  sheets.forEach((each, at) => { if (main.children[at] !== each) main.children[at] ? main.children[at].replaceWith(each) : main.append(each) })
  while (main.children.length > sheets.length) main.lastChild.remove()
  if (!sheets.length) main.append(make('p', { className: 'hint' }, 'There are no pages yet. The faults say why.'))
  main.classList.toggle('stale', !brief.current)
  overlay(brief)
  if (before && $(before.id)) scrollBy({ top: $(before.id).getBoundingClientRect().top - before.top, behavior: 'instant' })
  if (focused) document.querySelector(`.quote[data-quotation="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true })
}

async function showBrief() {
  const brief = await ask(`/api/briefs/${encodeURIComponent(name)}`)
  const first = !shown
  shown = brief
  document.title = `${brief.title} · briefwright`
  $('title').textContent = brief.title
  hide()
  showPages(brief)
  showFaults(brief.faults, brief.failure)
  const wrong = [brief.errors && count(brief.errors, 'error'), brief.warnings && count(brief.warnings, 'warning')].filter(Boolean)
  const told = brief.faults.length || brief.failure ? wrong.join(' and ') || count(brief.faults.length, 'fault') : ''
  $('fault-count').textContent = told
  $('told').textContent = first ? '' : `${told || 'Nothing wrong'}. ${brief.current ? `${count(brief.pages, 'page')} made` : 'The pages are those of the last good build'}.`
}

// Passages.

let asked = 0

async function find() {
  const mine = ++asked
  const found = await ask(`/api/passages?q=${encodeURIComponent($('find').value)}`)
  if (mine !== asked) return
  $('found').textContent = found.passages.length ? `${count(found.passages.length, 'passage')}${found.passages.length === 40 ? ' (the first)' : ''}` : 'No passage has all of these words'
  $('passages').replaceChildren(...found.passages.map(each => {
    const copy = make('button', { type: 'button', className: 'copy', 'aria-label': `Copy [@${each.id}]` }, 'Copy ID')
    copy.addEventListener('click', async () => {
      await navigator.clipboard.writeText(`[@${each.id}]`)
      copy.textContent = 'Copied'
      $('found').textContent = `Copied [@${each.id}]`
      setTimeout(() => { copy.textContent = 'Copy ID' }, 1500)
    })
    const from = [each.source, each.locator, each.speakers.join(', ')].filter(Boolean).join(' · ')
    return make('li', {}, make('div', { className: 'line' }, make('code', {}, `@${each.id}`), copy),
      make('p', { lang: each.language }, each.text), make('p', { className: 'from' }, from))
  }))
}

// News.

let version = -1
let all = -1

async function follow(state) {
  $('status').textContent = state.busy ? `Making ${state.busy} …` : state.ready ? 'Up to date' : 'Starting …'
  if (!name) return showList()
  if (!(name in state.briefs)) {
    $('status').textContent = state.ready ? 'This brief is gone' : 'Starting …'
    return
  }
  if (state.briefs[name] !== version) {
    version = state.briefs[name]
    await showBrief()
  }
  if (state.version !== all && !state.busy) {
    all = state.version
    await find()
  }
}

const news = new EventSource('/events')
let last = Promise.resolve()
news.addEventListener('state', event => { last = last.then(() => follow(JSON.parse(event.data))).catch(() => {}) })
news.addEventListener('error', () => { $('status').textContent = 'No connection: is briefwright serve running?' })
if (name) {
  $('find').addEventListener('input', () => find().catch(() => {}))
  addEventListener('keydown', event => { if (event.key === 'Escape') hide() })
}
