// Walks through an unpacked bundle as a reader does, from disk, and prints what it saw as JSON; judges nothing.
// node walk.mjs BROWSER EXECUTABLE FOLDER-URL PAGE...   (BROWSER: firefox or chrome)
import puppeteer from 'puppeteer-core';

const [name, executablePath, base, ...pages] = process.argv.slice(2);
const site = base + 'data/site/';
const seen = { troubles: [], requests: [], pages: {}, steps: {} };

// Whatever leaves the machine ends at a port where nobody listens.
const launch = name === 'firefox'
  ? { args: ['--headless'], extraPrefsFirefox: {
      'network.proxy.type': 1, 'network.proxy.http': '127.0.0.1', 'network.proxy.http_port': 9,
      'network.proxy.ssl': '127.0.0.1', 'network.proxy.ssl_port': 9, 'network.dns.disabled': true } }
  : { args: ['--no-sandbox', '--proxy-server=127.0.0.1:9', '--disable-background-networking', '--disable-dev-shm-usage'] };
const browser = await puppeteer.launch({ browser: name, executablePath, headless: true, ...launch });
const page = await browser.newPage();
await page.setViewport({ width: 1440, height: 900 });
page.on('console', message => { if (['error', 'warn'].includes(message.type())) seen.troubles.push(`${page.url()}: ${message.text()}`); });
page.on('pageerror', error => seen.troubles.push(`${page.url()}: ${error.message}`));
page.on('requestfailed', request => { if (request.url().startsWith(base)) seen.troubles.push(`not loaded: ${request.url()}`); });
page.on('request', request => { if (!request.url().startsWith(base)) seen.requests.push(request.url()); });
await page.evaluateOnNewDocument(() => {
  document.addEventListener('securitypolicyviolation', event =>
    console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`));
});

const pause = time => new Promise(done => setTimeout(done, time));
const open = async address => { await page.goto(address, { waitUntil: 'load' }); await pause(50); };
const place = () => page.url().replace(base, '');

const look = () => page.evaluate(() => ({
  title: document.title,
  edition: [...document.querySelectorAll('.d-mast__edition')].filter(one => one.checkVisibility()).map(one => one.textContent),
  outside: [...document.querySelectorAll('a[href], area[href], form[action], [*|href]')]
    .map(one => one.getAttribute('href') ?? one.getAttribute('action') ?? one.getAttributeNS('http://www.w3.org/1999/xlink', 'href'))
    .filter((address, at, all) => new URL(address, location).protocol !== 'file:')
    .filter(address => address !== document.querySelector('link[rel=canonical]')?.getAttribute('href')),
  styles: [...document.styleSheets].length === document.querySelectorAll('link[rel=stylesheet], style').length,
  broken: [...document.images].filter(one => one.complete && !one.naturalWidth).map(one => one.src),
}));

const lit = () => page.evaluate(() => {
  const probe = document.body.appendChild(document.createElement('i'));
  probe.style.background = 'var(--d-lit)';
  const colour = getComputedStyle(probe).backgroundColor;
  probe.remove();
  return [...document.querySelectorAll('mark[data-q]')]
    .filter(mark => getComputedStyle(mark).backgroundColor === colour).map(mark => mark.dataset.q);
});

async function follow(find) {
  await Promise.all([page.waitForNavigation({ timeout: 8000 }).catch(() => {}), page.evaluate(find)]);
  await pause(100);
  return place();
}

try {
  await open(base + 'START-HERE.html');
  seen.steps.start = await look();
  seen.steps.opened = await follow(() => document.querySelector('.d-start__open a').click());

  for (const uri of pages) {
    await open(site + uri);
    seen.pages[uri] = await look();
  }

  await open(site + 'events/oslo-talks.html');
  await page.evaluate(() => document.querySelectorAll('.d-cite')[1].click());
  await pause(100);
  seen.steps.quote = place();
  seen.steps.words = await page.evaluate(() => document.querySelector(':target q')?.textContent);
  seen.steps.passage = await follow(() => document.querySelector(':target .d-attr a').click());
  seen.steps.lit = await lit();
  seen.steps.litInView = await page.evaluate(() => {
    const box = document.querySelector('mark[data-q]').getBoundingClientRect();
    return box.bottom > -2000 && scrollY > 0;
  });

  await open(site + 'events/oslo-talks.html');
  const number = (await page.$$('.d-prose a.d-cite'))[0];
  await number.evaluate(one => one.scrollIntoView({ block: 'center' }));
  await number.hover();
  await page.waitForSelector('#d-glance .d-words', { visible: true, timeout: 8000 }).catch(() => {});
  seen.steps.preview = await page.evaluate(() => document.querySelector('#d-glance .d-words')?.textContent ?? '');

  await open(site + 'timeline.html');
  seen.steps.figures = await page.evaluate(() => [...document.querySelectorAll('svg a')].filter(one => one.checkVisibility()).length);
  seen.steps.fromFigure = await follow(() =>
    [...document.querySelectorAll('svg a')].find(one => one.checkVisibility() && (one.getAttribute('href') ?? '').includes('.html'))
      ?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, view: window })));

  await open(site + 'index.html');
  await page.focus('#d-search');
  await page.keyboard.type('Sjømannsforbundet');
  await page.waitForSelector('#d-search-list [role=option]', { visible: true, timeout: 8000 }).catch(() => {});
  seen.steps.options = await page.$$eval('#d-search-list [role=option]', all => all.map(one => one.textContent));
  await page.keyboard.press('ArrowDown');
  [seen.steps.found] = [await (async () => {
    await Promise.all([page.waitForNavigation({ timeout: 8000 }).catch(() => {}), page.keyboard.press('Enter')]);
    await pause(100);
    return place();
  })()];

  await open(site + 'search.html#q=Nordferje');
  await page.waitForSelector('[data-search-page] a[href*=".html"]', { visible: true, timeout: 8000 }).catch(() => {});
  seen.steps.results = await page.$$eval('[data-search-page] a[href*=".html"]', all => all.map(one => one.getAttribute('href')));
} catch (error) {
  seen.troubles.push(`the walk ended: ${error.stack}`);
} finally {
  await browser.close();
}
console.log(JSON.stringify(seen));
