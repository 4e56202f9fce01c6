/** A reader at a browser: waits for what the page shows, acts on it, and keeps what goes wrong. */

const LOOK_MS = 100;
const USUAL_MS = 60_000;

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const textOf = (css) =>
  [...document.querySelectorAll(css)].map((one) => one.textContent.replace(/\s+/g, ' ')).join(' · ');

export class Page {
  #driver;
  #site;
  /** Console errors, uncaught errors and violations of the policy, since they were asked for last. */
  #problems = [];

  constructor(driver, site) {
    this.#driver = driver;
    this.#site = site;
  }

  async open(address = '') {
    await this.#keepProblems();
    await this.#driver.open(this.#site.url + address);
  }

  async reload() {
    await this.#keepProblems();
    await this.#driver.reload();
  }

  size = (width, height) => this.#driver.size(width, height);
  keys = (...names) => this.#driver.keys(...names);
  choose = (css, file) => this.#driver.choose(css, file);
  evaluate = (fn, ...args) => this.#driver.evaluate(fn, ...args);
  text = (css) => this.evaluate(textOf, css);
  unplug = () => this.#site.close();

  /** Asks `look` until it gives something; `what` says what was hoped for. */
  async wait(what, look, ms = USUAL_MS) {
    for (const begin = Date.now(); ; await pause(LOOK_MS)) {
      const found = await look();
      if (found) return found;
      if (Date.now() - begin > ms) {
        const shown = await this.text('main, body > :not(script)').catch(() => '');
        throw new Error(`After ${ms / 1000} s there is not ${what}. The page says: ${shown.slice(0, 1200)}`);
      }
    }
  }

  /** The text of what `css` selects, once it matches. */
  async see(css, pattern = /\S/, ms = USUAL_MS) {
    const look = async () => {
      const text = await this.text(css);
      return pattern.test(text) ? text : undefined;
    };
    return this.wait(`${pattern} in ${css}`, look, ms);
  }

  /** Clicks the first of them in sight whose name begins so, once it is there and can be pressed. */
  click = (css, name) => this.wait(`${css} "${name ?? ''}" to click`, () => this.#driver.click(css, name));

  inside = (work) => this.#driver.inside(work);

  async #keepProblems() {
    const seen = await this.evaluate(() => globalThis.watched?.() ?? []).catch(() => []);
    this.#problems.push(...seen, ...this.#driver.console());
  }

  async problems() {
    await this.#keepProblems();
    return this.#problems.splice(0);
  }
}
