import { chromium } from '@playwright/test';
import { launchOptions } from './chromium.mjs'; import { ensureBrowser } from './browser.mjs';
const [,, w,h,scheme,out,...scenes]=process.argv;
const b = await chromium.launch({ headless: true, ...launchOptions(await ensureBrowser()) });
const p = await b.newPage({viewport:{width:+w,height:+h},colorScheme:scheme});
p.on('console',m=>console.log(m.text())); p.on('pageerror',e=>console.log(String(e)));
await p.goto('http://localhost:4720/lecture.html'); await p.waitForTimeout(1200);
for (let i=0;i<4;i++) await p.keyboard.press('+');
for (const s of scenes){ await p.evaluate(s=>{location.hash='#'+s},s); await p.waitForTimeout(250); await p.keyboard.press(' '); await p.waitForTimeout(1600);
 console.log(s, await p.evaluate(()=>[document.documentElement.scrollWidth>innerWidth, document.documentElement.scrollHeight>innerHeight, document.querySelector('.stage-figure')?.clientHeight]));
 await p.screenshot({path:`${out}-${s}.png`}); }
await b.close();
